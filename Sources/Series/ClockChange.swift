/// The day and time at which a zone changes its clock each year, as POSIX writes it in `TZ`.
///
/// `M3.5.0/2` is the last Sunday of March at two, `J60` the sixtieth day of a year without its leap day,
/// `59` the sixtieth day counted from 0 with it (POSIX.1-2017, 8.3; RFC 8536, 3.3.1 lets the time be
/// negative and up to a week long).
struct ClockChange: Sendable, Hashable {
  private enum Day: Sendable, Hashable {
    /// The given weekday (Sunday 0) of a week, 5 for the last, of a month.
    case weekday(month: Int, week: Int, weekday: Int)
    /// A day of the year from 1, which never counts 29 February.
    case dayWithoutLeapDay(Int)
    /// A day of the year from 0.
    case day(Int)
  }

  private let day: Day
  /// Seconds after midnight of the local clock before the change.
  private let time: Int

  /// Reads `M3.5.0`, `J60/1`, `59/-2:30`; nil for anything else.
  init?(parsing text: Substring) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let day = ClockChange.day(parts[0]) else { return nil }
    self.day = day
    guard parts.count > 1 else {
      time = 2 * 3_600
      return
    }
    guard let time = ClockChange.seconds(parts[1]), abs(time) <= 167 * 3_600 else { return nil }
    self.time = time
  }

  private static func day(_ text: Substring) -> Day? {
    guard let first = text.first else { return nil }
    if first == "M" {
      let numbers = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        .map { Int($0) }
      guard numbers.count == 3, let month = numbers[0], let week = numbers[1],
        let weekday = numbers[2], (1...12).contains(month), (1...5).contains(week),
        (0...6).contains(weekday)
      else { return nil }
      return .weekday(month: month, week: week, weekday: weekday)
    }
    if first == "J" {
      guard let day = Int(text.dropFirst()), (1...365).contains(day) else { return nil }
      return .dayWithoutLeapDay(day)
    }
    guard let day = Int(text), (0...365).contains(day) else { return nil }
    return .day(day)
  }

  /// Reads `[+-]h[h][:mm[:ss]]` as seconds.
  static func seconds(_ text: Substring) -> Int? {
    let isNegative = text.first == "-"
    let digits = isNegative || text.first == "+" ? text.dropFirst() : text
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts.allSatisfy({ (1...3).contains($0.utf8.count) })
    else { return nil }
    var seconds = 0
    for (part, size) in zip(parts, [3_600, 60, 1]) {
      guard part.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(part),
        size == 3_600 || number < 60
      else { return nil }
      seconds += number * size
    }
    return isNegative ? -seconds : seconds
  }

  /// When the local clock is changed in a year, in seconds of the clock before the change.
  func localSeconds(inYear year: Int) -> Int {
    let january = CivilDate(monthCount: year * 12, day: 1).daysSinceEpoch
    let isLeap = CivilDate.dayCount(ofMonth: 2, year: year) == 29
    let days: Int
    switch day {
    case .day(let number): days = january + number
    case .dayWithoutLeapDay(let number):
      days = january + number - (isLeap && number >= 60 ? 0 : 1)
    case .weekday(let month, let week, let weekday):
      let first = CivilDate(monthCount: year * 12 + month - 1, day: 1)
      // CivilDate counts from Monday, POSIX from Sunday.
      let ahead = (weekday + 6 - first.weekday).flooringRemainder(dividingBy: 7)
      let last = CivilDate.dayCount(ofMonth: month, year: year) - 1
      var day = ahead + (week - 1) * 7
      if day > last { day -= 7 }
      days = first.daysSinceEpoch + day
    }
    return days * Timestamp.secondsPerDay + time
  }
}
