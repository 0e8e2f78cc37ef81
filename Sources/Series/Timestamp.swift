/// A moment on a clock without a zone, or a plain integer where the time column counts.
///
/// A clock reading is kept as whole seconds since 1970-01-01 00:00 of that clock. The process-wide
/// time zone plays no part anywhere, so the same file gives the same series under any `TZ`.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Seconds since the clock's 1970-01-01 00:00, or the index itself on an integer axis.
  public let seconds: Int

  /// Makes a timestamp from seconds since 1970-01-01 00:00, or from an integer index.
  public init(seconds: Int) { self.seconds = seconds }

  /// Makes the timestamp of a clock reading.
  public init(_ date: CivilDate, secondOfDay: Int = 0) {
    seconds = date.daysSinceEpoch * Timestamp.secondsPerDay + secondOfDay
  }

  /// The calendar day of this reading.
  public var date: CivilDate {
    CivilDate(daysSinceEpoch: seconds.flooringQuotient(dividingBy: Timestamp.secondsPerDay))
  }

  /// Seconds since midnight, 0 ..< 86,400.
  public var secondOfDay: Int { seconds.flooringRemainder(dividingBy: Timestamp.secondsPerDay) }

  /// Orders by time.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }

  static let secondsPerDay = 86_400
}
