import Testing

@testable import ForecastSeries

/// What the M4 scorer's `seasonal` says of the same numbers, with |r_m| and its limit beside it.
@Suite struct SeasonalityTestTests {
  private let slope = (0..<48).map { 10 + 3 * Double($0) }

  @Test func `it says what the competition's test says`() {
    #expect(SeasonalityTest.isSeasonal(slopedQuarters, season: 4))  // 0.7549 > 0.5290
    #expect(SeasonalityTest.isSeasonal(weekdays, season: 7))  // 0.8355 > 0.3126
    #expect(!SeasonalityTest.isSeasonal(shuffled, season: 12))  // 0.0824 < 0.2727
    #expect(!SeasonalityTest.isSeasonal(shuffled, season: 5))  // 0.1506 < 0.2454
  }

  @Test func `its known fault is kept: a pure trend is called seasonal`() {
    #expect(SeasonalityTest.isSeasonal(slope, season: 4))  // 0.7511 > 0.5624
  }

  @Test func `fewer than three seasons are not enough`() {
    let clear = (0..<12).map { Double($0 % 4) }
    #expect(SeasonalityTest.isSeasonal(clear, season: 4))
    #expect(!SeasonalityTest.isSeasonal(Array(clear.dropLast()), season: 4))
  }

  @Test func `no season, a constant and nothing are not seasonal`() {
    #expect(!SeasonalityTest.isSeasonal(slopedQuarters, season: 1))
    #expect(!SeasonalityTest.isSeasonal([Double](repeating: 3, count: 48), season: 4))
    #expect(!SeasonalityTest.isSeasonal([], season: 4))
  }
}
