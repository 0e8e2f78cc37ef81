import Testing

@testable import ForecastForecasting

@Suite struct TsbTests {
  private func said(_ values: [Double]) -> Double {
    Baseline.tsb.forecast(values[...], season: 1, horizon: 1)[0]
  }

  /// statsforecast's `TSB(0.1, 0.1)`; the tolerance is that of doubles.
  @Test func `it equals statsforecast`() {
    #expect(abs(said(rareDemand) - 1.3113152852478505) < 1e-14)
  }

  @Test func `an article that nobody buys any more goes to zero`() {
    let gone = [Double](repeating: 3, count: 5) + [Double](repeating: 0, count: 50)
    #expect(abs(said(gone) - 3 * 0.005153775207320113) < 1e-12)  // 0.9^50
  }
}
