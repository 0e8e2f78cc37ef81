import Glibc

/// A second reader, plain and slow, that knows nothing of the first: strict CSV by its definition,
/// numbers by `strtod`, times as ISO 8601 writes them.
struct PlainParser {
  /// What a record has to say, or what is wrong with its line.
  enum Record {
    case row(line: Int, fields: [[UInt8]])
    case blank(line: Int)
    case fault(line: Int)

    /// Whether the line has separators alone, or nothing: behind the last row it means nothing.
    var isEmpty: Bool {
      switch self {
      case .blank: true
      case .row(_, let fields): fields.allSatisfy { PlainParser.trimmed($0).isEmpty }
      case .fault: false
      }
    }
  }

  let separator: UInt8
  var isMultiline = false

  // MARK: Records

  /// Splits a file into its records.
  func records(of file: [UInt8]) -> [Record] {
    var records: [Record] = []
    var open: (line: Int, text: [UInt8])?
    let lines = PlainParser.lines(of: file)
    for (place, line) in lines.enumerated() {
      if open == nil, line.text.isEmpty {
        records.append(.blank(line: place + 1))
        continue
      }
      let whole = (open?.text ?? []) + line.text
      let first = open?.line ?? place + 1
      open = nil
      switch split(whole) {
      case .fields(let fields): records.append(.row(line: first, fields: fields))
      case .broken: records.append(.fault(line: first))
      case .unclosed:
        if isMultiline, !line.end.isEmpty {
          open = (first, whole + line.end)
        } else {
          records.append(.fault(line: first))
        }
      }
    }
    if let open { records.append(.fault(line: open.line)) }
    return records
  }

  /// The lines of a file, each with its end: LF, CR or both.
  private static func lines(of file: [UInt8]) -> [(text: [UInt8], end: [UInt8])] {
    var lines: [(text: [UInt8], end: [UInt8])] = []
    var rest = file.starts(with: [0xEF, 0xBB, 0xBF]) ? file.dropFirst(3) : file[...]
    while !rest.isEmpty {
      let text = rest.prefix { $0 != 10 && $0 != 13 }
      rest = rest.dropFirst(text.count)
      let end: [UInt8] =
        rest.starts(with: [13, 10]) ? [13, 10] : rest.first.map { [$0] } ?? []
      rest = rest.dropFirst(end.count)
      lines.append((Array(text), end))
    }
    return lines
  }

  /// Whether somewhere blanks stand between a quote and the end of its field: the reader leaves them out, and
  /// says so, where each line of the file can be split then.
  func hasBlankBehindQuote(_ file: [UInt8]) -> Bool {
    var rest = file[...]
    while let quote = rest.firstIndex(of: 0x22) {
      rest = rest[(quote + 1)...]
      let next = rest.drop { $0 == 0x20 }
      let isEnd = next.first.map { $0 == separator || $0 == 10 || $0 == 13 } ?? true
      if rest.first == 0x20, isEnd { return true }
    }
    return false
  }

  private enum Split {
    case fields([[UInt8]])
    case unclosed, broken
  }

  private func split(_ text: [UInt8]) -> Split {
    if text.contains(0) { return .broken }
    var fields: [[UInt8]] = []
    var place = 0
    while true {
      var field: [UInt8] = []
      if place < text.count, text[place] == 0x22 {
        place += 1
        while true {
          guard place < text.count else { return .unclosed }
          if text[place] != 0x22 {
            field.append(text[place])
            place += 1
          } else if place + 1 < text.count, text[place + 1] == 0x22 {
            field.append(0x22)
            place += 2
          } else {
            break
          }
        }
        place += 1
        if place < text.count, text[place] != separator { return .broken }
      } else {
        while place < text.count, text[place] != separator {
          if text[place] == 0x22 { return .broken }
          field.append(text[place])
          place += 1
        }
      }
      fields.append(field)
      guard place < text.count else { return .fields(fields) }
      place += 1
    }
  }

  // MARK: Cells

  /// A value, NaN where the cell says that there is none; nil where it says nothing.
  static func value(_ cell: [UInt8]) -> Double? {
    let text = trimmed(cell)
    guard let first = text.utf8.first, !["NA", "NaN", "nan", "null", "NULL", "None"].contains(text)
    else { return .nan }
    let unsigned = text.utf8.dropFirst(isSign(first) ? 1 : 0)
    let digits = unsigned.prefix(while: isDigit)
    var rest = unsigned.dropFirst(digits.count)
    let isInteger = rest.isEmpty
    var count = digits.count
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      count += fraction.count
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard count > 0 else { return nil }
    if let mark = rest.first {
      let power = rest.dropFirst().first.map(isSign) == true ? rest.dropFirst(2) : rest.dropFirst()
      guard mark | 0x20 == UInt8(ascii: "e"), !power.isEmpty, power.allSatisfy(isDigit) else {
        return nil
      }
    }
    let value = unsafe strtod(text, nil)
    guard abs(value) <= 1e150 else { return nil }
    if isInteger {
      // An integer has to be a double exactly.
      let digits = String(digits.drop { $0 == UInt8(ascii: "0") }) ?? ""
      guard digits.isEmpty || String(UInt128(abs(value))) == digits else { return nil }
    }
    return value
  }

  /// Whether a cell is a number in another dress: with a blank or commas among its digits, or a minus
  /// behind them.
  static func isDressed(_ cell: [UInt8]) -> Bool {
    let text = trimmed(cell)
    guard text.utf8.contains(0x2C) || text.utf8.contains(0x20) || text.hasSuffix("-") else {
      return false
    }
    let groups = text.split(separator: ",", omittingEmptySubsequences: false).dropFirst()
    guard groups.allSatisfy({ $0.utf8.prefix(while: isDigit).count == 3 }) else { return false }
    let digits = text.utf8.filter { !" -+.,".utf8.contains($0) }
    return !digits.isEmpty && digits.allSatisfy(isDigit)
  }

  /// How times are written: a day, a day and a clock, both with a T between, or integers that count.
  enum TimeForm: CaseIterable {
    case day, clock, seconds, count
  }

  /// Seconds since 1970, or the integer itself where times only count; nil for anything else.
  ///
  /// Month, day and hour may have one digit.
  static func time(_ cell: [UInt8], _ form: TimeForm) -> Int? {
    let text = trimmed(cell)
    if form == .count { return text.utf8.count { $0 >= 0x30 } <= 15 ? Int(text) : nil }
    let (mark, lengths): (Character, [ClosedRange<Int>]) =
      switch form {
      case .day, .count: (" ", [4...4, 1...2, 1...2])
      case .clock: (" ", [4...4, 1...2, 1...2, 1...2, 2...2])
      case .seconds: ("T", [4...4, 1...2, 1...2, 1...2, 2...2, 2...2])
      }
    let halves = text.split(separator: mark, omittingEmptySubsequences: false)
    guard halves.count == (lengths.count > 3 ? 2 : 1) else { return nil }
    var parts = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    if halves.count == 2 {
      parts += halves[1].split(separator: ":", omittingEmptySubsequences: false)
    }
    guard parts.count == lengths.count, parts.allSatisfy(isDigits),
      zip(parts, lengths).allSatisfy({ $1.contains($0.utf8.count) })
    else { return nil }
    let numbers = parts.compactMap { Int($0) } + [0, 0, 0]
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let months = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year > 0, (1...12).contains(month), (1...months[month - 1]).contains(day),
      numbers[3] < 24, numbers[4] < 60, numbers[5] < 60
    else { return nil }
    let before = year - 1
    let days =
      before * 365 + before / 4 - before / 100 + before / 400
      + months[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
    return ((days * 24 + numbers[3]) * 60 + numbers[4]) * 60 + numbers[5]
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isDigits(_ text: Substring) -> Bool { text.utf8.allSatisfy(isDigit) }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  /// A cell without the blanks and tabs around it.
  private static func trimmed(_ cell: [UInt8]) -> String {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    let start = cell.firstIndex { !isBlank($0) } ?? cell.count
    let end = (cell.lastIndex { !isBlank($0) } ?? start - 1) + 1
    return String(decoding: cell[start..<end], as: UTF8.self)
  }
}
