public import ForecastSeries

/// Where the cutoffs of a backtest lie.
///
/// Without a time they are counted back from each series' own end, so that every series is scored on
/// its last rows, as `predict` will be asked to forecast from there. With a time they are the same on
/// the calendar for all series: the first cutoff is that time, and each further one a stride later.
/// Each scored window holds a whole horizon of rows: figures of cutoffs can then be compared.
public struct RollingOrigin: Sendable, Hashable {
  /// How many rows after a cutoff are forecast.
  public let horizon: Int
  /// Rows from one cutoff to the next.
  public let stride: Int
  /// How many cutoffs; nil for as many as the rows after `trainEnd` hold.
  public let foldCount: Int?
  /// The last time that the first fold may know; nil to count back from each series' end.
  public let trainEnd: Timestamp?

  /// The number of cutoffs where nobody says one.
  public static let defaultFoldCount = 3

  /// Makes a rule for cutoffs.
  ///
  /// - Parameters:
  ///   - horizon: rows after a cutoff that are forecast.
  ///   - stride: rows from one cutoff to the next; nil for the horizon.
  ///   - foldCount: how many cutoffs; nil for three, or with a time for as many as there can be.
  ///   - trainEnd: the last time that the first fold may know.
  public init(
    horizon: Int, stride: Int? = nil, foldCount: Int? = nil, trainEnd: Timestamp? = nil
  ) {
    self.horizon = horizon
    self.stride = stride ?? horizon
    self.foldCount = foldCount ?? (trainEnd == nil ? RollingOrigin.defaultFoldCount : nil)
    self.trainEnd = trainEnd
  }

  /// Fewest rows before a cutoff: what a fit needs, and at least as many as are forecast.
  private var fewestKnown: Int { max(RecurrentSettings.fewestRows, horizon) }

  /// The cutoffs of a panel, the earliest first.
  ///
  /// A series that is too short for an early cutoff takes part from a later one on; before, only its
  /// rows up to there are learned from.
  ///
  /// - Parameter panel: all rows.
  /// - Returns: one fold a cutoff; in each of them a series is scored.
  /// - Throws: `ForecastingError` where the rows do not hold so many.
  public func folds(of panel: Panel) throws(ForecastingError) -> [Fold] {
    let longest = panel.indices.map { panel[$0].count }.max() ?? 0
    let firsts = panel.indices.map { firstKnown(of: panel[$0]) }
    let count = foldCount ?? mostFolds(of: panel, firsts: firsts)
    let folds = (0..<count).map { number in
      let known = firsts.map { $0 + number * stride }
      return Fold(
        known: panel.indices.map { max(0, min(panel[$0].count, known[$0])) },
        isScored: panel.indices.map { index in
          known[index] >= fewestKnown && known[index] + horizon <= panel[index].count
        })
    }
    if folds.allSatisfy({ $0.isScored.contains(true) }), !folds.isEmpty { return folds }
    guard trainEnd == nil else { throw tooLate(folds: folds) }
    throw tooShort(longest: longest)
  }

  /// Rows that the first fold knows of a series; may lie before its first or after its last row.
  private func firstKnown(of series: TimeSeries) -> Int {
    if let trainEnd { return RollingOrigin.rows(of: series.axis, upTo: trainEnd) }
    return series.count - horizon - ((foldCount ?? 1) - 1) * stride
  }

  private func mostFolds(of panel: Panel, firsts: [Int]) -> Int {
    let most = panel.indices.map { index in
      let room = panel[index].count - firsts[index] - horizon
      return room < 0 ? 0 : room / stride + 1
    }
    return most.max() ?? 0
  }

  /// Positions of an axis up to a time, counted from position 0; negative where it begins later.
  static func rows(of axis: TimeAxis, upTo time: Timestamp) -> Int {
    var low = -1
    while axis.timestamp(at: low) > time, low > -(1 << 40) { low *= 2 }
    var high = 1
    while axis.timestamp(at: high) <= time, high < 1 << 40 { high *= 2 }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if axis.timestamp(at: middle) <= time { low = middle } else { high = middle }
    }
    return high
  }

  private var steps: String { horizon == 1 ? "1 step" : "\(horizon) steps" }

  private func tooShort(longest: Int) -> ForecastingError {
    let count = foldCount ?? 1
    let needed = fewestKnown + horizon + (count - 1) * stride
    let most = longest >= fewestKnown + horizon ? (longest - fewestKnown - horizon) / stride + 1 : 0
    let folds =
      count == 1
      ? "a fold of \(steps) needs"
      : "\(count) folds of \(steps), \(stride) apart, need"
    let shorter = min(longest / 2, longest - RecurrentSettings.fewestRows)
    let hint =
      most > 0
      ? "--folds \(most)"
      : shorter > 0 ? "--folds 1 --horizon \(shorter)" : "give more history"
    return ForecastingError(
      .data, "\(folds) \(needed) rows, and the longest series has \(longest)", hint: hint)
  }

  private func tooLate(folds: [Fold]) -> ForecastingError {
    let fitting = folds.prefix { $0.isScored.contains(true) }.count
    guard fitting > 0 else {
      return ForecastingError(
        .data,
        "no series has \(fewestKnown) rows up to --train-end and \(horizon) after it",
        hint: "another time, or a shorter --horizon")
    }
    return ForecastingError(
      .data,
      "the rows after --train-end hold \(fitting) of \(folds.count) folds of \(steps)",
      hint: "--folds \(fitting)")
  }
}
