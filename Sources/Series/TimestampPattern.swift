/// The parts of a written time, in their order: what `TimestampStyle` writes and a reader reads.
///
/// Letters stand for parts, as often as the part has digits: `yyyy` or `yy` year, `MM` month, `MMM`
/// `Jan`, `MMMM` `January`, `dd` day, `HH` hour, `hh` hour of twelve with `a` for AM and PM, `mm`
/// minute, `ss` second, `Q` quarter and `QQQ` `Q1`, `ww` week of ISO 8601 and `www` `W05` (the year is
/// then the week's), `e` day of the week from Monday 1, `EEE` `Mon` and `EEEE` `Monday` beside a day. One
/// letter takes one digit or two, a single `y` up to four. Anything else that is no letter stands for itself,
/// and so do `T` and what stands between apostrophes, as in `yyyy'M'MM`. Whole words are `epoch`, `epoch-ms`,
/// `epoch-us` and `epoch-ns`, seconds and parts of them since 1970 in UTC, with `.0` and more zeros behind them
/// where the file has a fraction of nothing, `serial`, a spreadsheet's days, and `decimal-year/12`, a year with
/// a fraction (``DecimalYear``).
package struct TimestampPattern: Sendable, Hashable {
  /// A part of a time.
  package enum Part: Character, Sendable, Hashable {
    case year = "y"
    case month = "M"
    case day = "d"
    case quarter = "Q"
    case week = "w"
    case weekday = "e"
    case weekdayName = "E"
    case hour = "H"
    case hourOfTwelve = "h"
    case halfOfDay = "a"
    case minute = "m"
    case second = "s"

    /// How many letters in a row may stand for it.
    fileprivate var widths: ClosedRange<Int> {
      switch self {
      case .year: 1...4
      case .month: 1...4
      case .quarter, .week: 1...3
      case .weekdayName: 3...4
      case .weekday, .halfOfDay: 1...1
      case .day, .hour, .hourOfTwelve: 1...2
      case .minute, .second: 2...2
      }
    }
  }

  /// A part, or a byte that stands for itself.
  package enum Token: Sendable, Hashable {
    case literal(UInt8)
    case part(Part, width: Int)
  }

  /// How a time is counted where it is not written in parts.
  package enum Count: String, Sendable, Hashable, CaseIterable {
    /// A plain integer; nothing is known of a calendar.
    case integer = ""
    case epochSeconds = "epoch"
    case epochMilliseconds = "epoch-ms"
    case epochMicroseconds = "epoch-us"
    case epochNanoseconds = "epoch-ns"
    /// Days since 1899-12-30, with a fraction.
    case serialDays = "serial"
    /// Years with a fraction, of which the pattern says more.
    case decimalYear = "decimal-year"

    /// The digits behind those of a whole second, where it counts from 1970; nil where it does not.
    package var digitsBelowSecond: Int? {
      switch self {
      case .epochSeconds: 0
      case .epochMilliseconds: 3
      case .epochMicroseconds: 6
      case .epochNanoseconds: 9
      case .integer, .serialDays, .decimalYear: nil
      }
    }
  }

  /// What it is written as.
  package let text: String
  /// The parts; empty for a count.
  package let tokens: [Token]
  /// How it counts; nil for parts.
  package let count: Count?
  /// The zeros behind the point of seconds that are counted with a fraction of nothing.
  package let zeros: Int
  /// How a year is cut, where it counts years with a fraction.
  package let decimalYear: DecimalYear?
  /// Whether there is an hour, which an offset from UTC needs.
  package let hasClock: Bool

  /// Whether there is a day, of a month or a week.
  package var hasDay: Bool {
    tokens.contains { token in
      if case .part(let part, _) = token { part == .day || part == .weekday } else { false }
    }
  }

  /// Whether the year has two digits.
  package var hasShortYear: Bool { tokens.contains(.part(.year, width: 2)) }

  /// Reads a pattern; nil where it is none: it needs a year, no part twice, and twelve hours need AM and
  /// PM.
  package init?(_ text: String) {
    self.text = text
    decimalYear = DecimalYear(text)
    zeros = TimestampPattern.zeros(behind: text)
    let counted = zeros == 0 ? text : String(text.dropLast(zeros + 1))
    count = decimalYear == nil ? Count(rawValue: counted) : .decimalYear
    if count == .decimalYear, decimalYear == nil { return nil }
    var tokens: [Token] = []
    var rest = text.utf8[...]
    while count == nil, let byte = rest.first {
      if let quoted = TimestampPattern.quoted(rest) {
        tokens += quoted.map { .literal($0) }
        rest = rest.dropFirst(quoted.count + 2)
        continue
      }
      let run = rest.prefix { $0 == byte }
      rest = rest.dropFirst(run.count)
      let letter = Character(UnicodeScalar(byte))
      if let part = Part(rawValue: letter), part.widths.contains(run.count) {
        tokens.append(.part(part, width: run.count))
      } else if letter.isASCII && letter.isLetter && letter != "T" {
        return nil
      } else {
        tokens += run.map { .literal($0) }
      }
    }
    self.tokens = tokens
    let parts = tokens.compactMap { if case .part(let part, _) = $0 { part } else { nil } }
    hasClock = parts.contains(.hour) || parts.contains(.hourOfTwelve)
    guard count == nil else { return }
    let years = tokens.contains(.part(.year, width: 3))
    guard parts.contains(.year), !years, Set(parts).count == parts.count,
      parts.contains(.hourOfTwelve) == parts.contains(.halfOfDay),
      !parts.contains(.weekday) || parts.contains(.week),
      !parts.contains(.weekdayName) || parts.contains(.day)
    else { return nil }
  }

  /// How many zeros stand behind the point of `epoch.000`; 0 where it is no such text.
  ///
  /// Only what counts from 1970 begins like this, and no pattern of parts does.
  private static func zeros(behind text: String) -> Int {
    let words = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.hasPrefix("epoch"), words.count == 2, (1...9).contains(words[1].utf8.count),
      words[1].utf8.allSatisfy({ $0 == UInt8(ascii: "0") })
    else { return 0 }
    return words[1].utf8.count
  }

  /// What stands between apostrophes at the beginning of a text; nil where there is none.
  private static func quoted(_ text: Substring.UTF8View) -> Substring.UTF8View? {
    let apostrophe = UInt8(ascii: "'")
    guard text.first == apostrophe else { return nil }
    let inside = text.dropFirst()
    guard let end = inside.firstIndex(of: apostrophe), end > inside.startIndex else { return nil }
    return inside[..<end]
  }

  /// The months' English names; their first three letters are the short ones.
  package static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October",
    "November", "December",
  ]

  /// The weekdays' English names from Monday on; their first three letters are the short ones.
  package static let weekdayNames = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
}
