import Testing

@testable import ForecastForecasting

@Suite struct HoltWintersTests {
  /// statsforecast 2.1.1, the better of HoltWinters with additive and with multiplicative errors.
  @Test func `it says what statsforecast says`() {
    let air = Baseline.holtWinters.forecast(airPassengers[...], season: 12, horizon: 4)
    let expected = [448.3131652687572, 442.99380334467816, 507.41997950029696, 493.4012808682239]
    #expect(largestDifference(air, expected) < 1e-3)
    let quarters = Baseline.holtWinters.forecast(slopedQuarters[...], season: 4, horizon: 4)
    let others = [198.04114821159285, 209.9576938213254, 194.2676348160743, 208.20973668051712]
    #expect(largestDifference(quarters, others) < 1e-3)
  }

  @Test func `a series with a zero has an additive season`() throws {
    var values = slopedQuarters
    values[3] = 0
    let fitted = try #require(
      ExponentialSmoothing.fit(values[...], season: 4, forms: SmoothingForm.holtWinters))
    #expect(fitted.form.season == .additive)
  }

  @Test(arguments: [1, 25, 60])
  func `without a usable season it is Holt's line`(season: Int) {
    let said = Baseline.holtWinters.forecast(slopedQuarters[...], season: season, horizon: 3)
    #expect(said == Baseline.holt.forecast(slopedQuarters[...], season: season, horizon: 3))
  }
}
