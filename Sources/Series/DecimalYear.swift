/// Times written as a year with a fraction, one of the parts into which each year is cut: 1949.083 is
/// February of 1949.
///
/// A pattern names the parts and the digits, `decimal-year/12.3`. Months and quarters begin at twelfths and
/// quarters of a year, and have their middles at odd twenty-fourths and eighths.
package struct DecimalYear: Sendable, Hashable {
  /// Into how many parts a year is cut: 12 or 4, or 24 or 8 where the middles are meant.
  package let parts: Int
  /// Digits behind the point.
  package let digits: Int

  /// How a pattern begins that is one.
  package static let prefix = "decimal-year/"
  private static let fewest = 2, most = 9

  /// Cuts a year; nil where its parts have no names, or so few digits do not tell them apart.
  package init?(parts: Int, digits: Int) {
    guard [4, 8, 12, 24].contains(parts), (Self.fewest...Self.most).contains(digits) else {
      return nil
    }
    (self.parts, self.digits) = (parts, digits)
  }

  /// Reads a pattern such as `decimal-year/12.3`; without digits there are three.
  package init?(_ pattern: String) {
    guard pattern.hasPrefix(Self.prefix) else { return nil }
    let words = pattern.dropFirst(Self.prefix.count).split(
      separator: ".", omittingEmptySubsequences: false)
    guard words.count <= 2, let parts = Int(words[0]),
      let digits = words.count == 1 ? 3 : Int(words[1])
    else { return nil }
    self.init(parts: parts, digits: digits)
  }

  /// The pattern that names it.
  package var pattern: String { "\(Self.prefix)\(parts).\(digits)" }

  private var areMiddles: Bool { parts == 8 || parts == 24 }
  /// Months of a part, or of the two halves beside a middle.
  private var months: Int { parts.isMultiple(of: 3) ? 1 : 3 }

  /// The first day of the part that a year and its fraction lie in; nil where they lie between two.
  ///
  /// - Parameters:
  ///   - year: the year.
  ///   - fraction: the digits behind the point as a number.
  ///   - count: how many digits these are.
  /// - Returns: the day.
  package func date(year: Int, fraction: Int, count: Int) -> CivilDate? {
    guard (0...Self.most).contains(count) else { return nil }
    // Fewer digits than usual have lost zeros at their end.
    let fraction = fraction * Self.power(max(0, digits - count))
    let whole = Self.power(max(digits, count))
    // Rounded to its digits, or cut off behind them: less than one of the last digit away.
    let part = (2 * fraction * parts + whole) / (2 * whole)
    guard abs(fraction * parts - part * whole) < parts, part < parts,
      areMiddles == !part.isMultiple(of: 2) || !areMiddles
    else { return nil }
    let month = (areMiddles ? part / 2 : part) * months
    return CivilDate(year: year, month: month + 1, day: 1)
  }

  /// Writes the part that a day lies in.
  package func string(from date: CivilDate) -> String {
    let part = (date.month - 1) / months
    let numerator = areMiddles ? 2 * part + 1 : part
    let whole = Self.power(digits)
    let fraction = String((2 * numerator * whole + parts) / (2 * parts))
    let year = String(date.year)
    return String(repeating: "0", count: max(0, 4 - year.count)) + year + "."
      + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  private static func power(_ count: Int) -> Int {
    (0..<count).reduce(1) { power, _ in power * 10 }
  }
}
