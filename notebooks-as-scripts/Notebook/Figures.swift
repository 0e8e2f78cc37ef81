#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// A number with a fixed count of decimals: `1.250`; a dash where there is none.
public func fixed(_ number: Double?, _ decimals: Int) -> String {
  guard let number, number.isFinite else { return "–" }
  let unit = pow(10, Double(decimals))
  let scaled = (abs(number) * unit).rounded()
  let sign = number < 0 && scaled > 0 ? "-" : ""
  let whole = Int(scaled / unit)
  guard decimals > 0 else { return sign + String(whole) }
  let fraction = String(Int(scaled) - whole * Int(unit))
  return sign + String(whole) + "."
    + String(repeating: "0", count: decimals - fraction.count) + fraction
}

/// A small number by its size alone: `3.1e-16`, or `0`.
public func small(_ number: Double) -> String {
  guard number.isFinite, number != 0 else { return number == 0 ? "0" : String(number) }
  var exponent = Int(log10(abs(number)).rounded(.down))
  var digits = fixed(number / pow(10, Double(exponent)), 1)
  if digits.hasPrefix("10") || digits.hasPrefix("-10") {
    exponent += 1
    digits = fixed(number / pow(10, Double(exponent)), 1)
  }
  return "\(digits)e\(exponent)"
}

/// Rows as aligned columns: the first column to the left, the others to the right.
public func aligned(_ rows: [[String]]) -> String {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in
    rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
  }
  return rows.map { row in
    row.enumerated().map { column, text in
      let space = String(repeating: " ", count: widths[column] - text.count)
      return column == 0 ? text + space : space + text
    }.joined(separator: "  ")
  }.joined(separator: "\n")
}
