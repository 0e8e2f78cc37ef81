/// A panel cut in time: what may be learned from, and what came after.
public struct TemporalSplit: Sendable {
  /// The rows up to each series' cutoff.
  public let training: Panel
  /// The rows after it, `heldOut` of them a series, or none where the series is too short.
  public let actuals: Panel

  /// Holds the last rows of each series out.
  ///
  /// - Parameters:
  ///   - panel: what is cut.
  ///   - heldOut: rows after the cutoff.
  ///   - leastTraining: a series that would keep fewer rows than this is not cut, and has no actuals.
  public init(_ panel: Panel, heldOut: Int, leastTraining: Int) {
    var training: [TimeSeries] = []
    var actuals: [TimeSeries] = []
    for index in panel.indices {
      let series = panel[index]
      let count = series.count - heldOut >= leastTraining ? heldOut : 0
      training.append(series.droppingLast(count))
      actuals.append(series.suffix(count))
    }
    self.training = Panel(frequency: panel.frequency, series: training)
    self.actuals = Panel(frequency: panel.frequency, series: actuals)
  }
}
