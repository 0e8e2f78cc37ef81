import Testing

@testable import ForecastIngestion

struct BlockSourceTests {
  private func blocks(_ bytes: [UInt8], of size: Int) -> [[UInt8]] {
    var source = MemorySource(bytes, blockSize: size)
    var blocks: [[UInt8]] = []
    while let block = source.nextBlock() { blocks.append(block) }
    let after = source.nextBlock()
    #expect(after == nil, "the end stays the end")
    return blocks
  }

  @Test func `bytes in memory come in blocks, the last one shorter`() {
    #expect(blocks([1, 2, 3, 4, 5], of: 2) == [[1, 2], [3, 4], [5]])
    #expect(blocks([1, 2, 3, 4], of: 2) == [[1, 2], [3, 4]])
    #expect(blocks([1, 2, 3], of: .max) == [[1, 2, 3]])
  }

  @Test func `what did not come yet can be read at any place, and be skipped`() throws {
    var source = MemorySource([1, 2, 3, 4, 5], blockSize: 2)
    _ = source.nextBlock()
    let parts = try #require(source.parts)
    var buffer: [UInt8] = [0, 0, 0]
    #expect(parts.range == 2..<5)
    #expect(parts.read(3, &buffer, 1) && buffer == [0, 4, 5])
    #expect(!parts.read(3, &buffer, 0))
    let skips = source.skip(toLast: 1)
    let last = source.nextBlock()
    #expect(skips && last == [5] && source.parts == nil)
  }

  @Test func `no bytes are no block`() {
    #expect(blocks([], of: 4) == [])
  }
}
