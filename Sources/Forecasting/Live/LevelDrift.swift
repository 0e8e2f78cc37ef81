public import ForecastSeries

/// Series that have left what their model learned from: their level, or how much they move.
///
/// A model rolls on over any rows, and says nothing when they are unlike all that it has seen. The newest
/// rows after the fit, at most a season of them, are held against all rows before.
public struct LevelDrift: Sendable, Equatable {
  /// Series whose level lies beyond the range of their earlier rows, and a quarter of it besides.
  public let levels: [String]
  /// Series that move more than three times as much from row to row.
  public let scales: [String]

  /// Looks at the rows since a fit.
  ///
  /// - Parameters:
  ///   - panel: the rows that there are now, missing values NaN.
  ///   - last: the last time of the fit, as the file writes it.
  ///   - style: how times are written.
  ///   - season: the main season length, in steps.
  public init(of panel: Panel, since last: String, style: TimestampStyle, season: Int) {
    var (levels, scales) = ([String](), [String]())
    var positions: [TimeAxis: Int?] = [:]
    for series in panel.indices.map({ panel[$0] }) {
      var finder = PositionFinder(axis: series.axis, count: series.count, style: style)
      let found = positions[series.axis] ?? finder.position(of: last)
      positions[series.axis] = .some(found)
      guard let position = found, position + 1 < series.count else { continue }
      let known = series.values.prefix(position + 1).filter { !$0.isNaN }
      let since = series.values.dropFirst(position + 1)
      let newest = since.suffix(max(season, LevelDrift.fewestMoves)).filter { !$0.isNaN }
      guard known.count >= RecurrentSettings.fewestRows, newest.count >= LevelDrift.fewest,
        let lowest = known.min(), let highest = known.max()
      else { continue }
      let room = 0.25 * (highest - lowest)
      let level = newest.sorted()[newest.count / 2]
      if level < lowest - room || level > highest + room { levels.append(series.identifier) }
      if newest.count >= LevelDrift.fewestMoves,
        LevelDrift.move(newest) > 3 * LevelDrift.move(known)
      {
        scales.append(series.identifier)
      }
    }
    self.levels = levels
    self.scales = scales
  }

  /// Whether no series has left anything.
  public var isNone: Bool { levels.isEmpty && scales.isEmpty }

  /// Rows since the fit that can show a level, and how much a series moves.
  private static let (fewest, fewestMoves) = (3, 8)

  private static func move(_ values: [Double]) -> Double {
    zip(values.dropFirst(), values).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(values.count - 1)
  }
}
