public import ForecastSeries
import ForecastStorage

/// Proves by experiment that a backtest is honest: runs it again on changed data, and looks at what the
/// forecasts make of the change.
///
/// What lies after a cutoff must make no difference to a single bit. The same rows whole seasons later
/// must be forecast alike. The same rows in another unit must be forecast in that unit.
public struct BacktestAudit: Sendable {
  /// What is tried.
  public enum Check: String, Sendable, CaseIterable {
    /// All rows after each cutoff are scrambled.
    case lookAhead = "look-ahead"
    /// All times are moved by whole seasons.
    case timeShift = "time-shift"
    /// All values are multiplied by a factor.
    case units
  }

  /// Where two runs differ.
  public struct Difference: Sendable, Equatable {
    /// The model.
    public let model: String
    /// The series.
    public let identifier: String
    /// The last time that the forecast knew.
    public let cutoff: Timestamp
    /// How many steps ahead, from 1.
    public let step: Int
    /// What was forecast.
    public let value: Double
    /// What was forecast from the changed data, in the units of the data as they are.
    public let changed: Double
    /// How far apart they are, relative to the value or to the series' usual size.
    public let size: Double
  }

  /// What a check found.
  public struct Finding: Sendable {
    /// What was tried.
    public let check: Check
    /// How many forecasts were compared.
    public let forecastCount: Int
    /// How far two runs may be apart, as `Difference.size`; 0 where every bit must be the same.
    public let tolerance: Double
    /// The first difference where none is allowed, else the largest one; nil where there is none.
    public let difference: Difference?

    /// Whether what was found is allowed.
    public var passes: Bool {
      guard let difference else { return true }
      return tolerance > 0 && difference.size <= tolerance
    }
  }

  /// Makes the forecasts of some rows, from choosing settings to the last fold.
  public typealias Run = (
    _ panel: Panel, _ folds: [Fold]
  ) throws(ForecastingError) -> [Backtest.Result]

  /// The cutoffs.
  public let folds: [Fold]
  /// Rows that make a whole number of all seasons.
  public let shift: Int
  /// What values are multiplied by.
  ///
  /// Under the logarithm any factor is a constant that falls out. Where values are divided by a unit, a
  /// power of two is exact, while any other factor changes last digits; where values tie, training turns
  /// these into another course: whether a forecast is above or below a value it equals is then noise.
  public let factors: [Double]
  /// Where the garbage comes from.
  public let seed: UInt64

  /// How far forecasts in another unit may be apart: what single precision leaves of a network's sums
  /// after training on values that differ in their last bit.
  public static let unitTolerance = 1e-6

  /// Makes an audit.
  ///
  /// - Parameters:
  ///   - folds: the cutoffs.
  ///   - seasons: the season lengths of the models, in steps.
  ///   - isPositive: whether all values are above zero: then a logarithm is taken, and any factor is
  ///     tried.
  ///   - seed: where the garbage comes from.
  public init(folds: [Fold], seasons: Seasons, isPositive: Bool, seed: UInt64) {
    self.folds = folds
    shift =
      BacktestAudit.seasonsShifted
      * seasons.longer.reduce(seasons.main) { whole, season in
        whole / BacktestAudit.commonDivisor(whole, season) * season
      }
    factors = isPositive ? [1_000, 0.37] : [1_024]
    self.seed = seed
  }

  /// Makes all checks.
  ///
  /// - Parameters:
  ///   - panel: all rows.
  ///   - run: makes the forecasts; called once for the rows as they are, once a cutoff, and once for
  ///     each other change.
  /// - Returns: one finding a check, in the order of `Check`.
  /// - Throws: `ForecastingError`, from `run`.
  public func findings(
    for panel: Panel, _ run: Run
  ) throws(ForecastingError) -> [Finding] {
    let honest = try run(panel, folds)
    let sizes = Dictionary(
      zip(panel.identifiers, panel.indices.map { BacktestAudit.size(of: panel[$0]) }),
      uniquingKeysWith: { first, _ in first })

    var lookAhead: Difference?
    for count in 1...folds.count where lookAhead == nil {
      let scrambled = scrambled(panel, after: folds[count - 1], stream: UInt64(count))
      let again = try run(scrambled, Array(folds.prefix(count)))
      lookAhead = BacktestAudit.difference(honest, again, sizes: sizes)
    }
    let moved = Panel(
      frequency: panel.frequency, identifiers: panel.identifiers,
      axes: panel.axes.map { $0.advanced(by: shift) }, values: panel.values,
      offsets: panel.offsets)
    let timeShift = BacktestAudit.difference(honest, try run(moved, folds), sizes: sizes)
    var units: Difference?
    for factor in factors {
      let scaled = BacktestAudit.replacing(panel, panel.values.map { $0 * factor })
      let difference = BacktestAudit.difference(
        honest, try run(scaled, folds), factor: factor, sizes: sizes)
      if let difference, difference.size > units?.size ?? 0 { units = difference }
    }
    let forecastCount = honest.reduce(0) { $0 + $1.windows.count }
    return zip(Check.allCases, [lookAhead, timeShift, units]).map { check, difference in
      Finding(
        check: check, forecastCount: forecastCount,
        tolerance: check == .units ? BacktestAudit.unitTolerance : 0, difference: difference)
    }
  }

  /// The panel with garbage after a cutoff: other sizes, other signs, and some values missing.
  func scrambled(_ panel: Panel, after fold: Fold, stream: UInt64) -> Panel {
    var random = RandomSource(seed: seed, stream: stream)
    var values = panel.values
    for index in panel.indices {
      let size = BacktestAudit.size(of: panel[index])
      for place in (panel.offsets[index] + fold.known[index])..<panel.offsets[index + 1] {
        let uniform = Double(random.next() >> 11) * 0x1p-52 - 1
        values[place] = random.next() % 8 == 0 ? .nan : uniform * 1_000 * size
      }
    }
    return BacktestAudit.replacing(panel, values)
  }

  /// Where the second run is not the first one; it may have fewer folds.
  ///
  /// - Parameters:
  ///   - before: the first run.
  ///   - after: the second run.
  ///   - factor: what the second run's values were multiplied by; nil where they were not, and then
  ///     every bit has to be the same.
  ///   - sizes: each series' usual size.
  /// - Returns: the first difference in bits, or with a factor the largest one.
  private static func difference(
    _ before: [Backtest.Result], _ after: [Backtest.Result], factor: Double? = nil,
    sizes: [String: Double]
  ) -> Difference? {
    var largest: Difference?
    for (one, other) in zip(before, after) {
      for (left, right) in zip(one.folds, other.folds) {
        for (index, window) in left.enumerated() {
          let said = window.forecast
          let again = index < right.count ? right[index].forecast : nil
          let size = sizes[said.identifier] ?? 1
          let changedLines = again.map(lines(of:)) ?? []
          for (number, line) in lines(of: said).enumerated() {
            for (step, value) in line.enumerated() {
              let isThere = number < changedLines.count && step < changedLines[number].count
              let raw = isThere ? changedLines[number][step] : .nan
              if factor == nil, raw.bitPattern == value.bitPattern { continue }
              let changed = factor.map { raw / $0 } ?? raw
              let distance = abs(changed - value) / max(abs(value), size)
              let found = Difference(
                model: one.name, identifier: said.identifier, cutoff: said.cutoff,
                step: step + 1, value: value, changed: changed,
                size: distance.isNaN ? .infinity : distance)
              if factor == nil { return found }
              if found.size > largest?.size ?? 0 { largest = found }
            }
          }
        }
      }
    }
    return largest
  }

  private static func lines(of forecast: Forecast) -> [[Double]] {
    [forecast.median] + forecast.intervals.flatMap { [$0.lower, $0.upper] }
  }

  /// The mean absolute value of a series; 1 where it has none.
  private static func size(of series: TimeSeries) -> Double {
    let values = series.values.filter { !$0.isNaN }
    let total = values.reduce(0) { $0 + abs($1) }
    return total > 0 ? total / Double(values.count) : 1
  }

  private static func replacing(_ panel: Panel, _ values: [Double]) -> Panel {
    Panel(
      frequency: panel.frequency, identifiers: panel.identifiers, axes: panel.axes,
      values: values, offsets: panel.offsets)
  }

  private static func commonDivisor(_ one: Int, _ other: Int) -> Int {
    other == 0 ? one : commonDivisor(other, one % other)
  }

  /// More than one season, so that a year does not pass for a leap of the calendar.
  private static let seasonsShifted = 3
}
