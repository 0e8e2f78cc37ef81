import ForecastRecurrent
public import ForecastSeries
import ForecastStorage

/// Whatever was fitted: what a model file holds and a forecast comes from.
public enum FittedModel: FittedForecaster {
  /// A free rule.
  case baseline(FittedBaseline)
  /// A network, with a free rule beside it for series that are too short.
  case recurrent(FittedRecurrent)
  /// A network and its statistical neighbours.
  case blend(FittedBlend)

  /// Forecasts each series from the end of its rows.
  public func predict(
    horizon: Int, following history: Panel
  ) throws(ForecastingError) -> [Forecast] {
    try predict(horizon: horizon, following: history, context: FitContext())
  }

  /// Forecasts each series from the end of its rows, where rules estimate something on several threads.
  ///
  /// - Parameters:
  ///   - horizon: how many steps ahead; at most the fitted horizon.
  ///   - history: the rows that are known.
  ///   - context: its threads; the result does not depend on them.
  /// - Returns: one forecast a series that has a value, in the panel's order.
  /// - Throws: `ForecastingError` where the horizon is too long or a number is not finite.
  public func predict(
    horizon: Int, following history: Panel, context: FitContext
  ) throws(ForecastingError) -> [Forecast] {
    let forecasts =
      switch self {
      case .baseline(let fitted): try fitted.predict(horizon: horizon, following: history)
      case .recurrent(let fitted): try fitted.predict(horizon: horizon, following: history)
      case .blend(let fitted):
        try fitted.predict(horizon: horizon, following: history, context: context)
      }
    try FittedModel.checkFinite(forecasts)
    return forecasts
  }

  /// Refuses forecasts with a number that cannot be written.
  static func checkFinite(_ forecasts: [Forecast]) throws(ForecastingError) {
    if let broken = forecasts.first(where: { !$0.isFinite }) {
      throw notFinite(broken.identifier)
    }
  }

  /// What is said of a series with a number that cannot be written.
  static func notFinite(_ identifier: String) -> ForecastingError {
    let name = StorageError.printable(identifier)
    return ForecastingError(
      .notFinite,
      "the forecast\(name.isEmpty ? "" : " of series '\(name)'") is not a finite number",
      hint: "fit with a lower --learning-rate, or look for extreme values in the last rows")
  }

  /// The network, where there is one.
  public var network: FittedRecurrent? {
    switch self {
    case .baseline: nil
    case .recurrent(let fitted): fitted
    case .blend(let fitted): fitted.network
    }
  }

  /// The longest horizon it can be asked for.
  public var horizon: Int {
    switch self {
    case .baseline(let fitted): fitted.horizon
    case .recurrent(let fitted): fitted.settings.horizon
    case .blend(let fitted): fitted.network.settings.horizon
    }
  }

  /// The main season length m, in steps.
  public var season: Int {
    switch self {
    case .baseline(let fitted): fitted.seasons.main
    case .recurrent(let fitted): fitted.settings.season
    case .blend(let fitted): fitted.network.settings.season
    }
  }

  /// The quantiles of its forecasts.
  public var grid: QuantileGrid {
    switch self {
    case .baseline(let fitted): fitted.grid
    case .recurrent(let fitted): fitted.settings.grid
    case .blend(let fitted): fitted.network.settings.grid
    }
  }

  /// What the `method` column says.
  public var method: String {
    switch self {
    case .baseline(let fitted): fitted.baseline.name
    case .recurrent(let fitted): fitted.settings.cell.rawValue
    case .blend(let fitted): fitted.blend.name(network: fitted.network.settings.cell.rawValue)
    }
  }

  /// How many series are served by something else than ``method`` says, since a test found it better.
  public var departureCount: Int {
    if case .blend(let fitted) = self { fitted.gate.departures.count } else { 0 }
  }

  /// Whether a series of this id was fitted.
  public func knows(_ identifier: String) -> Bool {
    switch self {
    case .baseline(let fitted): fitted.store.knows(identifier)
    case .recurrent(let fitted): fitted.fallback.store.knows(identifier)
    case .blend(let fitted): fitted.network.fallback.store.knows(identifier)
    }
  }

  /// How each series' values are transformed where distances are measured, the season not taken off.
  func transforms(for history: Panel) -> [SeriesTransform] {
    switch self {
    case .baseline(let fitted):
      fitted.store.transforms(for: history, season: fitted.seasons.main, adjustsSeason: false)
    case .blend(let fitted): FittedModel.recurrent(fitted.network).transforms(for: history)
    case .recurrent(let fitted):
      fitted.fallback.store.transforms(
        for: history, season: fitted.settings.season, adjustsSeason: false)
    }
  }

  /// How many rows from the end a forecast looks at; nil for all of them.
  public var tailLength: Int? {
    switch self {
    case .baseline(let fitted):
      switch fitted.baseline.memory {
      case .seasons(let count): count * fitted.seasons.longest
      case .everything: nil
      }
    case .recurrent(let fitted): fitted.settings.tailLength
    case .blend(let fitted):
      fitted.blend.rules.isEmpty && fitted.gate.isOpen ? fitted.network.settings.tailLength : nil
    }
  }
}
