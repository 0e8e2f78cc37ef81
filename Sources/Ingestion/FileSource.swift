import ForecastStorage

/// The bytes of a file or of standard input, unpacked.
struct FileSource: BlockSource, ~Copyable {
  private var reader: ByteReader

  private static let blockSize = 1_024 * 1_024

  init(path: String) throws(IngestionError) {
    do {
      reader = try ByteReader(path: path)
    } catch {
      throw IngestionError(error)
    }
  }

  mutating func nextBlock() throws(IngestionError) -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: FileSource.blockSize)
    do {
      let count = try reader.read(into: &block)
      guard count > 0 else { return nil }
      if count < block.count { block.removeSubrange(count...) }
      return block
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
