/// Where the bytes of a file come from, block by block.
protocol BlockSource: ~Copyable {
  /// The next bytes, at least one; nil at the end.
  mutating func nextBlock() throws(IngestionError) -> [UInt8]?

  /// About how many bytes there are from the beginning; nil where that is not known.
  var expectedCount: Int? { get }

  /// The bytes that did not come yet, where any of them can be read at any time.
  var parts: ByteParts? { get }

  /// Goes on at the last bytes; false where that is not possible.
  mutating func skip(toLast count: Int) throws(IngestionError) -> Bool
}

/// Bytes of a source, any part of which can be read by any thread as long as the source is there.
struct ByteParts: Sendable {
  /// Which bytes, counted from the source's beginning.
  let range: Range<Int>
  /// Fills a buffer from an index on with the bytes of a place; false where there are not as many.
  let read: @Sendable (_ place: Int, _ buffer: inout [UInt8], _ start: Int) -> Bool
}

/// Bytes that lie in memory, given in blocks of any size.
struct MemorySource: BlockSource {
  private let bytes: [UInt8]
  /// Where the next block begins.
  private var next = 0
  private let blockSize: Int

  init(_ bytes: [UInt8], blockSize: Int = .max) {
    self.bytes = bytes
    self.blockSize = blockSize
  }

  var expectedCount: Int? { bytes.count }

  var parts: ByteParts? {
    guard next < bytes.count else { return nil }
    return ByteParts(range: next..<bytes.count) { [bytes] place, buffer, start in
      let end = place + buffer.count - start
      guard end <= bytes.count else { return false }
      buffer.replaceSubrange(start..., with: bytes[place..<end])
      return true
    }
  }

  mutating func skip(toLast count: Int) -> Bool {
    guard count <= bytes.count else { return false }
    next = bytes.count - count
    return true
  }

  mutating func nextBlock() -> [UInt8]? {
    guard next < bytes.count else { return nil }
    let block = Array(bytes[next...].prefix(blockSize))
    next += block.count
    return block
  }
}
