/// What one cell looks like, if it looks like a time: its parts in their order and how they are parted.
///
/// Shapes are compared without the widths of their parts, because an unpadded `1990/10/10` looks
/// padded.
struct TimestampShape: Sendable, Hashable {
  /// One thing after the other in a cell.
  enum Element: Sendable, Hashable {
    case year, shortYear, looseYear
    case month, day
    /// The same, always in two digits.
    case fixedMonth, fixedDay
    /// Day or month; which is which the cells have to prove.
    case first, second
    case monthName(isLong: Bool)
    case quarter, letteredQuarter
    case letteredWeek, weekday
    case weekdayName(isLong: Bool)
    case hour, hourOfTwelve, minute, clockSecond, halfOfDay
    case literal(UInt8)
  }

  private(set) var elements: [Element] = []

  /// What the numbers of a date are, one after the other.
  enum DateOrder: Sendable {
    case dayFirst, monthFirst, yearFirst
  }

  /// The numbers of a cell, for telling what they are.
  struct Numbers: Sendable, Equatable {
    var first = 0
    var second = 0
    var year = 0
    var month = 0
    /// Seconds of what follows a clock as the offset from UTC.
    var offset: Int?
    /// Whether month, day and hour all have two digits.
    var isPadded = true
  }

  /// Whether years are counted from the first one, as in `1-01`.
  var hasCountedYears: Bool { elements.contains(.looseYear) }

  /// Whether there is the day of a month.
  private var hasDay: Bool {
    elements.contains { $0 == .day || $0 == .fixedDay || $0 == .first }
  }

  /// Whether a weekday stands in front.
  private var namesWeekday: Bool {
    if case .weekdayName = elements.first { true } else { false }
  }

  /// Whether day and month stand in front of the year in numbers, so that either may be first.
  var isDayOrMonthFirst: Bool { elements.contains(.first) }

  /// Whether the year has two digits.
  var hasShortYear: Bool { elements.contains(.shortYear) }

  /// Whether this is a year and a number beside it, as in `2024-1` and `1/2024`.
  var isYearAndNumber: Bool {
    elements.count == 3 && elements.contains(.year) && elements.contains(.month)
  }

  /// Whether this is `Jan-24`.
  var isMonthAndShortYear: Bool {
    elements.count == 3 && elements[0] == .monthName(isLong: false) && hasShortYear
  }

  /// The same with the months' names in full.
  var withLongNames: TimestampShape {
    TimestampShape(
      elements: elements.map { $0 == .monthName(isLong: false) ? .monthName(isLong: true) : $0 })
  }

  /// Reads the shape of a cell, or nil where it is no time.
  static func of(_ bytes: [UInt8]) -> (shape: TimestampShape, numbers: Numbers)? {
    guard let start = bytes.first, start.decimalDigit != nil || start.isLetter else { return nil }
    if isDecimal(bytes) { return nil }
    var beginning = TimestampScan(bytes)
    beginning.takeWeekdayName()
    for form in TimestampForm.all where form.beginsWithLetter == beginning.hasLetterNext {
      var scan = beginning
      guard form.matches(&scan), scan.isAtEnd || scan.takeClock() else { continue }
      let shape = TimestampShape(elements: scan.elements)
      if shape.hasDay || !shape.namesWeekday { return (shape, scan.numbers) }
    }
    return nil
  }

  /// Whether these are digits around a single point: a number, and no form of a time has one point only.
  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    var points = 0
    for byte in bytes where byte.decimalDigit == nil {
      guard byte == UInt8(ascii: "."), points == 0 else { return false }
      points += 1
    }
    return points == 1
  }

  /// The pattern of cells of this shape.
  ///
  /// - Parameters:
  ///   - isPadded: whether all parts have their full width.
  ///   - order: what the numbers of a date are, where their order is not known otherwise.
  /// - Returns: a pattern of `TimestampStyle`.
  func pattern(isPadded: Bool, order: DateOrder = .dayFirst) -> String {
    func padded(_ letter: String) -> String { isPadded ? letter + letter : letter }
    return elements.map { element in
      switch element {
      case .year: "yyyy"
      case .shortYear: isDayOrMonthFirst && order == .yearFirst ? "dd" : "yy"
      case .looseYear: "y"
      case .month: padded("M")
      case .day: padded("d")
      case .fixedMonth: "MM"
      case .fixedDay: "dd"
      case .first: order == .yearFirst ? "yy" : padded(order == .monthFirst ? "M" : "d")
      case .second: padded(order == .monthFirst ? "d" : "M")
      case .monthName(let isLong): isLong ? "MMMM" : "MMM"
      case .quarter: "Q"
      case .letteredQuarter: "QQQ"
      case .letteredWeek: "www"
      case .weekday: "e"
      case .weekdayName(let isLong): isLong ? "EEEE" : "EEE"
      case .hour: padded("H")
      case .hourOfTwelve: padded("h")
      case .minute: "mm"
      case .clockSecond: "ss"
      case .halfOfDay: "a"
      case .literal(let byte) where byte.isLetter && byte != UInt8(ascii: "T"):
        "'\(UnicodeScalar(byte))'"
      case .literal(let byte): String(UnicodeScalar(byte))
      }
    }.joined()
  }
}

extension UInt8 {
  /// Whether this is an ASCII letter.
  var isLetter: Bool {
    let lower = self | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }
}
