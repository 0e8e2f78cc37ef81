public import ForecastSeries

/// A forecast with its raw intervals beside what came: one thing that a calibration learns from.
///
/// The model behind the forecast must not have learned from the rows that came.
public struct CalibrationWindow: Sendable {
  /// The forecast, its intervals as the model says them.
  public let forecast: Forecast
  /// What came, one a step; NaN where nothing was measured or the series ends.
  public let actuals: [Double]
  /// Names the series: windows of one key overlap in time and are not independent.
  public let key: UInt64
  /// The scale in which distances are measured: the logarithm where the series is positive.
  public let transform: SeriesTransform

  /// Sets a forecast beside the actuals.
  ///
  /// - Parameters:
  ///   - forecast: what was said, with raw intervals.
  ///   - actuals: what came, NaN where nothing was measured; as many steps as the forecast.
  ///   - transform: how the model transforms the series' values.
  /// - Precondition: one actual a step.
  public init(_ forecast: Forecast, actuals: [Double], transform: SeriesTransform) {
    precondition(actuals.count == forecast.horizon, "one actual a step")
    self.forecast = forecast
    self.actuals = actuals
    key = TransformStore.key(of: forecast.identifier)
    self.transform = transform
  }

  /// How far what came lies beyond the median, in units of the raw distance to an interval's end.
  ///
  /// - Parameters:
  ///   - step: the step, from 0.
  ///   - level: the place of the level among the forecast's intervals.
  ///   - isUpper: whether the upper end is the unit.
  /// - Returns: above 0 on the end's side of the median; nil where nothing was measured.
  func score(at step: Int, level: Int, isUpper: Bool) -> Double? {
    let actual = actuals[step]
    guard actual.isFinite, forecast.intervals.indices.contains(level) else { return nil }
    let interval = forecast.intervals[level]
    let median = transform.value.transformed(forecast.median[step])
    let end = transform.value.transformed(isUpper ? interval.upper[step] : interval.lower[step])
    let error = transform.value.transformed(actual) - median
    let score = (isUpper ? error : -error) / max(abs(end - median), transform.leastDistance)
    return score.isFinite ? score : nil
  }

  /// The error in units of the narrowest interval on its side: comparable over steps and series.
  func standardisedError(at step: Int) -> Double? {
    guard let upper = score(at: step, level: 0, isUpper: true) else { return nil }
    return upper >= 0 ? upper : score(at: step, level: 0, isUpper: false).map { -$0 }
  }

  /// Where the forecast starts, counted in steps of the series' time axis.
  var origin: Int { forecast.axis.ordinal(at: 0) }
}

extension SeriesTransform {
  /// The smallest distance from the median to an interval's end that a factor is applied to.
  ///
  /// A model that has seen a series stand still may say an interval without width; a hundredth of a
  /// season's usual change then is its unit.
  var leastDistance: Double { scale * 0.01 }
}

extension CalibrationWindow {
  /// Rolls a fitted model over rows that it did not learn from.
  ///
  /// From cutoffs inside those rows only the steps up to the end are known: short steps get more
  /// windows than long ones.
  ///
  /// - Parameters:
  ///   - model: what was fitted.
  ///   - panel: all rows.
  ///   - heldOut: for each series how many rows at its end are new to the model; 0 leaves it out.
  ///   - mostCutoffs: how many cutoffs a series gets at most, evenly spread.
  ///   - context: its threads; the result does not depend on them.
  /// - Returns: the windows, cutoff by cutoff.
  /// - Throws: `ForecastingError` where a forecast is not finite.
  static func rolling(
    _ model: FittedModel, over panel: Panel, heldOut: [Int], mostCutoffs: Int,
    context: FitContext = FitContext()
  ) throws(ForecastingError) -> [CalibrationWindow] {
    let longest = heldOut.max() ?? 0
    guard longest > 0 else { return [] }
    let stride = max(1, (longest + mostCutoffs - 1) / max(mostCutoffs, 1))
    var windows: [CalibrationWindow] = []
    var pace = PieceByPiece(context, expecting: context.expectedSeconds(of: model))
    for first in Swift.stride(from: 0, to: longest, by: stride) {
      guard pace.hasTimeForNext() else {
        context.course.leaveOut("intervals were calibrated on fewer cutoffs")
        break
      }
      let chosen = panel.indices.filter { heldOut[$0] > first }
      let known = Panel(
        frequency: panel.frequency,
        series: chosen.map { panel[$0].droppingLast(heldOut[$0] - first) })
      let transforms = model.transforms(for: known)
      let forecasts = try model.predict(
        horizon: model.horizon, following: known, context: context)
      // Rules that had no time would leave forecasts that are not the model's.
      guard !context.isOutOfTime else { continue }
      for (place, forecast) in known.pairs(with: forecasts) {
        let came = panel[chosen[place]].values.suffix(heldOut[chosen[place]] - first)
          .prefix(forecast.horizon)
        let unknown = [Double](repeating: .nan, count: forecast.horizon - came.count)
        windows.append(
          CalibrationWindow(
            forecast, actuals: Array(came) + unknown, transform: transforms[place]))
      }
    }
    return windows
  }
}
