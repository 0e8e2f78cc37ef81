import Testing

@testable import ForecastKernels

struct AlignedFloatsTests {
  @Test func `memory begins at a cache line and starts at zero`() {
    for count in [0, 1, 16, 17, 100] {
      let floats = AlignedFloats(count: count)
      let address = unsafe floats.withPointer { UInt(bitPattern: $0) }
      #expect(address.isMultiple(of: 64))
      #expect(floats.floats(0..<count) == [Float](repeating: 0, count: count))
    }
  }

  @Test func `growing keeps what is there`() {
    var floats = AlignedFloats(count: 3)
    floats.copy([9, 1, 2, 3], 1..<4, to: 0)
    floats.reserve(40)
    floats.reserve(2)
    #expect(floats.count == 40)
    #expect(floats.floats(0..<5) == [1, 2, 3, 0, 0])
    floats.move(0..<3, to: 1)
    #expect(floats.floats(0..<5) == [1, 1, 2, 3, 0])
    floats.clear(1..<3)
    #expect(floats.floats(0..<5) == [1, 0, 0, 3, 0])
  }

  @Test func `rows are gathered step by step`() {
    var floats = AlignedFloats(count: 12)
    // Two rows of three steps of two values, after one value that is not theirs.
    floats.gather(
      [-1, 0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15], from: 1, rows: 2, steps: 3, width: 2)
    #expect(floats.floats(0..<12) == [0, 1, 10, 11, 2, 3, 12, 13, 4, 5, 14, 15])
  }

  @Test func `a copy is another value`() {
    var one = AlignedFloats(count: 1)
    let other = one
    one[0] = 5
    #expect(one[0] == 5 && other[0] == 0)
  }
}
