@testable import ForecastForecasting
@testable import ForecastSeries

/// A model of a backtest that says what a closure makes of the rows it learned from and those it
/// follows.
func backtestModel(
  _ name: String = "test", usesThreads: Bool = false,
  _ say:
    @escaping @Sendable (_ learned: Panel, _ series: TimeSeries, _ horizon: Int) -> [Double]
) -> Backtest.Model {
  Backtest.Model(name: name, usesThreads: usesThreads) { training, _ in
    Sayer(learned: training, say: say)
  }
}

/// A rule of the catalog as a model of a backtest.
func backtestModel(_ baseline: Baseline, horizon: Int, season: Int) -> Backtest.Model {
  Backtest.Model(name: baseline.name, usesThreads: false) {
    (training, context) throws(ForecastingError) -> any FittedForecaster in
    try ForecastMethod.baseline(
      baseline, horizon: horizon, seasons: Seasons(season), grid: .standard
    ).fit(training, context: context)
  }
}

private struct Sayer: FittedForecaster {
  let learned: Panel
  let say: @Sendable (Panel, TimeSeries, Int) -> [Double]

  func predict(
    horizon: Int, following history: Panel
  ) throws(ForecastingError) -> [Forecast] {
    history.indices.compactMap { index in
      let series = history[index]
      guard let cutoff = series.lastTimestamp else { return nil }
      return Forecast(
        identifier: series.identifier, cutoff: cutoff,
        axis: series.axis.advanced(by: series.count), median: say(learned, series, horizon),
        intervals: [], method: "test")
    }
  }
}

/// One window of a backtest's result, with a MASE of `error`.
func window(error: Double, id: String, cutoff: Int) -> ScoredWindow {
  ScoredWindow(
    forecast([0], id: id, cutoff: cutoff), actuals: [error], history: [1, 2, 3], season: 1)
}
