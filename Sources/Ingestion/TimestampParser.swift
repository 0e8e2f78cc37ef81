import ForecastSeries

/// Reads times written in one style, the same for the whole file.
///
/// A clock reading may carry an offset from UTC (`Z`, `+02:00`); a date without a clock may not, or the
/// day of `2024-01-05` would pass for the offset of `2024-01`. While all rows carry the same one,
/// the local clock is kept; offsets that vary mean instants, and then all times are UTC. Because that
/// is known only at the end, times with an offset are returned as UTC and moved back by `localShift`.
struct TimestampParser: Sendable {
  private enum Token: Sendable {
    case literal(UInt8)
    case part(Character, width: Int)
  }

  /// The offset that rows carry.
  private enum Zone: Sendable, Equatable {
    case unseen
    case none
    case constant(seconds: Int, text: String)
    case varying
  }

  /// What a style's fields add up to.
  private struct Parts {
    var (year, month, day) = (1, 1, 1)
    var (hour, minute, second) = (0, 0, 0)
  }

  let pattern: String
  private let tokens: [Token]
  /// Whether the pattern has an hour, which an offset from UTC needs.
  private let hasClock: Bool
  private var zone = Zone.unseen

  /// Makes a parser, or nil where the pattern is not one of a time: it needs a year, or must be empty.
  init?(pattern: String) {
    self.pattern = pattern
    var tokens: [Token] = []
    var rest = pattern.utf8[...]
    while let byte = rest.first {
      let run = rest.prefix { $0 == byte }
      rest = rest.dropFirst(run.count)
      let letter = Character(UnicodeScalar(byte))
      if TimestampParser.widths[letter]?.contains(run.count) == true {
        tokens.append(.part(letter, width: run.count))
      } else if letter.isASCII && letter.isLetter && letter != "T" {
        return nil
      } else {
        tokens += run.map { .literal($0) }
      }
    }
    let letters = tokens.compactMap { if case .part(let letter, _) = $0 { letter } else { nil } }
    guard pattern.isEmpty || letters.contains("y"), Set(letters).count == letters.count else {
      return nil
    }
    self.tokens = tokens
    hasClock = letters.contains("H")
  }

  private static let widths: [Character: Set<Int>] = [
    "y": [4], "M": [1, 2], "d": [1, 2], "H": [1, 2], "m": [2], "s": [2], "Q": [1, 3],
  ]

  /// Whether times are plain integers.
  var isInteger: Bool { pattern.isEmpty }

  /// How the file writes its times, as far as rows were read.
  var style: TimestampStyle {
    switch zone {
    case .unseen, .none: TimestampStyle(pattern: pattern)
    case .constant(_, let text): TimestampStyle(pattern: pattern, suffix: text)
    case .varying: TimestampStyle(pattern: pattern, suffix: "Z")
    }
  }

  /// What to add to all returned times, so that they show the clock of the file.
  var localShift: Int { if case .constant(let seconds, _) = zone { seconds } else { 0 } }

  /// Whether offsets differed, so that times are UTC.
  var convertedToUTC: Bool { zone == .varying }

  /// Reads the time in `bytes[range]`: seconds, or the integer; nil where it does not fit the style.
  mutating func read(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    if tokens.isEmpty { return TimestampParser.integer(bytes, range) }
    var position = range.lowerBound
    guard let parts = readParts(bytes, &position, range.upperBound),
      let date = CivilDate(year: parts.year, month: parts.month, day: parts.day),
      date.year >= 1, parts.hour < 24, parts.minute < 60, parts.second < 60
    else { return nil }
    let clock = parts.hour * 3_600 + parts.minute * 60 + parts.second
    let seconds = Timestamp(date, secondOfDay: clock).seconds
    if position == range.upperBound && zone == .none { return seconds }
    return readZone(bytes, position..<range.upperBound).map { seconds - $0 }
  }

  private func readParts(_ bytes: [UInt8], _ position: inout Int, _ end: Int) -> Parts? {
    var parts = Parts()
    for token in tokens {
      switch token {
      case .literal(let byte):
        guard position < end, bytes[position] == byte else { return nil }
        position += 1
      case .part(let letter, var width):
        if letter == "Q" && width == 3 {
          guard position < end, bytes[position] == UInt8(ascii: "Q") else { return nil }
          position += 1
          width = 1
        }
        let isFlexible = width == 1 && letter != "Q"
        let start = position
        var value = 0
        while position < end, position < start + (isFlexible ? 2 : width),
          let digit = bytes[position].decimalDigit
        {
          value = value * 10 + digit
          position += 1
        }
        guard position - start >= width else { return nil }
        switch letter {
        case "y": parts.year = value
        case "M": parts.month = value
        case "d": parts.day = value
        case "H": parts.hour = value
        case "m": parts.minute = value
        case "s": parts.second = value
        default:
          guard (1...4).contains(value) else { return nil }
          parts.month = value * 3 - 2
        }
      }
    }
    return parts
  }

  /// Reads what follows the pattern; returns the offset in seconds, nil where it is none or not
  /// carried by all rows alike.
  private mutating func readZone(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard !range.isEmpty else {
      guard zone == .unseen || zone == .none else { return nil }
      zone = .none
      return 0
    }
    guard hasClock, zone != .none, let offset = TimestampParser.offset(bytes, range) else {
      return nil
    }
    switch zone {
    case .unseen:
      zone = .constant(
        seconds: offset, text: String(decoding: bytes[range], as: UTF8.self))
    case .constant(let seconds, _) where seconds != offset: zone = .varying
    default: break
    }
    return offset
  }

  /// The seconds of `Z`, `±HH`, `±HHMM` or `±HH:MM`.
  static func offset(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    if range.count == 1 && bytes[range.lowerBound] == UInt8(ascii: "Z") { return 0 }
    guard let sign = range.first.map({ bytes[$0] }),
      sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    else { return nil }
    var digits = Array(bytes[range].dropFirst())
    if digits.count == 5 && digits[2] == UInt8(ascii: ":") { digits.remove(at: 2) }
    let values = digits.compactMap(\.decimalDigit)
    guard values.count == digits.count, values.count == 2 || values.count == 4 else { return nil }
    let hours = values[0] * 10 + values[1]
    let minutes = values.count == 4 ? values[2] * 10 + values[3] : 0
    guard hours <= 18, minutes < 60 else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// An integer of at most 15 digits; differences of two of them cannot overflow.
  static func integer(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var digits = range
    var isNegative = false
    if let first = range.first,
      bytes[first] == UInt8(ascii: "-") || bytes[first] == UInt8(ascii: "+")
    {
      isNegative = bytes[first] == UInt8(ascii: "-")
      digits = (first + 1)..<range.upperBound
    }
    guard (1...15).contains(digits.count) else { return nil }
    var value = 0
    for position in digits {
      guard let digit = bytes[position].decimalDigit else { return nil }
      value = value * 10 + digit
    }
    return isNegative ? -value : value
  }

  /// Why a field does not fit, in words, and how to mend it.
  func explanation(of field: [UInt8], example: String) -> String {
    let cell = QuotedCell.quoting(field)
    if isInteger {
      return field.count > 15 && field.allSatisfy { $0.decimalDigit != nil }
        ? "\(cell) has more than 15 digits" : "\(cell) is not an integer"
    }
    var position = 0
    guard let parts = readParts(field, &position, field.count) else {
      return "\(cell) is not a time like \(QuotedCell.quoting(example))"
    }
    guard parts.year >= 1, CivilDate(year: parts.year, month: parts.month, day: parts.day) != nil
    else { return "\(cell) is no day of the calendar" }
    guard parts.hour < 24, parts.minute < 60, parts.second < 60 else {
      return "\(cell) is no time of the clock"
    }
    let rest = position..<field.count
    if rest.isEmpty { return "\(cell) has no offset from UTC, but earlier rows have one" }
    if !hasClock || TimestampParser.offset(field, rest) == nil {
      return "\(cell) is not a time like \(QuotedCell.quoting(example))"
    }
    return "\(cell) has an offset from UTC, but earlier rows have none"
  }
}
