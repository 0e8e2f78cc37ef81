import ForecastKernels
import TestSupport
import Testing

struct IntegerColumnTests {
  @Test func `numbers are counted as far as they go on by their first step`() {
    let numbers = [5, 3, 10, 17, 24, 24, 24, 20, 16]
    #expect(IntegerColumn.evenCount(of: numbers[1..<5]) == 4)
    #expect(IntegerColumn.evenCount(of: numbers[6...]) == 3)
    #expect(IntegerColumn.evenCount(of: numbers[...]) == 2)
    #expect(IntegerColumn.evenCount(of: numbers[1...]) == 4)
    #expect(IntegerColumn.evenCount(of: numbers[4...]) == 3)
  }

  @Test func `one number goes on, and so do two`() {
    #expect(IntegerColumn.evenCount(of: []) == 0)
    #expect(IntegerColumn.evenCount(of: [7]) == 1)
    #expect(IntegerColumn.evenCount(of: [7, -7]) == 2)
  }

  @Test func `the first other step is found at any place of any length`() {
    for length in [31, 32, 33, 34, 35, 66, 67, 100] {
      for place in 2..<length {
        var numbers = (0..<length).map { 1_000 - 3 * $0 }
        numbers[place] += 1
        #expect(IntegerColumn.evenCount(of: numbers[...]) == place)
      }
    }
  }

  @Test func `the largest numbers do no harm`() {
    #expect(IntegerColumn.evenCount(of: [.min, .max, .min]) == 2)
    #expect(IntegerColumn.evenCount(of: [.max, .min, .min + 1]) == 3)
  }
}
