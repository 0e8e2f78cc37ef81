import Testing

@testable import ForecastForecasting

@Suite struct FilledPastTests {
  @Test func `a rule sees values between one and two in size, without gaps`() {
    var seen: [Double] = []
    let said = FilledPast.forecast([3, .nan, -6, .nan], horizon: 1) { values in
      seen = values
      return [values[0]]
    }
    #expect(seen == [0.75, -0.375, -1.5, -1.5])
    #expect(said == [3])
  }

  @Test func `a constant, infinity and no value at all are answered without the rule`() {
    func said(_ values: [Double]) -> [Double] {
      FilledPast.forecast(values[...], horizon: 2) { _ in [0, 0] }
    }
    #expect(said([.nan, 5, 5]) == [5, 5])
    #expect(said([1, .infinity, 2]) == [2, 2])
    #expect(said([.nan]).allSatisfy { $0.isNaN })
    #expect(said([]).count == 2)
  }

  @Test func `a forecast over the end of the number line stays on it`() {
    let huge = Double.greatestFiniteMagnitude
    #expect(FilledPast.forecast([huge, -huge], horizon: 1) { [$0[0] * 4] } == [huge])
    #expect(FilledPast.forecast([huge, -huge], horizon: 1) { [$0[1] * 4] } == [-huge])
  }

  @Test func `the smallest numbers lose no digit`() {
    let small = Double.leastNonzeroMagnitude
    #expect(FilledPast.forecast([small, 3 * small], horizon: 1) { [$0[0]] } == [small])
  }
}
