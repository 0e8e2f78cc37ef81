import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct BaseChoiceTests {
  private func chosen(
    _ values: [Double], adjusts: Bool = false, base: WindowShape.Base = .seasonalMean(seasons: 1)
  ) -> WindowShape.Base {
    BaseChoice.base(for: panel([values]), settings: .tiny(adjusts: adjusts, base: base))
  }

  private func week(_ count: Int, noise: Double) -> [Double] {
    var random = Noise(3)
    return (0..<count).map { (t: Int) -> Double in
      100 + [0.0, 30, -20, 10][t % 4] + noise * random.next()
    }
  }

  @Test func `a noisy season is met by the mean of several`() {
    let base = chosen(week(300, noise: 8))
    #expect(base == .seasonalMean(seasons: 4) || base == .seasonalMean(seasons: 8))
  }

  @Test func `a season that wanders is met by its last turn`() {
    let walk = randomWalk(5, count: 300)
    let values = week(300, noise: 0).enumerated().map { $1 + 2 * walk[$0 / 4 * 4] }
    #expect(chosen(values) == .seasonalMean(seasons: 1))
  }

  @Test func `a walk without a season is met by its last value`() {
    #expect(chosen(randomWalk(6, count: 300, from: 500)) == .lastValue)
  }

  @Test func `rows that it may not know change nothing`() {
    let values = week(300, noise: 8)
    let cut = panel([values + [1e9, -1e9]]).droppingLast(2)
    #expect(BaseChoice.base(for: cut, settings: .tiny()) == chosen(values))
  }

  @Test func `where nothing can be judged the settings' own base stays`() {
    #expect(chosen([1, 2, 3, 4, 5, 6, 7, 8]) == .seasonalMean(seasons: 1))
    #expect(chosen(week(300, noise: 8), adjusts: true, base: .lastValue) == .lastValue)
    var settings = RecurrentSettings.tiny(season: 1, base: .lastValue)
    settings.level = .lastValue
    #expect(
      BaseChoice.base(for: panel([week(300, noise: 8)]), settings: settings) == .lastValue)
  }
}
