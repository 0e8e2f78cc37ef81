/// What one cell looks like, if it looks like a time: the parts in their order and how they are parted.
///
/// Shapes are compared without the widths of their parts, because an unpadded `1990/10/10` looks
/// padded.
struct TimestampShape: Sendable, Hashable {
  /// The order of the calendar's parts.
  enum Order: Sendable, Hashable {
    case yearMonthDay, yearMonth, yearQuarter, compact
    /// Day and month in front of the year; which is which the cells have to prove.
    case dayMonth
  }

  private(set) var order = Order.yearMonthDay
  /// The byte between the calendar's parts.
  private(set) var separator = UInt8(ascii: "-")
  /// What stands between day and clock; empty where there is no clock.
  private(set) var clockMark = ""
  private(set) var hasSeconds = false
  /// How many zeros follow the seconds.
  private(set) var fractionDigits = 0

  /// The first and the second number, for telling day from month.
  struct Numbers: Sendable, Equatable {
    var first = 0
    var second = 0
    /// Whether month, day and hour all have two digits.
    var isPadded = true
  }

  /// Reads the shape of a cell, or nil where it is no time.
  static func of(_ bytes: [UInt8]) -> (shape: TimestampShape, numbers: Numbers)? {
    var scanner = Scanner(bytes: bytes)
    var shape = TimestampShape()
    var numbers = Numbers()
    guard let first = scanner.digits(upTo: 8) else { return nil }
    switch first.count {
    case 4: guard shape.takeAfterYear(&scanner, &numbers) else { return nil }
    case 8: shape.order = .compact
    case 1, 2:
      shape.order = .dayMonth
      guard let separator = scanner.next(of: "/.-"), let second = scanner.digits(upTo: 2),
        scanner.next(of: "/.-") == separator, scanner.digits(upTo: 4)?.count == 4
      else { return nil }
      shape.separator = separator
      numbers = Numbers(
        first: first.value, second: second.value, isPadded: first.count == 2 && second.count == 2)
    default: return nil
    }
    guard shape.takeClock(&scanner, &numbers) else { return nil }
    return (shape, numbers)
  }

  private mutating func takeAfterYear(_ scanner: inout Scanner, _ numbers: inout Numbers) -> Bool {
    guard let mark = scanner.next(of: "/.- Q") else { return false }
    separator = mark
    if mark == UInt8(ascii: "Q") || scanner.next(of: "Q") != nil {
      order = .yearQuarter
      return mark != UInt8(ascii: "/") && mark != UInt8(ascii: ".")
        && scanner.digits(upTo: 1)?.count == 1 && scanner.isAtEnd
    }
    guard mark != UInt8(ascii: " "), let month = scanner.digits(upTo: 2) else { return false }
    numbers.isPadded = month.count == 2
    if scanner.isAtEnd {
      order = .yearMonth
      // 2024.01 is a number.
      return mark != UInt8(ascii: ".")
    }
    guard scanner.next(of: "/.-") == mark, let day = scanner.digits(upTo: 2) else { return false }
    numbers.isPadded = numbers.isPadded && day.count == 2
    return true
  }

  private mutating func takeClock(_ scanner: inout Scanner, _ numbers: inout Numbers) -> Bool {
    if scanner.isAtEnd { return true }
    guard let mark = scanner.next(of: " T"), let hour = scanner.digits(upTo: 2),
      scanner.next(of: ":") != nil, scanner.digits(upTo: 2)?.count == 2
    else { return false }
    clockMark = mark == UInt8(ascii: "T") ? "T" : " "
    numbers.isPadded = numbers.isPadded && hour.count == 2
    if scanner.next(of: ":") != nil {
      guard scanner.digits(upTo: 2)?.count == 2 else { return false }
      hasSeconds = true
      if scanner.next(of: ".") != nil {
        guard let fraction = scanner.digits(upTo: 9), fraction.value == 0 else { return false }
        fractionDigits = fraction.count
      }
    }
    return scanner.isAtEnd || TimestampParser.offset(scanner.bytes, scanner.rest) != nil
  }

  /// The pattern of cells of this shape.
  ///
  /// - Parameters:
  ///   - isPadded: whether all parts have their full width.
  ///   - isMonthFirst: which of two numbers before the year is the month.
  /// - Returns: a pattern of `TimestampStyle`.
  func pattern(isPadded: Bool, isMonthFirst: Bool = false) -> String {
    let mark = String(UnicodeScalar(separator))
    let (month, day, hour) = isPadded ? ("MM", "dd", "HH") : ("M", "d", "H")
    let calendar =
      switch order {
      case .yearMonthDay: ["yyyy", month, day].joined(separator: mark)
      case .yearMonth: "yyyy" + mark + month
      case .yearQuarter: mark == "Q" ? "yyyyQQQ" : "yyyy" + mark + "QQQ"
      case .compact: "yyyyMMdd"
      case .dayMonth:
        [isMonthFirst ? month : day, isMonthFirst ? day : month, "yyyy"]
          .joined(separator: mark)
      }
    guard !clockMark.isEmpty else { return calendar }
    let fraction = fractionDigits > 0 ? "." + String(repeating: "0", count: fractionDigits) : ""
    return calendar + clockMark + hour + ":mm" + (hasSeconds ? ":ss" + fraction : "")
  }
}

/// Steps through a cell's bytes.
private struct Scanner {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }
  var rest: Range<Int> { position..<bytes.count }

  /// Takes a byte that is one of those given.
  mutating func next(of choices: String) -> UInt8? {
    guard position < bytes.count, choices.utf8.contains(bytes[position]) else { return nil }
    position += 1
    return bytes[position - 1]
  }

  /// Takes at least one digit, at most `most`.
  mutating func digits(upTo most: Int) -> (value: Int, count: Int)? {
    let start = position
    var value = 0
    while position < bytes.count, position - start < most, let digit = bytes[position].decimalDigit
    {
      value = value * 10 + digit
      position += 1
    }
    return position > start ? (value, position - start) : nil
  }
}
