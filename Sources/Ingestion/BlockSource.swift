/// Where the bytes of a file come from, block by block.
protocol BlockSource: ~Copyable {
  /// The next bytes, at least one; nil at the end.
  mutating func nextBlock() throws(IngestionError) -> [UInt8]?

  /// About how many bytes there are from the beginning; nil where that is not known.
  var expectedCount: Int? { get }
}

/// Bytes that lie in memory, given in blocks of any size.
struct MemorySource: BlockSource {
  private var rest: ArraySlice<UInt8>
  private let blockSize: Int
  let expectedCount: Int?

  init(_ bytes: [UInt8], blockSize: Int = .max) {
    rest = bytes[...]
    self.blockSize = blockSize
    expectedCount = bytes.count
  }

  mutating func nextBlock() -> [UInt8]? {
    guard !rest.isEmpty else { return nil }
    let block = Array(rest.prefix(blockSize))
    rest = rest.dropFirst(block.count)
    return block
  }
}
