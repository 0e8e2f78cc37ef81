import ForecastKernels
import ForecastSeries

/// Reads times written in one style, the same for the whole file.
///
/// A clock reading may carry an offset from UTC (`Z`, `+02:00`); a date without a clock may not, or the
/// day of `2024-01-05` would pass for the offset of `2024-01`. While all rows carry the same one,
/// the local clock is kept; offsets that vary mean instants, and then all times are UTC. Because that
/// is known only at the end, times with an offset are returned as UTC and moved back by `localShift`.
struct TimestampParser: Sendable, Equatable {
  /// The offset that rows carry.
  private enum Zone: Sendable, Equatable {
    case unseen
    case none
    case constant(seconds: Int, text: String)
    /// Times are UTC; the text is that of the first row.
    case varying(text: String)
  }

  /// What a style's fields add up to.
  private struct Parts {
    var (year, month, day) = (1, 1, 1)
    var week: Int?
    var weekday = 1
    /// The weekday that the cell names, from Monday 0.
    var namedWeekday: Int?
    var (hour, minute, second) = (0, 0, 0)
    var isAfternoon: Bool?

    /// The calendar day; nil where there is none.
    var date: CivilDate? {
      guard year >= 1 else { return nil }
      guard let week else { return CivilDate(year: year, month: month, day: day) }
      return CivilDate(weekYear: year, week: week, weekday: weekday - 1)
    }

    /// Whether the cell names no weekday, or that of the day.
    func names(weekdayOf date: CivilDate) -> Bool {
      namedWeekday == nil || namedWeekday == date.weekday
    }

    /// Seconds since midnight; nil where the clock has no such time.
    var secondOfDay: Int? {
      guard minute < 60, second < 60 else { return nil }
      var hour = hour
      if let isAfternoon {
        guard (1...12).contains(hour) else { return nil }
        hour = hour % 12 + (isAfternoon ? 12 : 0)
      }
      // 24:00 is midnight at the day's end, as ISO 8601 has it.
      let isInDay = hour < 24 || hour == 24 && minute == 0 && second == 0 && isAfternoon == nil
      return isInDay ? hour * 3_600 + minute * 60 + second : nil
    }
  }

  private let form: TimestampPattern
  private var zone = Zone.unseen

  /// Makes a parser, or nil where the pattern is not one of a time.
  init?(pattern: String) {
    guard let form = TimestampPattern(pattern) else { return nil }
    self.form = form
  }

  var pattern: String { form.text }

  /// Whether times are plain integers.
  var isInteger: Bool { form.count == .integer }

  /// How the file writes its times, as far as rows were read.
  var style: TimestampStyle {
    switch zone {
    case .unseen, .none: TimestampStyle(pattern: pattern)
    case .constant(_, let text): TimestampStyle(pattern: pattern, suffix: text)
    case .varying: TimestampStyle(pattern: pattern, suffix: "Z")
    }
  }

  /// What to add to all returned times, so that they show the clock of the file.
  var localShift: Int { if case .constant(let seconds, _) = zone { seconds } else { 0 } }

  /// Whether offsets differed, so that times are UTC.
  var convertedToUTC: Bool { if case .varying = zone { true } else { false } }

  /// The offset of the first row as it is written; nil where rows have none.
  var offsetText: String? {
    switch zone {
    case .unseen, .none: nil
    case .constant(_, let text), .varying(let text): text
    }
  }

  /// Whether what is read is an instant, whatever the clock of the place.
  var readsInstants: Bool {
    offsetText != nil || form.count?.digitsBelowSecond != nil
  }

  /// Whether times have a clock that a time zone can move.
  var hasClock: Bool {
    form.count.map { $0 != .integer && $0 != .decimalYear } ?? form.hasClock
  }

  /// Whether it is known if times carry an offset from UTC.
  var isSettled: Bool { form.count != nil || zone != .unseen }

  /// The same for times of a fixed width, which can be read faster; nil where the style has none.
  var fixedClock: FixedClock? {
    guard form.count == nil else { return nil }
    var clock = FixedClock()
    for token in form.tokens {
      switch token {
      case .literal(let byte): clock.append(byte)
      case .part(.year, width: 4): clock.append(.year)
      case .part(.month, width: 2): clock.append(.month)
      case .part(.day, width: 2): clock.append(.day)
      case .part(.hour, width: 2): clock.append(.hour)
      case .part(.minute, width: 2): clock.append(.minute)
      case .part(.second, width: 2): clock.append(.second)
      case .part: return nil
      }
    }
    switch zone {
    case .unseen, .varying: return nil
    case .none: break
    case .constant(let seconds, let text):
      for byte in text.utf8 { clock.append(byte) }
      clock.shift = -seconds
    }
    return clock.isUsable ? clock : nil
  }

  /// Reads the time in `bytes[range]`: seconds, or the integer; nil where it does not fit the style.
  mutating func read(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    if let years = form.decimalYear { return TimestampParser.part(of: years, bytes, range) }
    if let count = form.count {
      return whole(bytes, range).flatMap { TimestampParser.counted(count, bytes, $0) }
    }
    var position = range.lowerBound
    guard let parts = readParts(bytes, &position, range.upperBound), let date = parts.date,
      parts.names(weekdayOf: date), let clock = parts.secondOfDay
    else { return nil }
    let seconds = Timestamp(date, secondOfDay: clock).seconds
    if position == range.upperBound && zone == .none { return seconds }
    return readZone(bytes, position..<range.upperBound).map { seconds - $0 }
  }

  /// What stands in front of the point and the zeros of the pattern; nil where the cell has others.
  private func whole(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    guard form.zeros > 0 else { return range }
    guard range.count > form.zeros + 1 else { return nil }
    let point = range.upperBound - form.zeros - 1
    let isNothing = bytes[(point + 1)..<range.upperBound].allSatisfy { $0 == UInt8(ascii: "0") }
    return bytes[point] == UInt8(ascii: ".") && isNothing ? range.lowerBound..<point : nil
  }

  private func readParts(_ bytes: [UInt8], _ position: inout Int, _ end: Int) -> Parts? {
    var parts = Parts()
    for token in form.tokens {
      switch token {
      case .literal(let byte):
        guard position < end, bytes[position] == byte else { return nil }
        position += 1
      case .part(let part, let width):
        guard read(part, width, into: &parts, bytes, &position, end) else { return nil }
      }
    }
    return parts
  }

  /// Reads one part; false where it is not there.
  private func read(
    _ part: TimestampPattern.Part, _ width: Int, into parts: inout Parts, _ bytes: [UInt8],
    _ position: inout Int, _ end: Int
  ) -> Bool {
    var width = width
    switch part {
    case .month where width >= 3:
      guard
        let month = TimestampParser.monthName(bytes, &position, end, isLong: width == 4)
      else { return false }
      parts.month = month
      return true
    case .weekdayName:
      parts.namedWeekday = TimestampParser.weekdayName(bytes, &position, end, isLong: width == 4)
      return parts.namedWeekday != nil
    case .halfOfDay:
      guard position + 1 < end, bytes[position + 1] | 0x20 == UInt8(ascii: "m") else {
        return false
      }
      let letter = bytes[position] | 0x20
      guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return false }
      parts.isAfternoon = letter == UInt8(ascii: "p")
      position += 2
      return true
    case .quarter where width == 3, .week where width == 3:
      guard position < end, bytes[position] == UInt8(ascii: part == .week ? "W" : "Q") else {
        return false
      }
      position += 1
      width = part == .week ? 2 : 1
    default: break
    }
    let most =
      switch part {
      case .year: width == 1 ? 4 : width
      case .quarter, .weekday: 1
      default: max(width, 2)
      }
    let start = position
    var value = 0
    while position < end, position < start + most, let digit = bytes[position].decimalDigit {
      value = value * 10 + digit
      position += 1
    }
    guard position - start >= width else { return false }
    return TimestampParser.set(part, to: value, width, in: &parts)
  }

  private static func set(
    _ part: TimestampPattern.Part, to value: Int, _ width: Int, in parts: inout Parts
  ) -> Bool {
    switch part {
    case .year: parts.year = width == 2 ? value + (value < pivot ? 2_000 : 1_900) : value
    case .month: parts.month = value
    case .day: parts.day = value
    case .hour, .hourOfTwelve: parts.hour = value
    case .minute: parts.minute = value
    case .second: parts.second = value
    case .week: parts.week = value
    case .quarter:
      parts.month = value * 3 - 2
      return (1...4).contains(value)
    case .weekday:
      parts.weekday = value
      return (1...7).contains(value)
    case .halfOfDay, .weekdayName: return false
    }
    return true
  }

  /// Years in two digits below this are of this century, as POSIX has it.
  private static let pivot = 69

  /// Reads what follows the pattern; returns the offset in seconds, nil where it is none or not
  /// carried by all rows alike.
  private mutating func readZone(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard !range.isEmpty else {
      guard zone == .unseen || zone == .none else { return nil }
      zone = .none
      return 0
    }
    guard form.hasClock, zone != .none, let offset = TimestampParser.offset(bytes, range) else {
      return nil
    }
    switch zone {
    case .unseen:
      zone = .constant(
        seconds: offset, text: String(decoding: bytes[range], as: UTF8.self))
    case .constant(let seconds, let text) where seconds != offset: zone = .varying(text: text)
    default: break
    }
    return offset
  }

  /// The seconds of `Z`, `UTC`, `GMT`, `±HH`, `±HHMM` or `±HH:MM`, a blank in front or not.
  static func offset(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let text = bytes[range].first == UInt8(ascii: " ") ? bytes[range].dropFirst() : bytes[range]
    if namesOfUTC.contains(where: { text.elementsEqual($0) }) { return 0 }
    guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    var digits = Array(text.dropFirst())
    if digits.count == 5 && digits[2] == UInt8(ascii: ":") { digits.remove(at: 2) }
    let values = digits.compactMap(\.decimalDigit)
    guard values.count == digits.count, values.count == 2 || values.count == 4 else { return nil }
    let hours = values[0] * 10 + values[1]
    let minutes = values.count == 4 ? values[2] * 10 + values[3] : 0
    guard hours <= 18, minutes < 60 else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  private static let namesOfUTC = ["Z", "UTC", "GMT"].map { Array($0.utf8) }

  /// Why a field does not fit, in words, and how to mend it.
  func explanation(of field: [UInt8], example: String) -> String {
    let cell = QuotedCell.quoting(field)
    switch form.count {
    case .epochSeconds, .epochMilliseconds, .epochMicroseconds, .epochNanoseconds:
      return "\(cell) is no whole second since 1970 in the years 1 to 9999"
    case .serialDays: return "\(cell) is no day of a spreadsheet"
    case .decimalYear: return "\(cell) is no part of a year like \(QuotedCell.quoting(example))"
    case .integer:
      return field.count > 15 && field.allSatisfy { $0.decimalDigit != nil }
        ? "\(cell) has more than 15 digits" : "\(cell) is not an integer"
    case nil: break
    }
    var position = 0
    guard let parts = readParts(field, &position, field.count) else {
      return "\(cell) is not a time like \(QuotedCell.quoting(example))"
    }
    guard let date = parts.date else { return "\(cell) is no day of the calendar" }
    if !parts.names(weekdayOf: date) {
      return "\(cell) is a \(TimestampPattern.weekdayNames[date.weekday])"
    }
    guard parts.secondOfDay != nil else { return "\(cell) is no time of the clock" }
    let rest = position..<field.count
    if rest.isEmpty { return "\(cell) has no offset from UTC, but earlier rows have one" }
    if !form.hasClock || TimestampParser.offset(field, rest) == nil {
      return "\(cell) is not a time like \(QuotedCell.quoting(example))"
    }
    return "\(cell) has an offset from UTC, but earlier rows have none"
  }
}
