import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct PassSizesTests {
  @Test func `each series comes once, as long as its crop`() {
    let sizes = PassSizes(limits: [48, 0, 5, 4, 100, 20], settings: .tiny())
    // The base looks back three steps, and a target needs a step after that.
    #expect(sizes.series == [0, 2, 4, 5])
    #expect(sizes.batches == 2 && sizes.rows == 3 && sizes.steps == 30)
    #expect(PassSizes(limits: [8, 9], settings: .tiny()).steps == 8)
  }

  @Test func `read both ways, a series comes once for each window in its crop`() {
    var settings = RecurrentSettings.tiny()
    settings.isBidirectional = true
    let sizes = PassSizes(limits: [11, 12, 0, 100], settings: settings)
    #expect(sizes.series == [0, 0, 1, 1, 1] + [Int](repeating: 3, count: 6))
    #expect(sizes.batches == 4 && sizes.rows == 3 && sizes.steps == 5)
  }

  @Test func `nothing to learn from makes no batch`() {
    let sizes = PassSizes(limits: [0, 4], settings: .tiny())
    #expect(sizes.series.isEmpty && sizes.batches == 0)
    #expect(sizes.rows == 1 && sizes.steps == 1)
  }

  @Test func `the first step has its base, or most of its input`() {
    func first(_ lookback: Int, _ base: WindowShape.Base) -> Int {
      PassSizes.firstStep(
        of: WindowShape(
          lookback: lookback, horizon: 1, season: 7, level: .lastValue, base: base))
    }
    #expect(first(9, .seasonalMean(seasons: 3)) == 6)
    #expect(first(9, .lastValue) == 3)
    #expect(first(2, .lastValue) == 1)
  }
}
