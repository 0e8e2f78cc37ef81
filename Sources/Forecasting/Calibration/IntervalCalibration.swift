public import ForecastSeries

/// Factors that stretch a model's intervals so that they hold what they promise.
///
/// Conformalised quantiles (Romano, Patterson & Candès 2019) with a multiplicative score in the scale in
/// which the series was learned (the logarithm where it is positive): for the upper end u and the median
/// m the score of what came is s = (y − m) / (u − m), and the calibrated end is
///
///     m + q · (u − m),   q = the ⌈(n + 1)(1 − α/2)⌉-th smallest of n scores, at least 0
///
/// and likewise for the lower end, on its own: errors are seldom symmetric. A 95 % interval has 2.5 % on
/// each side, which 39 windows can show; 19 show 5 % on a side. A step with too few windows takes those
/// of its neighbours, twice as many at each try, and at last those of all steps; all series go together,
/// which the scores allow since they have no unit. ``CalibrationPool`` tells how overlapping windows count.
/// The guarantee is for exchangeable scores; time series and a refit afterwards bend it.
public struct IntervalCalibration: Sendable, Equatable {
  /// Where the width of a level's intervals comes from.
  public enum Origin: String, Sendable, CaseIterable {
    /// Each step had windows enough of its own.
    case perStep = "calibrated per step"
    /// Some steps took the windows of other steps too.
    case pooled = "calibrated pooled"
    /// Too few windows: the model's own intervals.
    case none = "uncalibrated"
  }

  /// The levels, rising.
  public let grid: QuantileGrid
  /// For each level where its width comes from.
  public let origins: [Origin]
  /// For each level how many independent windows there were at most: of the largest pool, all steps.
  public let windowCounts: [Int]
  /// Factors of the lower ends: one row of levels a step.
  public let lowerFactors: [Double]
  /// Factors of the upper ends: one row of levels a step.
  public let upperFactors: [Double]

  /// Makes a calibration from its parts.
  ///
  /// - Precondition: as many origins and counts as levels, a row of factors a step.
  init(
    grid: QuantileGrid, origins: [Origin], windowCounts: [Int], lowerFactors: [Double],
    upperFactors: [Double]
  ) {
    let levels = grid.levels.count
    precondition(origins.count == levels && windowCounts.count == levels)
    precondition(lowerFactors.count == upperFactors.count && levels > 0)
    precondition(lowerFactors.count.isMultiple(of: levels))
    self.grid = grid
    self.origins = origins
    self.windowCounts = windowCounts
    self.lowerFactors = lowerFactors
    self.upperFactors = upperFactors
  }

  /// Learns the factors from windows of a model on rows that it did not learn from.
  ///
  /// - Parameters:
  ///   - windows: forecasts with raw intervals of `grid`'s levels beside what came.
  ///   - grid: the levels; at least one.
  ///   - horizon: how many steps ahead; a window may be shorter.
  public init(fitting windows: [CalibrationWindow], grid: QuantileGrid, horizon: Int) {
    let whole = windows.map { $0.padded(to: horizon) }
    let pool = CalibrationPool(whole)
    let ranges = (0..<horizon).map { IntervalCalibration.pools(around: $0, horizon: horizon) }
    let counts = ranges.map { $0.map { pool.effectiveCount($0) } }
    var lower = [[Double]](
      repeating: [Double](repeating: 1, count: horizon), count: grid.levels.count)
    var upper = lower
    var origins: [Origin] = []
    for (place, level) in grid.levels.enumerated() {
      let tail = (100 - level) / 200
      let needed = Double(ConformalSample.countNeeded(tail: tail)) - 1e-6
      let chosen = (0..<horizon).map { step in counts[step].firstIndex { $0 >= needed } }
      guard chosen.allSatisfy({ $0 != nil }) else {
        origins.append(.none)
        guard place > 0 else { continue }
        // Never narrower than the level inside it was found to need.
        lower[place] = lower[place - 1].map { max(1, $0) }
        upper[place] = upper[place - 1].map { max(1, $0) }
        continue
      }
      origins.append(chosen.allSatisfy { $0 == 0 } ? .perStep : .pooled)
      var found: [Range<Int>: (lower: Double, upper: Double)] = [:]
      for step in 0..<horizon {
        let range = ranges[step][chosen[step] ?? 0]
        let factors =
          found[range]
          ?? (
            pool.quantile(range, level: place, isUpper: false, tail: tail) ?? 1,
            pool.quantile(range, level: place, isUpper: true, tail: tail) ?? 1
          )
        found[range] = factors
        lower[place][step] = max(factors.lower, 0)
        upper[place][step] = max(factors.upper, 0)
      }
    }
    let most = Int((counts.map { $0.max() ?? 0 }.min() ?? 0) + 1e-6)
    let levels = grid.levels.indices
    self.init(
      grid: grid, origins: origins,
      windowCounts: levels.map { _ in most },
      lowerFactors: (0..<horizon).flatMap { step in levels.map { lower[$0][step] } },
      upperFactors: (0..<horizon).flatMap { step in levels.map { upper[$0][step] } })
  }

  /// The steps that a step may take windows from, its own first, at last all.
  private static func pools(around step: Int, horizon: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var radius = 0
    while true {
      let range = max(0, step - radius)..<min(horizon, step + radius + 1)
      ranges.append(range)
      if range == 0..<horizon { return ranges }
      radius = max(1, 2 * radius)
    }
  }

  /// How many steps ahead it knows.
  public var horizon: Int { lowerFactors.count / grid.levels.count }

  /// How many independent windows a level needs: 39 for 95 %, 9 for 80 %.
  ///
  /// - Parameter level: in percent.
  /// - Returns: the smallest number that shows the level's tail on one side.
  public static func windowsNeeded(level: Double) -> Int {
    ConformalSample.countNeeded(tail: (100 - level) / 200)
  }

  /// Whether there were windows enough to calibrate a level.
  ///
  /// - Parameter level: in percent.
  /// - Returns: false also for a level that the model does not have.
  public func supports(_ level: Double) -> Bool {
    grid.levels.firstIndex(of: level).map { origins[$0] != .none } ?? false
  }

  /// Refuses the first level that the data cannot calibrate.
  ///
  /// - Throws: `ForecastingError` with the number of windows needed and there.
  public func checkSupport() throws(ForecastingError) {
    for (level, count) in zip(grid.levels, windowCounts) where !supports(level) {
      throw IntervalCalibration.tooFew(level: level, windows: count, grid: grid)
    }
  }

  /// Says that a level cannot be calibrated, and which of the others can.
  static func tooFew(level: Double, windows: Int, grid: QuantileGrid) -> ForecastingError {
    let possible = grid.levels.filter { windowsNeeded(level: $0) <= windows }
    let remedy = possible.map(Metric.label(ofLevel:)).joined(separator: ",")
    return ForecastingError(
      .data,
      "the \(Metric.label(ofLevel: level)) % interval takes \(windowsNeeded(level: level)) "
        + "independent held-out windows to calibrate, and the data give \(windows)",
      hint: remedy.isEmpty
        ? "give more history, or leave --levels out: its default is not held to this"
        : "--levels \(remedy), or give more history")
  }
}

extension IntervalCalibration {
  /// A distance from the median, held to a few times that of the level inside.
  ///
  /// Of forty windows the largest score decides alone. Where one series of a small panel went wild, a
  /// logarithm's interval of all others would reach from nothing to thousands of times the forecast. Normal
  /// errors have 1.5 between 80 % and 95 %, Student's t with two degrees of freedom 2.3.
  private func bounded(_ distance: Double, _ place: Int, _ inside: Double) -> Double {
    place > 0 && inside > 0 ? min(distance, IntervalCalibration.widest * inside) : distance
  }

  /// How many times as far an end may lie as the end of the level inside.
  private static let widest = 3.0

  /// A forecast with calibrated intervals; they nest and never cross the median.
  ///
  /// - Parameters:
  ///   - forecast: with raw intervals of the same levels.
  ///   - transform: how the model transforms the series' values.
  /// - Returns: the same median, other ends.
  public func applied(to forecast: Forecast, transform: SeriesTransform) -> Forecast {
    let value = transform.value
    var (inner, outer) = (forecast.median, forecast.median)
    var intervals: [PredictionInterval] = []
    for (place, interval) in forecast.intervals.enumerated() {
      var (lower, upper) = (interval.lower, interval.upper)
      for step in forecast.median.indices where step < horizon && place < grid.levels.count {
        let median = value.transformed(forecast.median[step])
        let factor = step * grid.levels.count + place
        let below = max(median - value.transformed(lower[step]), transform.leastDistance)
        let above = max(value.transformed(upper[step]) - median, transform.leastDistance)
        let low =
          lowerFactors[factor] == 1
          ? lower[step]
          : value.inverse(
            median
              - bounded(
                lowerFactors[factor] * below, place, median - value.transformed(inner[step])))
        let high =
          upperFactors[factor] == 1
          ? upper[step]
          : value.inverse(
            median
              + bounded(
                upperFactors[factor] * above, place, value.transformed(outer[step]) - median))
        // What overflows is left as the model said it.
        if low.isFinite { lower[step] = low }
        if high.isFinite { upper[step] = high }
      }
      inner = zip(inner, lower).map(min)
      outer = zip(outer, upper).map(max)
      intervals.append(PredictionInterval(level: interval.level, lower: inner, upper: outer))
    }
    return Forecast(
      identifier: forecast.identifier, cutoff: forecast.cutoff, axis: forecast.axis,
      median: forecast.median, intervals: intervals, method: forecast.method)
  }
}

extension CalibrationWindow {
  /// The window with steps that nothing is known of at its end.
  fileprivate func padded(to horizon: Int) -> CalibrationWindow {
    guard actuals.count != horizon else { return self }
    let count = min(actuals.count, horizon)
    let more = horizon - count
    func ends(_ values: [Double]) -> [Double] {
      Array(values.prefix(count)) + [Double](repeating: values.last ?? 0, count: more)
    }
    let longer = Forecast(
      identifier: forecast.identifier, cutoff: forecast.cutoff, axis: forecast.axis,
      median: ends(forecast.median),
      intervals: forecast.intervals.map {
        PredictionInterval(level: $0.level, lower: ends($0.lower), upper: ends($0.upper))
      }, method: forecast.method)
    return CalibrationWindow(
      longer,
      actuals: Array(actuals.prefix(count)) + [Double](repeating: .nan, count: more),
      transform: transform)
  }
}
