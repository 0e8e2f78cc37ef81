/// The clock of a zone that a file's times are read from and written on.
public struct ZonedClock: Sendable, Hashable {
  /// What the times of a panel count.
  public enum Times: Sendable, Hashable {
    /// Seconds that pass, so that a day of a clock change has 23 hours or 25: steps below a day.
    case instants
    /// What the clock shows, so that every day is one step: steps of a day and more.
    case readings
  }

  /// How the clock runs.
  public let rules: TimeZoneRules
  /// What the times count.
  public let times: Times

  /// Makes a clock.
  public init(_ rules: TimeZoneRules, times: Times) {
    self.rules = rules
    self.times = times
  }

  /// What the clock shows at a time of the panel.
  func reading(at time: Timestamp) -> Timestamp {
    times == .readings ? time : rules.clock(at: time)
  }

  /// When a time of the panel is, in seconds since 1970 in UTC; of a repeated hour the first.
  func instant(of time: Timestamp) -> Timestamp {
    guard times == .readings else { return time }
    let day = Timestamp.secondsPerDay
    return rules.instants(whenClockShows: time).first
      ?? Timestamp(
        seconds: time.seconds - rules.offset(at: Timestamp(seconds: time.seconds - day)))
  }

  /// How far the clock is ahead of UTC at a time of the panel, written as in an example.
  ///
  /// - Parameters:
  ///   - time: a time of the panel.
  ///   - example: an offset as the file has it: `+02:00`, `+0200`, `+02` or `Z`.
  /// - Returns: the offset, such as `-03:30`.
  func offsetText(at time: Timestamp, like example: String) -> String {
    let offset = rules.offset(at: instant(of: time))
    let (hours, minutes) = (abs(offset) / 3_600, abs(offset) / 60 % 60)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    let sign = offset < 0 ? "-" : "+"
    if example.utf8.count == 3 && minutes == 0 { return sign + two(hours) }
    return sign + two(hours) + (example.utf8.count == 5 ? "" : ":") + two(minutes)
  }
}
