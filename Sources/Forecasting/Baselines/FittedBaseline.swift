public import ForecastSeries

/// A free rule with the size of its errors.
public struct FittedBaseline: FittedForecaster {
  /// The rule.
  public let baseline: Baseline
  /// The longest horizon it can be asked for.
  public let horizon: Int
  /// The season lengths, in steps.
  public let seasons: Seasons
  /// The quantiles of its forecasts.
  public let grid: QuantileGrid
  /// How each series' errors are measured.
  public let store: TransformStore
  /// Quantiles of the errors in units of a series' scale, one row of `grid.count` a step.
  public let errorQuantiles: [Double]

  /// Makes a fitted rule.
  ///
  /// - Precondition: `errorQuantiles` holds horizon × grid.count numbers.
  public init(
    baseline: Baseline, horizon: Int, seasons: Seasons, grid: QuantileGrid, store: TransformStore,
    errorQuantiles: [Double]
  ) {
    precondition(errorQuantiles.count == horizon * grid.count)
    self.baseline = baseline
    self.horizon = horizon
    self.seasons = seasons
    self.grid = grid
    self.store = store
    self.errorQuantiles = errorQuantiles
  }

  /// Applies the rule to each series and puts its usual errors around it.
  public func predict(
    horizon: Int, following history: Panel
  ) throws(ForecastingError) -> [Forecast] {
    try checkHorizon(horizon, fitted: self.horizon)
    let transforms = store.transforms(for: history, season: seasons.main, adjustsSeason: false)
    return history.indices.compactMap { index in
      forecast(history[index], transform: transforms[index], horizon: horizon)
    }
  }

  /// The forecast of one series, nil where it has no value.
  func forecast(
    _ series: TimeSeries, transform: SeriesTransform, horizon: Int
  ) -> Forecast? {
    guard let cutoff = series.lastTimestamp, series.values.contains(where: { !$0.isNaN }) else {
      return nil
    }
    let point = baseline.forecast(series.values, seasons: seasons, horizon: horizon)
    let quantiles = grid.probabilities.indices.map { quantile in
      point.enumerated().map { step, value in
        if quantile == grid.medianIndex { return value }
        let error = errorQuantiles[step * grid.count + quantile] * transform.scale
        let end = transform.value.inverse(transform.value.transformed(value) + error)
        // A later value at or below zero has no logarithm: its interval ends at the point itself.
        return quantile < grid.medianIndex ? min(end, value) : max(end, value)
      }
    }
    let (median, intervals) = grid.intervals(from: quantiles)
    return Forecast(
      identifier: series.identifier, cutoff: cutoff, axis: series.axis.advanced(by: series.count),
      median: median, intervals: intervals, method: baseline.name)
  }
}

/// Refuses a horizon that a fitted model does not reach.
func checkHorizon(_ horizon: Int, fitted: Int) throws(ForecastingError) {
  guard horizon > fitted else { return }
  throw ForecastingError(
    .data, "horizon \(horizon) is longer than the fitted horizon \(fitted)",
    hint: "forecast fit DATA --horizon \(horizon)")
}
