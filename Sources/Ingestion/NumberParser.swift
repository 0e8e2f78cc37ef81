/// Reads a number from the bytes of a field, exactly, or says why it is none.
///
/// The grammar is `[+-]?digits[.digits][e±digits]`, where digits may stand on one side of the point only.
/// The minus sign of typesetters, U+2212, is a minus, too. Infinity, NaN and hexadecimal are no numbers here. The result is the double nearest to the
/// decimal, the same one that `strtod` gives.
struct NumberParser: Sendable {
  /// What a field turned out to be.
  enum Reading: Sendable, Equatable {
    case number(Double)
    /// `1.234` where it is not known whether the mark parts thousands.
    case doubtful
    /// Not a number in this grammar.
    case noNumber
    /// Beyond 1e150: its square would not fit a double.
    case tooLarge
    /// An integer that no double holds exactly, such as 9007199254740993.
    case inexactInteger
  }

  static let largest = 1e150

  /// The byte between whole and fraction.
  let decimalMark: UInt8
  /// What else may stand in a number.
  let dress: NumberDress
  /// Whether the decimal mark is known to be one; else a number that it would group as well is doubtful.
  let isSettled: Bool

  init(
    decimalMark: UInt8 = UInt8(ascii: "."), dress: NumberDress = .none, isSettled: Bool = true
  ) {
    self.decimalMark = decimalMark
    self.dress = dress
    self.isSettled = isSettled
  }

  /// The decimal mark of numbers that need no second look; where it is not settled, a byte that no field of
  /// a plain line has.
  var plainMark: UInt8 { isSettled ? decimalMark : 0x0A }

  /// Reads the number in `bytes[range]`; blanks around it are the caller's to trim.
  func read(_ bytes: [UInt8], _ range: Range<Int>) -> Reading {
    let plain = readPlain(bytes, range)
    guard plain == .noNumber, !dress.isNone,
      let bare = dress.takenOff(bytes[range], decimalMark: decimalMark)
    else { return plain }
    return readPlain(bare, bare.indices)
  }

  private func readPlain(_ bytes: [UInt8], _ range: Range<Int>) -> Reading {
    var position = range.lowerBound
    let end = range.upperBound
    var isNegative = false
    if position < end, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
    {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    } else if bytes[position..<end].starts(with: NumberParser.typesetMinus) {
      isNegative = true
      position += NumberParser.typesetMinus.count
    }
    var mantissa = Mantissa()
    let wholeStart = position
    mantissa.takeDigits(bytes, &position, end)
    var digitCount = position - wholeStart
    var isInteger = true
    var fractionDigits = 0
    if position < end, bytes[position] == decimalMark {
      isInteger = false
      position += 1
      let start = position
      mantissa.takeDigits(bytes, &position, end)
      fractionDigits = position - start
      digitCount += fractionDigits
    }
    guard digitCount > 0 else { return .noNumber }
    if !isSettled, position == end, fractionDigits == 3, (4...6).contains(digitCount),
      bytes[wholeStart] != UInt8(ascii: "0")
    {
      return .doubtful
    }
    var exponent = 0
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      position += 1
      guard let written = NumberParser.exponent(bytes, &position, end) else { return .noNumber }
      exponent = written
    }
    guard position == end else { return .noNumber }
    if isInteger && !mantissa.isExactAsDouble { return .inexactInteger }
    let size = magnitude(
      mantissa, power: exponent - fractionDigits, bytes, wholeStart..<range.upperBound)
    guard size <= NumberParser.largest else { return .tooLarge }
    return .number(isNegative ? -size : size)
  }

  private func magnitude(
    _ mantissa: Mantissa, power: Int, _ bytes: [UInt8], _ range: Range<Int>
  ) -> Double {
    if let digits = mantissa.small {
      // Both factors are exact, so one rounding remains: the result is correctly rounded.
      if (0...22).contains(power) { return Double(digits) * NumberParser.powers[power] }
      if (-22..<0).contains(power) { return Double(digits) / NumberParser.powers[-power] }
      if digits == 0 { return 0 }
    }
    let text = bytes[range].map { $0 == decimalMark ? UInt8(ascii: ".") : $0 }
    return Double(String(decoding: text, as: UTF8.self)) ?? .infinity
  }

  private static let typesetMinus: [UInt8] = Array("\u{2212}".utf8)

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static func exponent(_ bytes: [UInt8], _ position: inout Int, _ end: Int) -> Int? {
    var isNegative = false
    if position < end, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
    {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    let start = position
    var size = 0
    while position < end, let digit = bytes[position].decimalDigit {
      size = min(size * 10 + digit, 1_000_000)
      position += 1
    }
    guard position > start else { return nil }
    return isNegative ? -size : size
  }
}

/// The digits of a number, kept exactly as long as they fit.
private struct Mantissa {
  private var value: UInt64 = 0
  /// Zeros seen after the last other digit that do not fit `value` any more.
  private var trailingZeros = 0
  private var overflowed = false

  mutating func takeDigits(_ bytes: [UInt8], _ position: inout Int, _ end: Int) {
    while position < end, let digit = bytes[position].decimalDigit {
      take(UInt64(digit))
      position += 1
    }
  }

  private mutating func take(_ digit: UInt64) {
    if value < 1_000_000_000_000_000_000 && trailingZeros == 0 {
      value = value * 10 + digit
    } else if digit == 0 {
      trailingZeros += 1
    } else {
      overflowed = true
    }
  }

  /// The digits where they are an exact double without more ado.
  var small: UInt64? {
    !overflowed && trailingZeros == 0 && value <= 1 << 53 ? value : nil
  }

  /// Whether the digits as an integer are a double exactly.
  var isExactAsDouble: Bool {
    if small != nil || (!overflowed && value == 0) { return true }
    guard !overflowed else { return false }
    // 10^n = 2^n · 5^n, and powers of two cost no bits.
    var odd = value >> UInt64(value.trailingZeroBitCount)
    for _ in 0..<trailingZeros {
      let (product, overflow) = odd.multipliedReportingOverflow(by: 5)
      guard !overflow else { return false }
      odd = product
    }
    return odd <= 1 << 53
  }
}

extension UInt8 {
  /// The value of an ASCII digit, or nil.
  var decimalDigit: Int? {
    let value = self &- UInt8(ascii: "0")
    return value < 10 ? Int(value) : nil
  }
}
