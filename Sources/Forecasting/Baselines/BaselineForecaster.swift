public import ForecastSeries

/// Fits a free rule: there is nothing to learn but how far it errs, and that makes its intervals.
public struct BaselineForecaster: Forecaster {
  /// The rule.
  public let baseline: Baseline
  /// How many steps ahead it will be asked for.
  public let horizon: Int
  /// The season lengths, in steps.
  public let seasons: Seasons
  /// The quantiles of its forecasts.
  public let grid: QuantileGrid

  /// Makes a forecaster.
  public init(
    baseline: Baseline, horizon: Int, seasons: Seasons, grid: QuantileGrid = .standard
  ) {
    self.baseline = baseline
    self.horizon = horizon
    self.seasons = seasons
    self.grid = grid
  }

  /// Measures the rule's errors over rolling origins of all series together.
  public func fit(
    _ panel: Panel, context: FitContext
  ) throws(ForecastingError) -> FittedBaseline {
    let store = TransformStore(fitting: panel, season: seasons.main, adjustsSeason: false)
    var errors = ErrorQuantiles(horizon: horizon)
    let origins = originCount(for: panel)
    var pace = PieceByPiece(
      context,
      expecting: context.course.secondsPerForecast(of: baseline) / Double(max(panel.count, 1)))
    for index in panel.indices {
      addErrors(
        of: panel[index], transform: store.transforms[index], origins: origins, pace: &pace,
        to: &errors)
    }
    if pace.wasLate { context.course.leaveOut("the rule's errors were measured at fewer cutoffs") }
    return FittedBaseline(
      baseline: baseline, horizon: horizon, seasons: seasons, grid: grid, store: store,
      errorQuantiles: errors.table(grid: grid))
  }

  /// Origins that measure a rule's errors: many for a rule that costs nothing, and few for each of many
  /// series.
  private func originCount(for panel: Panel) -> Int {
    let count = max(panel.count, 1)
    return baseline.memory == .everything
      ? max(1, min(12, 200 / count)) : max(4, min(200, 20_000 / count))
  }

  private func addErrors(
    of series: TimeSeries, transform: SeriesTransform, origins: Int,
    pace: inout PieceByPiece, to errors: inout ErrorQuantiles
  ) {
    let values = series.values
    let last = values.count - 1
    let first = max(min(seasons.main, values.count / 2), last - 4 * origins)
    guard first < last else { return }
    for origin in stride(from: first, to: last, by: max(1, (last - first) / origins)) {
      let past = baseline.remembered(values.prefix(origin + 1), seasons: seasons)
      guard past.contains(where: { !$0.isNaN }) else { continue }
      guard pace.hasTimeForNext() else { return }
      let said = baseline.forecast(
        past, seasons: seasons, horizon: min(horizon, last - origin))
      for (step, value) in said.enumerated() {
        let actual = values[values.startIndex + origin + 1 + step]
        guard !actual.isNaN else { continue }
        let error = transform.value.transformed(actual) - transform.value.transformed(value)
        errors.add(error / transform.scale, ahead: step + 1)
      }
    }
  }
}
