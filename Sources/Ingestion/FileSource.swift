import ForecastStorage

/// The bytes of a file or of standard input, unpacked.
struct FileSource: BlockSource, ~Copyable {
  private var reader: ByteReader

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
    var block = try piece(FileSource.blockSize)
    while !block.isEmpty, block.count < FileSource.blockSize {
      let next = try piece(min(FileSource.pieceSize, FileSource.blockSize - block.count))
      if next.isEmpty { break }
      block += next
    }
    return block.isEmpty ? nil : block
  }

  /// As many bytes as come at once; none at the end.
  private mutating func piece(_ size: Int) throws(IngestionError) -> [UInt8] {
    var piece = [UInt8](repeating: 0, count: size)
    do {
      let count = try reader.read(into: &piece)
      if count < piece.count { piece.removeSubrange(count...) }
      return piece
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
