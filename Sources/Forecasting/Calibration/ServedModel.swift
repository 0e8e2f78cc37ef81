public import ForecastSeries

/// A fitted model with what follows its forecast: calibrated intervals, the point that is said, limits,
/// and how the steps go together.
public struct ServedModel: FittedForecaster {
  /// What forecasts.
  public let core: FittedModel
  /// How its intervals are stretched; nil where it was never held against what came.
  public let calibration: IntervalCalibration?
  /// How the errors of a horizon go together.
  public let dependence: PathDependence?
  /// What a forecast may say at all.
  public var bounds: ForecastBounds
  /// Which number is the point.
  public var point: PointRule

  /// Makes a served model; what is left out changes nothing of the core's forecast.
  public init(
    _ core: FittedModel, calibration: IntervalCalibration? = nil,
    dependence: PathDependence? = nil, bounds: ForecastBounds = .none, point: PointRule = .median
  ) {
    precondition(calibration.map { $0.grid == core.grid && $0.horizon == core.horizon } ?? true)
    self.core = core
    self.calibration = calibration
    self.dependence = dependence
    self.bounds = bounds
    self.point = point
  }

  /// Calibrates a model by windows of it, or of one fitted alike on fewer rows.
  ///
  /// - Parameters:
  ///   - core: what forecasts.
  ///   - windows: on rows that their model did not learn from; none leave the model as it is.
  public init(_ core: FittedModel, calibratedBy windows: [CalibrationWindow]) {
    guard !windows.isEmpty, !core.grid.levels.isEmpty else {
      self.init(core)
      return
    }
    self.init(
      core,
      calibration: IntervalCalibration(fitting: windows, grid: core.grid, horizon: core.horizon),
      dependence: PathDependence(fitting: windows, horizon: core.horizon))
  }

  /// Forecasts each series from the end of its rows: calibrated, then its point, then bounded.
  public func predict(
    horizon: Int, following history: Panel
  ) throws(ForecastingError) -> [Forecast] {
    try predict(horizon: horizon, following: history, context: FitContext())
  }

  /// The same with rules that estimate something on several threads.
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
    let calibrated = try calibrated(horizon: horizon, following: history, context: context)
    let served = calibrated.map { bounds.applied(to: withMean($0.forecast, $0.transform)) }
    // The mean of a distribution can overflow where its quantiles do not.
    try FittedModel.checkFinite(served)
    return served
  }

  /// Draws whole courses for each series from the end of its rows.
  ///
  /// - Parameters:
  ///   - count: how many paths a series gets.
  ///   - horizon: how many steps ahead; at most the fitted horizon.
  ///   - history: the rows that are known.
  ///   - seed: where the randomness comes from; the same seed gives the same paths.
  /// - Returns: one set of paths a series that has a value, in the panel's order.
  /// - Throws: `ForecastingError` where the horizon is too long or a number is not finite.
  public func paths(
    _ count: Int, horizon: Int, following history: Panel, seed: UInt64 = 0
  ) throws(ForecastingError) -> [SamplePaths] {
    precondition(count >= 1, "at least one path")
    let drawn = try calibrated(horizon: horizon, following: history).map {
      paths(count, of: $0.forecast, transform: $0.transform, seed: seed)
    }
    // A path goes beyond the outermost quantiles.
    if let broken = drawn.first(where: { !$0.isFinite }) {
      throw FittedModel.notFinite(broken.identifier)
    }
    return drawn
  }

  /// Forecasts the sum over the horizon, from 1,000 paths a series.
  ///
  /// - Parameters:
  ///   - horizon: how many steps are added; at most the fitted horizon.
  ///   - history: the rows that are known.
  ///   - seed: where the randomness comes from.
  /// - Returns: for each series that has a value a forecast of one step, at the last time of the sum.
  /// - Throws: `ForecastingError` where the horizon is too long or a number is not finite.
  public func totals(
    horizon: Int, following history: Panel, seed: UInt64 = 0
  ) throws(ForecastingError) -> [Forecast] {
    let totals = try calibrated(horizon: horizon, following: history).map {
      let paths = paths(
        ServedModel.pathsOfTotal, of: $0.forecast, transform: $0.transform, seed: seed)
      return paths.total(
        of: withMean($0.forecast, $0.transform), levels: core.grid.levels,
        isInteger: bounds.isInteger)
    }
    try FittedModel.checkFinite(totals)
    return totals
  }

  /// Paths whose sums make the distribution of a total.
  static let pathsOfTotal = 1_000

  private func paths(
    _ count: Int, of forecast: Forecast, transform: SeriesTransform, seed: UInt64
  ) -> SamplePaths {
    SamplePaths(
      count, of: forecast, transform: transform, dependence: dependence ?? .unknown,
      bounds: bounds, seed: seed)
  }

  private func calibrated(
    horizon: Int, following history: Panel, context: FitContext = FitContext()
  ) throws(ForecastingError) -> [(forecast: Forecast, transform: SeriesTransform)] {
    let forecasts = try core.predict(horizon: horizon, following: history, context: context)
    let known = core.tailLength.map { history.suffix($0) } ?? history
    let transforms = core.transforms(for: known)
    return history.pairs(with: forecasts).map { place, forecast in
      let transform = transforms[place]
      let stretched = calibration?.applied(to: forecast, transform: transform) ?? forecast
      let range = core.network == nil ? nil : SeenRange(of: known[place].values)
      return (forecast: range?.applied(to: stretched) ?? stretched, transform: transform)
    }
  }

  private func withMean(_ forecast: Forecast, _ transform: SeriesTransform) -> Forecast {
    guard point == .mean else { return forecast }
    let scores = StepDistribution.scores(of: forecast.intervals.map(\.level))
    let mean = forecast.median.indices.map { step in
      StepDistribution(forecast, step: step, transform: transform.value, scores: scores)
        .mean(lowest: bounds.lowest, highest: bounds.highest)
    }
    return Forecast(
      identifier: forecast.identifier, cutoff: forecast.cutoff, axis: forecast.axis,
      median: forecast.median, intervals: forecast.intervals, method: forecast.method, mean: mean)
  }
}
