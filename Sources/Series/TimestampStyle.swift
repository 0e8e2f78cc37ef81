/// How a file writes its times, as a pattern that both reads and writes them.
///
/// `yyyy-MM-dd HH:mm`, `dd.MM.yyyy`, `d MMM yyyy`, `yyyy QQQ`; ``TimestampPattern`` has all letters. The
/// empty pattern is a plain integer.
public struct TimestampStyle: Sendable, Hashable {
  /// The pattern, such as `yyyy-MM-dd HH:mm`; empty for an integer index.
  public let pattern: String
  /// What follows the pattern in every row of the file: `Z`, `+02:00` or nothing.
  public let suffix: String
  /// The clock that times are shown on; nil where they are the file's own, of no known zone.
  public let clock: ZonedClock?
  /// The pattern's parts; nil where it is no pattern.
  private let parts: TimestampPattern?

  /// Makes a style from a pattern.
  ///
  /// - Parameters:
  ///   - pattern: how times are written.
  ///   - suffix: what follows in every row; on the clock of a zone an example of its offset.
  ///   - clock: the zone's clock that times are shown on.
  public init(pattern: String, suffix: String = "", clock: ZonedClock? = nil) {
    self.pattern = pattern
    self.suffix = suffix
    self.clock = clock
    parts = TimestampPattern(pattern)
  }

  /// A plain integer index.
  public static let integer = TimestampStyle(pattern: "")
  /// A calendar date, `1961-01-31`.
  public static let date = TimestampStyle(pattern: "yyyy-MM-dd")

  /// When a time of the file is, in seconds since 1970 in UTC; without a zone its clock is taken for UTC.
  package func instant(of time: Timestamp) -> Timestamp { clock?.instant(of: time) ?? time }

  /// Writes a time as the file would; with a pattern that is none, as an integer.
  public func string(from time: Timestamp) -> String {
    let reading = clock?.reading(at: time) ?? time
    guard let parts else { return String(time.seconds) }
    if let digits = parts.count?.digitsBelowSecond {
      let seconds = (clock?.instant(of: time) ?? time).seconds
      let whole = seconds == 0 ? "0" : String(seconds) + String(repeating: "0", count: digits)
      return parts.zeros == 0 ? whole : whole + "." + String(repeating: "0", count: parts.zeros)
    }
    if let years = parts.decimalYear { return years.string(from: reading.date) }
    if parts.count == .serialDays { return TimestampStyle.serialDays(of: reading) }
    if parts.count == .integer { return String(time.seconds) }
    let (date, second) = (reading.date, reading.secondOfDay)
    let hasWeek = parts.tokens.contains { if case .part(.week, _) = $0 { true } else { false } }
    let year = hasWeek ? date.week.year : date.year
    var text = ""
    for token in parts.tokens {
      switch token {
      case .literal(let byte): text.unicodeScalars.append(UnicodeScalar(byte))
      case .part(.year, let width): text += TimestampStyle.digits(year, width)
      case .part(let part, let width):
        text += TimestampStyle.text(of: part, width, date, second)
      }
    }
    guard !suffix.isEmpty, let clock else { return text + suffix }
    return text + clock.offsetText(at: time, like: suffix)
  }

  private static func text(
    of part: TimestampPattern.Part, _ width: Int, _ date: CivilDate, _ second: Int
  ) -> String {
    let hour = second / 3_600
    return switch part {
    case .year: digits(date.year, width)
    case .month where width == 4: TimestampPattern.monthNames[date.month - 1]
    case .month where width == 3: String(TimestampPattern.monthNames[date.month - 1].prefix(3))
    case .month: digits(date.month, width)
    case .day: digits(date.day, width)
    case .quarter:
      (width == 3 ? "Q" : "") + digits((date.month - 1) / 3 + 1, width == 3 ? 1 : width)
    case .week: (width == 3 ? "W" : "") + digits(date.week.number, width == 3 ? 2 : width)
    case .weekday: String(date.weekday + 1)
    case .weekdayName where width == 4: TimestampPattern.weekdayNames[date.weekday]
    case .weekdayName: String(TimestampPattern.weekdayNames[date.weekday].prefix(3))
    case .hour: digits(hour, width)
    case .hourOfTwelve: digits((hour + 11) % 12 + 1, width)
    case .halfOfDay: hour < 12 ? "AM" : "PM"
    case .minute: digits(second / 60 % 60, width)
    case .second: digits(second % 60, width)
    }
  }

  /// A number with zeros in front; of a year in two digits the last two.
  private static func digits(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    guard text.count < width else { return width == 2 ? String(text.suffix(2)) : text }
    return String(repeating: "0", count: width - text.count) + text
  }

  /// Days since 1899-12-30, where spreadsheets begin to count; whole ones without a point.
  private static func serialDays(of time: Timestamp) -> String {
    let days = time.date.daysSinceEpoch + Timestamp.serialEpoch
    let second = time.secondOfDay
    guard second != 0 else { return String(days) }
    return String(Double(days) + Double(second) / Double(Timestamp.secondsPerDay))
  }
}

extension Timestamp {
  /// Days from a spreadsheet's day 0 to 1970-01-01.
  package static let serialEpoch = 25_569
}
