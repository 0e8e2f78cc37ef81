import ForecastSeries

/// A network that never saw the last rows of its panel, and those rows: what blend, gate and intervals
/// are chosen by.
struct HeldOutTrial: Sendable {
  /// All rows of the series that were judged.
  let panel: Panel
  /// The network, trained on what lies before.
  let fitted: FittedRecurrent
  /// For each series the first row that the network did not see.
  let limits: [Int]
  /// The rows after a limit at which a cutoff may lie: 0 ..< cutoffs.
  let cutoffs: Int

  /// Cutoffs of a series, spread over what there is, the last one among them.
  ///
  /// Neighbouring cutoffs say nearly the same and each costs the rules a fit, so panels of many series
  /// have one or two, and a single series some.
  var offsets: [Int] {
    let affordable = max(
      1, min(HeldOutTrial.mostOffsets, HeldOutTrial.mostWindows / max(panel.count, 1)))
    let count = min(cutoffs, affordable)
    guard count > 1 else { return [cutoffs - 1] }
    return (0..<count).map { $0 * (cutoffs - 1) / (count - 1) }
  }

  /// How many of a series' windows are worth one: those that share rows are not independent.
  var independentWindows: Double {
    1 + Double(cutoffs - 1) / Double(fitted.settings.horizon)
  }

  /// The rows of the typical series before its first cutoff: the median.
  var typicalLength: Int {
    limits.upperMedian ?? 0
  }

  /// What was known at a cutoff.
  func history(atOffset offset: Int) -> Panel {
    Panel(
      frequency: panel.frequency,
      series: panel.indices.map { index in
        panel[index].droppingLast(panel[index].count - limits[index] - offset)
      })
  }

  /// What came after a cutoff, as far as there are rows.
  func actuals(of series: Int, afterOffset offset: Int) -> ArraySlice<Double> {
    panel[series].values.dropFirst(limits[series] + offset).prefix(fitted.settings.horizon)
  }

  private static let mostOffsets = 12
  private static let mostWindows = 1_000
}
