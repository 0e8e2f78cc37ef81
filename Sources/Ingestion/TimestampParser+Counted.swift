import ForecastSeries

extension TimestampParser {
  /// Makes a parser of what the user says of the times.
  init(dateFormat: String) throws(IngestionError) {
    guard let parser = TimestampParser(pattern: dateFormat) else {
      throw IngestionError(
        .usage, "\(QuotedCell.quoting(dateFormat)) is no date format",
        hint: "yyyy year, MM month, dd day, HH hour, mm minute, ss second: --date-format "
          + "'dd.MM.yyyy HH:mm'")
    }
    self = parser
  }
}

/// Times that are counted, and not written in parts.
extension TimestampParser {
  /// Reads a year with a fraction, or without one; nil where it lies between two parts of the year.
  static func part(of years: DecimalYear, _ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let words = bytes[range].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(words.count), words[0].count == 4,
      let year = integer(bytes, words[0].indices), bytes[range.lowerBound].decimalDigit != nil
    else { return nil }
    let digits = words.count == 2 ? words[1] : []
    var fraction = 0
    for byte in digits.prefix(9) {
      guard let digit = byte.decimalDigit else { return nil }
      fraction = fraction * 10 + digit
    }
    guard words.count == 1 || !digits.isEmpty, digits.allSatisfy({ $0.decimalDigit != nil }) else {
      return nil
    }
    return years.date(year: year, fraction: fraction, count: min(digits.count, 9))
      .map { Timestamp($0).seconds }
  }

  /// Reads a time that is counted; nil where it is no whole second of the years 1 … 9999.
  static func counted(
    _ count: TimestampPattern.Count, _ bytes: [UInt8], _ range: Range<Int>
  ) -> Int? {
    if count == .integer { return integer(bytes, range) }
    var seconds = 0
    if let digits = count.digitsBelowSecond {
      let part = (0..<digits).reduce(1) { power, _ in power * 10 }
      guard let whole = integer(bytes, range, most: digitsOfInt), whole.isMultiple(of: part) else {
        return nil
      }
      seconds = whole / part
    } else {
      guard case .number(let days) = NumberParser().read(bytes, range), abs(days) < 1e7 else {
        return nil
      }
      // A spreadsheet rounds a second's share of a day, so the nearest one is meant.
      seconds =
        Int((days * Double(secondsPerDay)).rounded()) - Timestamp.serialEpoch * secondsPerDay
    }
    return years.contains(seconds) ? seconds : nil
  }

  private static let secondsPerDay = 86_400
  /// Seconds from the beginning of year 1 to the end of year 9999.
  private static let years = -62_135_596_800...253_402_300_799
  /// So many digits may still be too large for an integer.
  private static let digitsOfInt = 19

  /// An integer of at most 15 digits, unless more are asked for; differences of two of 15 cannot
  /// overflow.
  static func integer(_ bytes: [UInt8], _ range: Range<Int>, most: Int = 15) -> Int? {
    var digits = range
    var isNegative = false
    if let first = range.first,
      bytes[first] == UInt8(ascii: "-") || bytes[first] == UInt8(ascii: "+")
    {
      isNegative = bytes[first] == UInt8(ascii: "-")
      digits = (first + 1)..<range.upperBound
    }
    guard (1...most).contains(digits.count) else { return nil }
    var value = 0
    for position in digits {
      guard let digit = bytes[position].decimalDigit else { return nil }
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isTooLargeWithDigit) = tens.addingReportingOverflow(digit)
      guard !isTooLarge, !isTooLargeWithDigit else { return nil }
      value = sum
    }
    return isNegative ? -value : value
  }
}
