public import ForecastSeries

/// How far the data have gone on since some row.
public enum DataGrowth: Sendable, Equatable {
  /// So many rows and seconds later; on a counted axis the seconds are counts.
  case grown(rows: Int, seconds: Int)
  /// They end before that row: rows were lost, or it is another file.
  case shrunk(rows: Int)
  /// The row is not near their end.
  case unknown

  /// Looks for a row near the end of a panel's longest series.
  ///
  /// - Parameters:
  ///   - panel: the rows that there are now.
  ///   - last: the time of the row, as the file writes it.
  ///   - style: how times are written.
  ///   - identifier: the series to look in; nil for the one that reaches furthest.
  public init(
    of panel: Panel, since last: String, style: TimestampStyle, in identifier: String? = nil
  ) {
    let series = panel.indices.map { panel[$0] }.filter {
      !$0.isEmpty && (identifier == nil || $0.identifier == identifier)
    }
    let furthest = series.max {
      ($0.lastTimestamp?.seconds ?? 0) < ($1.lastTimestamp?.seconds ?? 0)
    }
    guard let furthest, let end = furthest.lastTimestamp else {
      self = .unknown
      return
    }
    var finder = PositionFinder(axis: furthest.axis, count: furthest.count, style: style)
    if let position = finder.position(of: last) {
      self = .grown(
        rows: furthest.count - 1 - position,
        seconds: end.seconds - furthest.axis.timestamp(at: position).seconds)
      return
    }
    for ahead in 0..<DataGrowth.mostAhead
    where finder.text(at: furthest.count + ahead) == last {
      self = .shrunk(rows: ahead + 1)
      return
    }
    self = .unknown
  }

  /// Rows after the end that are looked at.
  private static let mostAhead = 10_000
}
