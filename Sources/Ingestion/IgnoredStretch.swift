import ForecastSeries

/// Rows that are read as if they had no value: a strike, a broken meter.
struct IgnoredStretch: Sendable, Equatable {
  private let first: Int
  private let last: Int

  /// Reads `FROM:TO`, both written as the file writes its times, both included.
  ///
  /// A time may hold colons itself, so each of them is tried.
  ///
  /// - Parameters:
  ///   - text: what the user wrote.
  ///   - style: how the file writes its times.
  init?(_ text: String, style: TimestampStyle) {
    for colon in text.indices where text[colon] == ":" {
      let (from, to) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
      guard let first = style.timestamp(from: from), let last = style.timestamp(from: to),
        first <= last
      else { continue }
      (self.first, self.last) = (first.seconds, last.seconds)
      return
    }
    return nil
  }

  /// Whether a time lies in it.
  func contains(_ time: Int) -> Bool { time >= first && time <= last }
}
