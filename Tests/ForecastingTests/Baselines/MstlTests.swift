import Testing

@testable import ForecastForecasting

@Suite struct MstlTests {
  /// statsforecast's `MSTL`, which carries on what is left by another rule, ETS: a tolerance of 1 %.
  @Test func `it is near to statsforecast on passengers`() throws {
    let expected = [
      417.290965, 404.735026, 449.196270, 441.473504, 449.658086, 499.462411, 545.480062,
      546.141707, 484.579722, 440.478181, 401.994647, 433.365553,
    ]
    let said = Baseline.mstl.forecast(firstYears[...], season: 12, horizon: 12)
    #expect(relativeDifference(said, expected) < 1e-2)
  }

  @Test func `two seasons are told apart`() {
    let values = (0..<210).map { (t: Int) -> Double in
      let short: Double = [5, -2, -3][t % 3]
      let long: Double = [0, 7, 1, -4, 2, -5, -1][t % 7]
      return 50 + short + long
    }
    let said = Baseline.mstl.forecast(
      values[..<180], seasons: Seasons(3, longer: [7]), horizon: 30)
    for (value, actual) in zip(said, values[180...]) { #expect(abs(value - actual) < 0.2) }
    let one = Baseline.mstl.forecast(values[..<180], season: 3, horizon: 30)
    #expect(zip(one, values[180...]).contains { abs($0 - $1) > 3 })
  }

  @Test func `a season that is not there twice is left out`() {
    let values = Array(slopedQuarters.prefix(20))
    let said = Baseline.mstl.forecast(values[...], seasons: Seasons(4, longer: [11]), horizon: 5)
    #expect(said == Baseline.mstl.forecast(values[...], season: 4, horizon: 5))
  }

  @Test func `any finite past has a finite forecast`() {
    let huge = Double.greatestFiniteMagnitude
    let pasts: [[Double]] = [
      [1, 2], [huge, -huge, 0, huge, 3, -huge, 1, 8], [0, 0, 0, 0, 0, 0, 0, 1],
    ]
    for past in pasts {
      for season in [1, 2, 3, 4] {
        let said = Baseline.mstl.forecast(
          past[...], seasons: Seasons(season, longer: [4]), horizon: 9)
        #expect(said.allSatisfy { $0.isFinite })
      }
    }
  }
}
