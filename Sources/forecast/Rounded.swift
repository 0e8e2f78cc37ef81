/// Numbers for people: three significant digits, never an exponent a reader must decode.
enum Rounded {
  /// A figure such as a MASE or a loss.
  static func text(_ number: Double) -> String {
    guard number.isFinite else { return "–" }
    let size = abs(number)
    let digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
    return fixed(number, digits: digits)
  }

  /// A whole number with what it counts.
  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A number with a fixed count of digits after the point.
  static func fixed(_ number: Double, digits: Int) -> String {
    var factor = 1
    for _ in 0..<digits { factor *= 10 }
    let scaled = (number * Double(factor)).rounded()
    guard let whole = Int(exactly: scaled) else { return String(number) }
    let sign = whole < 0 ? "-" : ""
    let magnitude = Int(whole.magnitude)
    guard digits > 0 else { return sign + String(magnitude) }
    let fraction = String(magnitude % factor)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(sign)\(magnitude / factor).\(zeros)\(fraction)"
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
