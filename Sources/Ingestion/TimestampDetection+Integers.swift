import ForecastSeries

/// Integers that are years, compact dates, seconds since 1970 or the days of a spreadsheet.
extension TimestampDetection {
  static func integers(_ cells: [[UInt8]], named name: String) -> TimestampDetection {
    // A line below the rows, or a faulty cell, does not change what the others are.
    let own = cells.filter(isInteger)
    let numbers = own.compactMap { TimestampParser.integer($0, 0..<$0.count) }
    if let compact = compact(own, named: name) { return compact }
    let couldBeYears =
      own.allSatisfy { $0.count == 4 } && numbers.allSatisfy { (1_000...2_999).contains($0) }
    if couldBeYears, yearNames.contains(name) || name.hasSuffix("year") { return .pattern("yyyy") }
    if let pattern = epoch(own, named: name) { return .pattern(pattern) }
    return serial(own, numbers, named: name) ?? .integer
  }

  /// Whether a cell is an integer, up to the nanoseconds since 1970.
  static func isInteger(_ cell: [UInt8]) -> Bool {
    TimestampParser.integer(cell, cell.indices, most: 19) != nil
  }

  /// Patterns of digits alone, by how many there are.
  private static let compactPatterns = [
    6: ["yyyyMM", "yyMMdd"], 8: ["yyyyMMdd"], 10: ["yyyyMMddHH"], 12: ["yyyyMMddHHmm"],
    14: ["yyyyMMddHHmmss"],
  ]
  private static let compactYears = 1_800...2_199

  /// Dates and clock readings in digits alone: where the column's name says so, or where so many cells
  /// are all such dates that nothing else is likely.
  private static func compact(_ own: [[UInt8]], named name: String) -> TimestampDetection? {
    guard let first = own.first, own.allSatisfy({ $0.count == first.count }),
      let patterns = compactPatterns[first.count]
    else { return nil }
    let isNamed = calendarNames.contains(name) || ColumnNames.times.contains(name)
    let fits = patterns.filter { pattern in
      guard var parser = TimestampParser(pattern: pattern) else { return false }
      let read = own.count { cell in
        parser.read(cell, cell.indices).map {
          compactYears.contains(Timestamp(seconds: $0).date.year)
        } ?? false
      }
      if isNamed { return read * 10 >= own.count * 9 }
      // Six digits are a day too easily.
      return pattern != "yyMMdd" && read == own.count && own.count >= fewestSteps
        && own.contains { $0 != first }
    }
    guard let only = fits.first else { return nil }
    if fits.count == 1 { return .pattern(only) }
    let regular = regular(fits, for: own.map { ($0, TimestampShape.Numbers()) })
    return regular.map { .pattern($0) } ?? .ambiguous(text(first), fits)
  }

  /// Seconds since 1970 or parts of them, told by their digits and the column's name; with a point and zeros
  /// where a program counted them in floating point.
  static func epoch(_ cells: [[UInt8]], named name: String) -> String? {
    let isNamed =
      epochNames.contains(name) || epochWords.contains { name.contains($0) }
      || epochEndings.contains { name.hasSuffix($0) }
    guard isNamed, let first = cells.first, cells.allSatisfy({ $0.count == first.count }) else {
      return nil
    }
    let digits = first.firstIndex(of: UInt8(ascii: ".")) ?? first.count
    guard let counted = epochPatterns[digits],
      var parser = TimestampParser(pattern: counted + text(Array(first[digits...]))),
      cells.allSatisfy({ parser.read($0, $0.indices) != nil })
    else { return nil }
    return parser.pattern
  }

  private static let epochPatterns = [10: "epoch", 13: "epoch-ms", 16: "epoch-us", 19: "epoch-ns"]

  /// Days since 1899-12-30 of the years 1970 to 2099, in a column that is called a date.
  private static func serial(
    _ own: [[UInt8]], _ numbers: [Int], named name: String
  ) -> TimestampDetection? {
    let areDays = own.count >= fewestSteps && numbers.allSatisfy { (25_569...73_050).contains($0) }
    return areDays && serialNames.contains(name) ? .pattern("serial") : nil
  }

  /// Years with a fraction: months or quarters that follow each other, or one year a row.
  static func fractionalYears(_ cells: [[UInt8]]) -> String? {
    if let pattern = sameFraction(cells) { return pattern }
    let digits = (cells.map(\.count).max() ?? 0) - 5
    // Most columns hold something else, which is seen before any cell is read four times.
    let others = cells.count { cell in
      !cell.prefix(4).allSatisfy { $0.decimalDigit != nil }
        || cell.count > 4 && cell[4] != UInt8(ascii: ".")
    }
    guard cells.count >= fewestSteps, cells.allSatisfy({ $0.count >= 4 }),
      others * 8 <= cells.count, cells.contains(where: { $0 != cells[0] })
    else { return nil }
    return [4, 12, 8, 24].lazy.compactMap {
      DecimalYear(parts: $0, digits: min(digits, 9))?.pattern
    }
    .first { pattern in
      guard var parser = TimestampParser(pattern: pattern) else { return false }
      let own = cells.filter { parser.read($0, $0.indices) != nil }
      return (cells.count - own.count) * 8 <= cells.count
        && leaps(in: own, by: pattern) * 4 <= own.count
    }
  }

  /// Years with the same fraction in each row, such as the `1700.5` of a yearly mean.
  private static func sameFraction(_ cells: [[UInt8]]) -> String? {
    guard let first = cells.first, first.count > 5, first[4] == UInt8(ascii: ".") else {
      return nil
    }
    let fraction = first.dropFirst(4)
    let years = cells.compactMap { cell -> Int? in
      guard cell.count == first.count, cell.dropFirst(4) == fraction else { return nil }
      return TimestampParser.integer(cell, 0..<4)
    }
    let isRising = zip(years, years.dropFirst()).allSatisfy { $0 < $1 }
    guard years.count == cells.count, isRising, years.count >= fewestSteps else { return nil }
    return TimestampPattern("yyyy" + String(decoding: fraction, as: UTF8.self))?.text
  }

  private static let yearNames: Set<String> = [
    "year", "years", "yr", "yyyy", "fy", "date", "jahr", "année", "annee", "año", "ano", "anno",
  ]
  private static let epochNames: Set<String> = [
    "ts", "ds", "t", "ms", "ns",
  ]
  private static let epochWords = ["epoch", "unix", "time", "date"]
  private static let epochEndings = ["_at", "_ts"]
  private static let calendarNames: Set<String> = ["yyyymmdd", "yyyymm", "datum", "fecha", "data"]
  private static let serialNames: Set<String> = [
    "date", "datetime", "date_time", "date time", "datum", "fecha", "data",
  ]
}
