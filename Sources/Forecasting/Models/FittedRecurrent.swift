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
    let corrections = corrections(for: windows)
    var next = 0
    let rules = fallback.store.transforms(
      for: tail, season: settings.season, adjustsSeason: false)
    return tail.indices.compactMap { index in
      guard next < long.count, long[next] == index else {
        return fallback.forecast(tail[index], transform: rules[index], horizon: horizon)
      }
      defer { next += 1 }
      return forecast(
        tail[index], at: next, corrections: corrections[next], windows: windows, horizon: horizon)
    }
  }

  private func hasEnough(_ series: TimeSeries) -> Bool {
    series.values.count { !$0.isNaN } >= RecurrentSettings.fewestRows
  }

  private func forecast(
    _ series: TimeSeries, at index: Int, corrections: [Double], windows: WindowedPanel,
    horizon: Int
  ) -> Forecast {
    let grid = settings.grid
    let step = series.count - 1
    let axis = series.axis.advanced(by: series.count)
    let quantiles = (0..<grid.count).map { quantile in
      (1...horizon).map { ahead in
        let place = (ahead - 1) * grid.count + quantile
        return windows.value(
          ofCorrection: corrections[place], series: index, step: step, ahead: ahead,
          ordinal: axis.ordinal(at: ahead - 1))
      }
    }
    let (median, intervals) = grid.intervals(from: quantiles)
    return Forecast(
      identifier: series.identifier, cutoff: series.axis.timestamp(at: step), axis: axis,
      median: median, intervals: intervals, method: settings.cell.rawValue)
  }

  /// The members' mean correction at the last step of each series: h × Q numbers a series.
  private func corrections(for windows: WindowedPanel) -> [[Double]] {
    let grid = settings.grid
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: settings.horizon * settings.quantileCount),
      count: windows.count)
    let reader = ForecastReader(settings: settings)
    for network in networks {
      reader.addLastOutputs(of: network, over: windows, to: &sums)
    }
    let share = 1 / Double(networks.count)
    return sums.map { sum in
      guard let errorQuantiles else { return sum.map { $0 * share } }
      return errorQuantiles.enumerated().map { index, error in
        sum[index / grid.count] * share + error
      }
    }
  }
}
