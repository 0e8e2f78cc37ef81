import ForecastKernels
import Testing

struct IntegerColumnTests {
  @Test func `a step is the same between all neighbours, or there is none`() {
    let numbers = [5, 3, 10, 17, 24, 24, 24, 20, 16]
    #expect(IntegerColumn.step(of: numbers[1..<5]) == 7)
    #expect(IntegerColumn.step(of: numbers[6...]) == -4)
    #expect(IntegerColumn.step(of: numbers[1..<3]) == 7)
    #expect(IntegerColumn.step(of: numbers[0..<5]) == nil)
    #expect(IntegerColumn.step(of: numbers[1..<6]) == nil)
    #expect(IntegerColumn.step(of: numbers[4..<7]) == nil)
  }

  @Test func `fewer than two numbers have no step`() {
    #expect(IntegerColumn.step(of: [7]) == nil)
    #expect(IntegerColumn.step(of: []) == nil)
  }

  @Test func `the largest numbers do no harm`() {
    #expect(IntegerColumn.step(of: [.min, .max, .min]) == nil)
  }
}
