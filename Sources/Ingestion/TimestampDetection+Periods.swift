import ForecastSeries

/// Times whose parts stand in a known order: what a number beside the year counts.
extension TimestampDetection {
  static func periods(
    _ own: [Reading], _ shape: TimestampShape, named name: String
  ) -> TimestampDetection {
    let pattern = shape.pattern(isPadded: own.allSatisfy(\.numbers.isPadded))
    let first = text(own[0].cell)
    if shape.hasCountedYears {
      return isCounted(own, by: pattern) ? .pattern(pattern) : .none(first)
    }
    if shape.isMonthAndShortYear, staysInMonth(own, by: pattern) {
      return .ambiguous(first, [pattern])
    }
    guard shape.isYearAndNumber else { return .pattern(pattern) }
    if weekNames.contains(name), own.allSatisfy({ (1...53).contains($0.numbers.month) }) {
      return .pattern(pattern.replacing("M", with: "w"))
    }
    if isFiscalYear(own) { return .none(first) }
    guard own.allSatisfy({ (1...4).contains($0.numbers.month) }), !pattern.contains("MM") else {
      return .pattern(pattern)
    }
    let quarters = pattern.replacing("M", with: "Q")
    if quarterNames.contains(name) { return .pattern(quarters) }
    return areRegularQuarters(own) ? .ambiguous(first, [pattern, quarters]) : .pattern(pattern)
  }

  /// Whether 1-01 … 1-12, 2-01 … are months of a first year and a second; nothing less proves it.
  private static func isCounted(_ own: [Reading], by pattern: String) -> Bool {
    own.count >= fewestSteps && leaps(in: own.map(\.cell), by: pattern) == 0
      && own.allSatisfy { $0.cell.first != UInt8(ascii: "0") }
      && Set(own.map(\.numbers.year)).count > 1
  }

  /// Whether Jan-01, Jan-02 … may be the days of a month as well as years.
  private static func staysInMonth(_ own: [Reading], by pattern: String) -> Bool {
    guard let dates = dates(of: own.map(\.cell), by: pattern) else { return false }
    let months = zip(dates, dates.dropFirst()).map { $1.monthCount - $0.monthCount }
    return months.count { $0 == 12 } * 2 > months.count
  }

  /// Whether each year is followed by the last two digits of the next one, as in 2000-01.
  private static func isFiscalYear(_ own: [Reading]) -> Bool {
    Set(own.map(\.numbers.year)).count > 1
      && own.allSatisfy { $0.numbers.month == ($0.numbers.year + 1) % 100 }
  }

  /// Whether the numbers count to four and begin anew with the year, row by row.
  private static func areRegularQuarters(_ own: [Reading]) -> Bool {
    let quarters = own.map { $0.numbers.year * 4 + $0.numbers.month }
    return own.count >= fewestSteps
      && zip(quarters, quarters.dropFirst()).allSatisfy { $1 - $0 == 1 }
  }

  private static let quarterNames: Set<String> = ["quarter", "qtr", "q", "quarters", "yearquarter"]
  private static let weekNames: Set<String> = [
    "week", "wk", "isoweek", "iso_week", "yearweek", "year_week",
  ]
}
