public import ForecastSeries

extension TimestampStyle {
  /// Reads a time that is written as the file writes its own; nil where it is not.
  ///
  /// - Parameter text: a time, with or without what follows the pattern in every row of the file.
  /// - Returns: the time on the clock of the file.
  public func timestamp(from text: String) -> Timestamp? {
    if let clock { return timestamp(from: text, on: clock) }
    let isSuffixed = !suffix.isEmpty && text.hasSuffix(suffix)
    let bytes = Array((isSuffixed ? String(text.dropLast(suffix.count)) : text).utf8)
    guard var parser = TimestampParser(pattern: pattern) else { return nil }
    guard let seconds = parser.read(bytes, bytes.indices) else { return nil }
    let time = Timestamp(seconds: seconds)
    // An offset of another zone is refused: the file's clock is the only one that is known.
    return self.string(from: time) == text || string(from: time) == text + suffix ? time : nil
  }

  /// Reads a time on the clock of a zone; of a repeated hour the first, where no offset tells.
  private func timestamp(from text: String, on clock: ZonedClock) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard var parser = TimestampParser(pattern: pattern),
      let seconds = parser.read(bytes, bytes.indices)
    else { return nil }
    let time = Timestamp(seconds: seconds)
    switch (clock.times, parser.readsInstants) {
    case (.instants, true), (.readings, false): return time
    case (.instants, false): return clock.rules.instants(whenClockShows: time).first
    case (.readings, true): return clock.rules.clock(at: time)
    }
  }
}
