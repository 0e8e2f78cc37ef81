import Testing

@testable import ForecastForecasting

@Suite struct CrostonTests {
  private func said(_ values: [Double]) -> Double {
    Baseline.croston.forecast(values[...], season: 1, horizon: 1)[0]
  }

  /// statsforecast's `CrostonSBA`; the tolerance is that of doubles.
  @Test func `it equals statsforecast`() {
    #expect(abs(said(rareDemand) - 1.5520437191895347) < 1e-14)
  }

  @Test func `a step that was not measured takes no time`() {
    #expect(said([.nan, 0, 4, .nan, 0, 6, .nan]) == said([0, 4, 0, 6]))
  }

  @Test func `demand at every step has no bias to take off`() {
    #expect(abs(said([2, 4]) - 2.2) < 1e-15)
  }
}
