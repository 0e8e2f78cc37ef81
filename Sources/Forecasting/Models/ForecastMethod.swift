public import ForecastSeries

/// What forecasts: everything that `--method` can name, with its settings.
public enum ForecastMethod: Sendable {
  /// The network.
  case recurrent(RecurrentSettings)
  /// A free rule.
  case baseline(Baseline, horizon: Int, seasons: Seasons, grid: QuantileGrid)

  /// Learns from all rows of a panel.
  ///
  /// - Parameters:
  ///   - panel: what is learned from.
  ///   - context: seed, threads, who listens.
  /// - Returns: what was learned.
  /// - Throws: `ForecastingError` where the panel cannot be learned from, or the context says stop.
  public func fit(_ panel: Panel, context: FitContext) throws(ForecastingError) -> FittedModel {
    switch self {
    case .recurrent(let settings):
      .recurrent(try RecurrentForecaster(settings: settings).fit(panel, context: context))
    case .baseline(let baseline, let horizon, let seasons, let grid):
      .baseline(
        try BaselineForecaster(baseline: baseline, horizon: horizon, seasons: seasons, grid: grid)
          .fit(panel, context: context))
    }
  }

  /// How many steps ahead will be forecast.
  public var horizon: Int {
    switch self {
    case .recurrent(let settings): settings.horizon
    case .baseline(_, let horizon, _, _): horizon
    }
  }

  /// The season lengths, in steps.
  public var seasons: Seasons {
    switch self {
    case .recurrent(let settings): settings.seasons
    case .baseline(_, _, let seasons, _): seasons
    }
  }

  /// The quantiles of the forecasts.
  public var grid: QuantileGrid {
    switch self {
    case .recurrent(let settings): settings.grid
    case .baseline(_, _, _, let grid): grid
    }
  }
}
