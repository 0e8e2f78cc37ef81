import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct FittedBaselineTests {
  private func fitted(_ panel: Panel, horizon: Int = 6) throws -> FittedBaseline {
    try BaselineForecaster(baseline: .seasonalNaive, horizon: horizon, seasons: Seasons(4))
      .fit(panel, context: FitContext())
  }

  @Test func `a forecast goes on from the last row, on the series' own times`() throws {
    let months = panel([seasonalValues(0)], .month, from: 5)
    let forecast = try fitted(months).predict(horizon: 6, following: months)[0]
    #expect(forecast.identifier == "s0")
    #expect(forecast.method == "seasonal-naive")
    #expect(forecast.cutoff == months[0].lastTimestamp)
    #expect(forecast.axis.timestamp(at: 0) == months[0].axis.timestamp(at: 48))
    #expect(forecast.median == Array(seasonalValues(0)[44...]) + Array(seasonalValues(0)[44..<46]))
  }

  @Test func `a shorter horizon is cut`() throws {
    let panel = seasonalPanel(2)
    let fitted = try fitted(panel)
    let long = try fitted.predict(horizon: 6, following: panel)
    let short = try fitted.predict(horizon: 2, following: panel)
    #expect(short[1].median == Array(long[1].median.prefix(2)))
    #expect(short[1].intervals[1].upper == Array(long[1].intervals[1].upper.prefix(2)))
  }

  @Test func `a longer horizon is refused with the command that refits`() throws {
    let panel = seasonalPanel(1)
    let fitted = try fitted(panel)
    #expect(
      forecastingError { _ = try fitted.predict(horizon: 7, following: panel) }
        == ForecastingError(
          .data, "horizon 7 is longer than the fitted horizon 6",
          hint: "forecast fit DATA --horizon 7"))
  }

  @Test func `a series without a value has no forecast`() throws {
    let panel = panel([[], [.nan, .nan], [1, 2]])
    let forecasts = try fitted(panel).predict(horizon: 1, following: panel)
    #expect(forecasts.map(\.identifier) == ["s2"])
  }

  /// A series of positive values is measured by logarithms, which a later zero does not have.
  @Test(arguments: [0, -5.0])
  func `a later value at or below zero keeps its interval around it`(_ last: Double) throws {
    let positive = panel([(1...40).map { Double($0 % 7 + 1) }])
    let fitted = try fitted(positive)
    let later = panel([[3, 4, 5, 6, last, last, last, last]])
    let forecast = try fitted.predict(horizon: 6, following: later)[0]
    #expect(forecast.median == [Double](repeating: last, count: 6))
    #expect(forecast.isOrdered && forecast.isFinite)
  }

  @Test func `an unknown id is measured by its own rows`() throws {
    let fitted = try fitted(seasonalPanel(2))
    let new = panel([seasonalValues(5)]).series(called: "new")
    let forecast = try fitted.predict(horizon: 6, following: new)[0]
    #expect(forecast.isOrdered && forecast.isFinite)
    #expect(forecast.identifier == "new")
  }
}
