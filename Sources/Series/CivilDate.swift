/// A day of the proleptic Gregorian calendar.
///
/// Dates are counted, not looked up: the conversions below are Howard Hinnant's `days_from_civil`
/// and `civil_from_days`, exact for every year that a `Timestamp` can hold.
public struct CivilDate: Sendable, Hashable {
  /// The year, 1…9999 in files that are accepted.
  public let year: Int
  /// The month, 1…12.
  public let month: Int
  /// The day of the month, 1…31.
  public let day: Int

  /// Makes a date, or nil where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1,
      day <= CivilDate.dayCount(ofMonth: month, year: year)
    else { return nil }
    self.init(unchecked: year, month, day)
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Makes the date that lies `daysSinceEpoch` days after 1970-01-01.
  public init(daysSinceEpoch: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = shifted.flooringQuotient(dividingBy: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    self.init(
      unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// Days since 1970-01-01, negative before it.
  public var daysSinceEpoch: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = marchYear.flooringQuotient(dividingBy: 400)
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Day of the week, Monday 0 … Sunday 6.
  public var weekday: Int { (daysSinceEpoch + 3).flooringRemainder(dividingBy: 7) }

  /// Months since January of year 0; the calendar's own count of months.
  package var monthCount: Int { year * 12 + month - 1 }

  /// The given day of a counted month, or its last day where the month is shorter.
  init(monthCount: Int, day: Int) {
    let year = monthCount.flooringQuotient(dividingBy: 12)
    let month = monthCount - year * 12 + 1
    self.init(
      unchecked: year, month, Swift.min(day, CivilDate.dayCount(ofMonth: month, year: year)))
  }

  /// Whether this is the last day of its month.
  public var isEndOfMonth: Bool { day == CivilDate.dayCount(ofMonth: month, year: year) }

  /// How many days a month has: 28…31.
  public static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }
}

extension Int {
  /// Division that rounds towards minus infinity, as calendars count.
  func flooringQuotient(dividingBy divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
  }

  /// The remainder that belongs to `flooringQuotient`: 0 ..< divisor for a positive divisor.
  func flooringRemainder(dividingBy divisor: Int) -> Int {
    self - flooringQuotient(dividingBy: divisor) * divisor
  }
}
