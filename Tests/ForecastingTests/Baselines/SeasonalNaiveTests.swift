import Testing

@testable import ForecastForecasting

@Suite struct SeasonalNaiveTests {
  private func said(_ values: [Double], _ season: Int, _ horizon: Int) -> [Double] {
    Baseline.seasonalNaive.forecast(values[...], season: season, horizon: horizon)
  }

  @Test func `the last season is repeated`() {
    #expect(said([9, 9, 1, 2, 3], 3, 7) == [1, 2, 3, 1, 2, 3, 1])
    #expect(said([1, 2, 3], 1, 2) == [3, 3])
  }

  @Test func `a missing position is answered by the season before`() {
    #expect(said([7, 8, 9, 1, .nan, 3], 3, 4) == [1, 8, 3, 1])
    #expect(said([7, 8, 9, .nan, 2, .nan, .nan, .nan, 3], 3, 3) == [7, 2, 3])
  }

  @Test func `a position that was never measured takes the last value`() {
    #expect(said([7, .nan, 9, 1, .nan, 3], 3, 3) == [1, 3, 3])
  }

  @Test func `shorter than a season it takes what there is`() {
    #expect(said([4, 6], 5, 6) == [6, 6, 6, 4, 6, 6])
  }

  /// From the M4 scorer's `snaive` on 48 quarters with five missing ones.
  @Test func `it equals the M4 scorer's rule`() {
    var values = slopedQuarters
    for gap in [0, 5, 6, 20, 47] { values[gap] = .nan }
    #expect(said(values, 4, 6) == [191, 200, 186, 191, 191, 200])
  }
}
