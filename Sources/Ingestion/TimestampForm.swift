/// One way in which a calendar day, month, quarter or week is written.
///
/// A new way is one line in ``TimestampForm/all``.
struct TimestampForm: Sendable {
  /// What has to come next in a cell.
  enum Step: Sendable {
    /// Four digits.
    case year
    /// Two digits.
    case shortYear
    /// One or two digits, of periods that are numbered rather than dated.
    case looseYear
    /// One or two digits that are a month, a day, or either.
    case number(TimestampShape.Element)
    /// Two digits.
    case pair(TimestampShape.Element)
    case monthName
    /// `Q` and a digit.
    case quarter
    /// A digit that is a quarter.
    case quarterDigit
    /// `W` and two digits.
    case week
    /// A digit.
    case weekday
    /// One of these bytes.
    case mark(String)
    /// This letter.
    case letter(String)
    /// The mark that stood before.
    case sameMark
    /// Nothing more: no clock may follow.
    case end
  }

  private let steps: [Step]
  /// Whether a cell of this form begins with a letter, else with a digit.
  let beginsWithLetter: Bool

  private init(_ steps: Step...) {
    self.steps = steps
    beginsWithLetter =
      switch steps.first {
      case .monthName, .quarter, .week: true
      default: false
      }
  }

  /// All ways; the first that fits counts.
  static let all: [TimestampForm] = [
    // 2024-01-31, 2024/1/31, 2024.01.31
    TimestampForm(
      .year, .mark("-/."), .number(.month), .sameMark, .number(.day)),
    // 20240131, where a clock follows or the column's name says so
    TimestampForm(.year, .pair(.fixedMonth), .pair(.fixedDay)),
    // 2024-01 and 2024/01, but 2024.01 is a number
    TimestampForm(.year, .mark("-/"), .number(.month), .end),
    // 2024M01, 2024-M01
    TimestampForm(.year, .letter("M"), .pair(.fixedMonth), .end),
    TimestampForm(.year, .mark("-"), .letter("M"), .pair(.fixedMonth), .end),
    // 1998 Q1, 1998-Q1, 1998Q1, Q1 1998, 1998q1, 1Q1998
    TimestampForm(.year, .quarter, .end),
    TimestampForm(.year, .mark(" -/.:"), .quarter, .end),
    TimestampForm(.quarter, .mark(" -/"), .year, .end),
    TimestampForm(.year, .letter("q"), .quarterDigit, .end),
    TimestampForm(.quarterDigit, .letter("Q"), .year, .end),
    // 2024-W05, 2024W05, 2024-W05-1
    TimestampForm(.year, .week, .end),
    TimestampForm(.year, .mark("- "), .week, .end),
    TimestampForm(.year, .mark("-"), .week, .sameMark, .weekday, .end),
    // 31.12.2024, 12/31/2024
    TimestampForm(
      .number(.first), .mark("/.-"), .number(.second), .sameMark, .year),
    // 31.12.24, 12/31/24
    TimestampForm(.number(.first), .mark("/."), .number(.second), .sameMark, .shortYear),
    // 01/2024
    TimestampForm(.number(.month), .mark("/-"), .year, .end),
    // Jan 2024, January-2024, 2024-Jan, 2024 January
    TimestampForm(.monthName, .mark(" -/"), .year, .end),
    TimestampForm(.year, .mark(" -/"), .monthName, .end),
    // Jan2024, 31JAN2024
    TimestampForm(.monthName, .year, .end),
    TimestampForm(.pair(.fixedDay), .monthName, .year),
    // 31 Jan 2024, 31-January-2024, 2024-Jan-31, January 31, 2024
    TimestampForm(.number(.day), .mark(" -/"), .monthName, .sameMark, .year),
    TimestampForm(.year, .mark(" -/"), .monthName, .sameMark, .number(.day)),
    TimestampForm(.monthName, .mark(" "), .number(.day), .mark(","), .mark(" "), .year),
    TimestampForm(.monthName, .mark(" "), .number(.day), .sameMark, .year),
    // 31-Jan-24, Jan-24
    TimestampForm(.number(.day), .mark(" -/"), .monthName, .sameMark, .shortYear),
    TimestampForm(.monthName, .mark("-"), .shortYear, .end),
    // 1-01 … 3-12: years that are counted
    TimestampForm(.looseYear, .mark("-"), .pair(.fixedMonth), .end),
  ]

  /// Takes the form off the front of a cell.
  func matches(_ scan: inout TimestampScan) -> Bool {
    var mark: UInt8?
    for step in steps {
      switch step {
      case .year: guard scan.digits(4...4, as: .year) != nil else { return false }
      case .shortYear:
        guard scan.digits(2...2, as: .shortYear) != nil else { return false }
      case .looseYear: guard scan.digits(1...2, as: .looseYear) != nil else { return false }
      case .number(let element): guard scan.number(element) else { return false }
      case .pair(let element): guard scan.digits(2...2, as: element) != nil else { return false }
      case .monthName: guard scan.monthName() else { return false }
      case .quarter:
        guard scan.lettered("Q", 1...1, as: .letteredQuarter) else { return false }
      case .quarterDigit: guard scan.digits(1...1, as: .quarter) != nil else { return false }
      case .letter(let letter): guard scan.mark(of: letter) != nil else { return false }
      case .week: guard scan.lettered("W", 2...2, as: .letteredWeek) else { return false }
      case .weekday: guard scan.digits(1...1, as: .weekday) != nil else { return false }
      case .mark(let choices):
        guard let next = scan.mark(of: choices) else { return false }
        mark = next
      case .sameMark:
        guard let mark, scan.mark(of: String(UnicodeScalar(mark))) != nil else { return false }
      case .end: return scan.isAtEnd
      }
    }
    return true
  }
}

/// Steps through a cell's bytes and writes down what it finds.
struct TimestampScan {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var elements: [TimestampShape.Element] = []
  private(set) var numbers = TimestampShape.Numbers()

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// Takes a byte that is one of those given.
  mutating func mark(of choices: String) -> UInt8? {
    guard position < bytes.count, choices.utf8.contains(bytes[position]) else { return nil }
    position += 1
    elements.append(.literal(bytes[position - 1]))
    return bytes[position - 1]
  }

  /// Takes as many digits as there are, at most the greatest count.
  mutating func digits(
    _ counts: ClosedRange<Int>, as element: TimestampShape.Element
  ) -> (value: Int, count: Int)? {
    let start = position
    var value = 0
    while position < bytes.count, position - start < counts.upperBound,
      let digit = bytes[position].decimalDigit
    {
      value = value * 10 + digit
      position += 1
    }
    guard counts.contains(position - start) else { return nil }
    elements.append(element)
    switch element {
    case .year, .shortYear, .looseYear: numbers.year = value
    case .month, .fixedMonth: numbers.month = value
    default: break
    }
    return (value, position - start)
  }

  /// Takes a part of one digit or two.
  mutating func number(_ element: TimestampShape.Element) -> Bool {
    guard let found = digits(1...2, as: element) else { return false }
    numbers.isPadded = numbers.isPadded && found.count == 2
    if element == .first { numbers.first = found.value }
    if element == .second { numbers.second = found.value }
    return true
  }

  /// Takes a letter and its digits.
  mutating func lettered(
    _ letter: Unicode.Scalar, _ counts: ClosedRange<Int>, as element: TimestampShape.Element
  ) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: letter) else { return false }
    position += 1
    return digits(counts, as: element) != nil
  }

  /// Takes a month's name, in three letters or whole.
  mutating func monthName() -> Bool {
    for isLong in [true, false] {
      var after = position
      guard TimestampParser.monthName(bytes, &after, bytes.count, isLong: isLong) != nil,
        after == bytes.count || !bytes[after].isLetter
      else { continue }
      // May is both; it takes the side of its neighbours, which is seen from the other cells.
      elements.append(.monthName(isLong: isLong && after - position > 3))
      position = after
      return true
    }
    return false
  }

  /// Takes the weekday that may stand in front of a day, in three letters or whole, and what parts them:
  /// `Mon, `, `Monday, `, `Mon `.
  mutating func takeWeekdayName() {
    for isLong in [true, false] {
      var after = position
      guard TimestampParser.weekdayName(bytes, &after, bytes.count, isLong: isLong) != nil,
        after < bytes.count, !bytes[after].isLetter
      else { continue }
      elements.append(.weekdayName(isLong: isLong))
      position = after
      _ = mark(of: ",.")
      _ = mark(of: " ")
      return
    }
  }

  /// Whether a letter comes next; nil at the end.
  var hasLetterNext: Bool? { isAtEnd ? nil : bytes[position].isLetter }

  /// Takes a clock reading and what may follow it, to the end of the cell.
  mutating func takeClock() -> Bool {
    guard let divider = mark(of: " T") else { return false }
    let hourPlace = elements.count
    if divider == UInt8(ascii: " ") || !takeDigitsOfClock() {
      guard let hour = digits(1...2, as: .hour) else { return false }
      numbers.isPadded = numbers.isPadded && hour.count == 2
      takeHalfOfDay(hourPlace)
      // A single digit behind a date is hardly an hour.
      if isAtEnd { return elements.last == .halfOfDay || hour.count == 2 && hour.value <= 24 }
      guard takeMinutes() else { return false }
      takeHalfOfDay(hourPlace)
    }
    if isAtEnd { return true }
    numbers.offset = TimestampParser.offset(bytes, position..<bytes.count)
    return numbers.offset != nil
  }

  /// Takes a clock reading in digits alone, such as `T063000`.
  private mutating func takeDigitsOfClock() -> Bool {
    let count = bytes[position...].prefix { $0.decimalDigit != nil }.count
    guard count == 4 || count == 6 else { return false }
    _ = (digits(2...2, as: .hour), digits(2...2, as: .minute))
    if count == 6 { _ = digits(2...2, as: .clockSecond) }
    return true
  }

  /// Takes what follows the hour, up to a fraction of nothing.
  private mutating func takeMinutes() -> Bool {
    guard let mark = mark(of: ":."), digits(2...2, as: .minute) != nil else { return false }
    guard self.mark(of: String(UnicodeScalar(mark))) != nil else {
      // 2024-01-31 18.30 may be a clock or a number.
      return mark == UInt8(ascii: ":")
    }
    guard digits(2...2, as: .clockSecond) != nil else { return false }
    guard mark == UInt8(ascii: ":"), self.mark(of: ".") != nil else { return true }
    let start = position
    while position < bytes.count, bytes[position] == UInt8(ascii: "0"), position - start < 9 {
      elements.append(.literal(UInt8(ascii: "0")))
      position += 1
    }
    return position > start
  }

  private mutating func takeHalfOfDay(_ hourPlace: Int) {
    let rest = bytes[position...]
    let letters = rest.drop { $0 == 0x20 }.map { $0 | 0x20 }
    guard letters == Array("am".utf8) || letters == Array("pm".utf8) else { return }
    elements += rest.prefix { $0 == 0x20 }.map { .literal($0) }
    elements.append(.halfOfDay)
    elements[hourPlace] = .hourOfTwelve
    position = bytes.count
  }
}
