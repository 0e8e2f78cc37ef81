import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct ForecastTests {
  private func forecast(_ median: Double, _ lower: Double, _ upper: Double) -> Forecast {
    Forecast(
      identifier: "a", cutoff: Timestamp(seconds: 4), axis: series([], from: 5).axis,
      median: [1, median],
      intervals: [PredictionInterval(level: 80, lower: [0, lower], upper: [2, upper])],
      method: "naive")
  }

  @Test func `it is finite only where every number is`() {
    #expect(forecast(1, 0, 2).isFinite)
    #expect(!forecast(.nan, 0, 2).isFinite)
    #expect(!forecast(1, -.infinity, 2).isFinite)
    #expect(!forecast(1, 0, .infinity).isFinite)
  }

  @Test func `its horizon is the number of its steps`() {
    #expect(forecast(1, 0, 2).horizon == 2)
  }
}
