import ForecastStorage

/// The bytes of a file or of standard input, unpacked.
struct FileSource: BlockSource, ~Copyable {
  private var reader: ByteReader
  /// Kept from one block to the next, so that its memory stays warm where nobody else holds it.
  private var block = [UInt8](repeating: 0, count: FileSource.blockSize)

  private static let blockSize = 1_024 * 1_024
  /// What a pipe gives at once.
  private static let pieceSize = 64 * 1_024

  init(path: String) throws(IngestionError) {
    do {
      reader = try ByteReader(path: path)
    } catch {
      throw IngestionError(error)
    }
  }

  /// The next bytes: a whole block but at the end.
  ///
  /// What is found out of the first blocks must not depend on how a pipe is filled.
  mutating func nextBlock() throws(IngestionError) -> [UInt8]? {
    do {
      var count = try reader.read(into: &block)
      guard count > 0 else { return nil }
      while count < block.count {
        var piece = [UInt8](repeating: 0, count: min(FileSource.pieceSize, block.count - count))
        let next = try reader.read(into: &piece)
        if next == 0 { break }
        block.replaceSubrange(count..<(count + next), with: piece[..<next])
        count += next
      }
      return count < block.count ? Array(block[..<count]) : block
    } catch {
      throw IngestionError(error)
    }
  }

  var expectedCount: Int? { reader.isCompressed ? nil : reader.stamp?.size }

  var parts: ByteParts? {
    guard let parts = reader.parts else { return nil }
    return ByteParts(range: parts.range) { place, buffer, start in
      parts.read(at: place, into: &buffer, from: start)
    }
  }

  /// Goes on at the last bytes of the file; false where it is packed or a stream, or has not more bytes.
  mutating func skip(toLast count: Int) throws(IngestionError) -> Bool {
    do {
      return try reader.skip(toLast: count)
    } catch {
      throw IngestionError(error)
    }
  }

  /// Refuses a file that was written to while it was read.
  func checkUnchanged() throws(IngestionError) {
    do {
      try reader.checkUnchanged()
    } catch {
      throw IngestionError(error)
    }
  }
}
