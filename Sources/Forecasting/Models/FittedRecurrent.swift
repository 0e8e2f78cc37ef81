public import ForecastRecurrent
public import ForecastSeries

/// Trained networks with all they need to forecast: how values are transformed, and a free rule for
/// series that are too short.
///
/// Rolls its states over the last rows of each series, so that it follows rows that came after the fit
/// and needs nothing but the tail of a file.
public struct FittedRecurrent: FittedForecaster {
  /// How it was trained.
  public let settings: RecurrentSettings
  /// How each series' values are transformed.
  public let store: TransformStore
  /// Serves series that are too short.
  public let fallback: FittedBaseline
  /// Quantiles of the errors where the networks say only a point.
  public let errorQuantiles: [Double]?
  /// The members.
  public let networks: [RecurrentNetwork]

  /// Makes a fitted forecaster from its parts.
  public init(
    settings: RecurrentSettings, store: TransformStore, fallback: FittedBaseline,
    errorQuantiles: [Double]?, networks: [RecurrentNetwork]
  ) {
    precondition(!networks.isEmpty, "at least one member")
    self.settings = settings
    self.store = store
    self.fallback = fallback
    self.errorQuantiles = errorQuantiles
    self.networks = networks
  }

  /// Forecasts each series from the end of its rows; the members' quantiles are averaged.
  public func predict(
    horizon: Int, following history: Panel
  ) throws(ForecastingError) -> [Forecast] {
    try checkHorizon(horizon, fitted: settings.horizon)
    let tail = history.suffix(settings.tailLength)
    let long = tail.indices.filter { hasEnough(tail[$0]) }
    let panel = Panel(frequency: tail.frequency, series: long.map { tail[$0] })
    let windows = WindowedPanel(
      panel,
      transforms: store.transforms(
        for: panel, season: settings.season, adjustsSeason: settings.adjustsSeason),
      shape: settings.window)
    let said = ForecastPatches(
      settings: settings, networks: networks, errorQuantiles: errorQuantiles
    ).quantiles(over: windows, horizon: horizon)
    var next = 0
    let rules = fallback.store.transforms(
      for: tail, season: settings.season, adjustsSeason: false)
    return tail.indices.compactMap { index in
      guard next < long.count, long[next] == index else {
        return fallback.forecast(tail[index], transform: rules[index], horizon: horizon)
      }
      defer { next += 1 }
      return forecast(
        tail[index], said: said[next], transform: windows.transforms[next], horizon: horizon)
    }
  }

  private func hasEnough(_ series: TimeSeries) -> Bool {
    series.values.count { !$0.isNaN } >= RecurrentSettings.fewestRows
  }

  /// Takes the quantiles of a series' steps back to its own scale.
  private func forecast(
    _ series: TimeSeries, said: [Double], transform: SeriesTransform, horizon: Int
  ) -> Forecast {
    let grid = settings.grid
    let axis = series.axis.advanced(by: series.count)
    let quantiles = (0..<grid.count).map { quantile in
      (0..<horizon).map { step in
        transform.inverse(said[step * grid.count + quantile], atOrdinal: axis.ordinal(at: step))
      }
    }
    let (median, intervals) = grid.intervals(from: quantiles)
    return Forecast(
      identifier: series.identifier, cutoff: series.axis.timestamp(at: series.count - 1),
      axis: axis, median: median, intervals: intervals, method: settings.cell.rawValue)
  }
}
