import Testing

@testable import ForecastForecasting

@Suite struct SeasonalTrendTests {
  /// statsmodels' `STL(period=4, seasonal=11, seasonal_deg=0).fit(inner_iter=2)`.
  @Test func `it equals statsmodels`() {
    let parts = SeasonalTrend(slopedQuarters, season: 4, span: 11)
    let seasonal = [0, 1, 20, 47].map { parts.seasonal[$0] }
    let trend = [0, 1, 20, 47].map { parts.trend[$0] }
    #expect(
      relativeDifference(
        seasonal,
        [-1.7405954873193505, 8.271815249097175, -1.4908319447027576, 2.740595487319403])
        < 1e-2)
    #expect(
      relativeDifference(
        trend, [102.73698810452818, 105.14892691338567, 143.26700676998203, 198.2630118954713])
        < 1e-4)
  }

  @Test func `a season that does not change is found, and the line beside it`() {
    let season = [3.0, -1, -2]
    let values = (0..<60).map { (t: Int) -> Double in 10 + 0.5 * Double(t) + season[t % 3] }
    let parts = SeasonalTrend(values, season: 3, span: 11)
    for index in values.indices {
      #expect(abs(parts.seasonal[index] - season[index % 3]) < 0.02)
      #expect(abs(parts.trend[index] - 10 - 0.5 * Double(index)) < 0.02)
    }
  }
}
