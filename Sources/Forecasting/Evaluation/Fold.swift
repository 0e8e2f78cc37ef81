public import ForecastSeries

/// One cutoff of a backtest: how many rows of each series are known, and which series are scored.
///
/// Kept as counts of rows, not as times, so that the same folds can be applied to the same rows under
/// other times or values.
public struct Fold: Sendable, Equatable {
  /// How many rows of each series are known; 0 where it has not begun.
  public let known: [Int]
  /// Whether enough rows lie before the cutoff, and a whole horizon after it.
  public let isScored: [Bool]

  /// Makes a fold; one count and one flag a series of the panel.
  public init(known: [Int], isScored: [Bool]) {
    precondition(known.count == isScored.count, "one flag a series")
    self.known = known
    self.isScored = isScored
  }

  /// The series that have a value up to the cutoff.
  func series(of panel: Panel) -> [Int] {
    panel.indices.filter { index in
      panel[index].values.prefix(known[index]).contains { !$0.isNaN }
    }
  }

  /// The rows up to the cutoff; a series without a value there is left out.
  ///
  /// - Parameter panel: all rows.
  /// - Returns: what a fit at this cutoff may see.
  public func training(of panel: Panel) -> Panel {
    Panel(
      frequency: panel.frequency,
      series: series(of: panel).map { index in
        TimeSeries(
          identifier: panel.identifiers[index], axis: panel.axes[index],
          values: panel[index].values.prefix(known[index]))
      })
  }
}
