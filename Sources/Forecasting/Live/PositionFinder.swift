import ForecastSeries

/// Finds times of a series by how its file writes them, from the end backwards.
///
/// What is looked for lies near the end as a rule, and a text is dearer to make than to look up, so each
/// is made once.
struct PositionFinder {
  private let axis: TimeAxis
  private let style: TimestampStyle
  private var positions: [String: Int] = [:]
  /// The earliest position whose text was made.
  private var reached: Int
  private let earliest: Int

  /// Makes a finder for the rows of a series.
  init(axis: TimeAxis, count: Int, style: TimestampStyle) {
    self.axis = axis
    self.style = style
    reached = count
    earliest = max(0, count - PositionFinder.most)
  }

  /// As far back as is looked: a job that slept for longer begins a new record.
  private static let most = 100_000

  /// How the time of a position is written.
  func text(at position: Int) -> String { style.string(from: axis.timestamp(at: position)) }

  /// The position of a time, of two that are written alike the later one; nil where it is not found.
  mutating func position(of text: String) -> Int? {
    if let found = positions[text] { return found }
    while reached > earliest {
      reached -= 1
      let written = self.text(at: reached)
      if positions[written] == nil { positions[written] = reached }
      if written == text { return reached }
    }
    return nil
  }
}
