/// What stands in and around the numbers of a file beside their digits: marks between thousands, a
/// currency, a percent sign, parentheses or a minus behind for what is below zero.
struct NumberDress: Sendable, Equatable {
  /// The text between groups of three digits; empty for none.
  ///
  /// A blank stands for blanks of any width.
  var thousandsMark: [UInt8] = []
  /// Texts that may stand before or behind a number.
  var texts: [[UInt8]] = []
  /// Whether `(5)` is −5.
  var hasParentheses = false
  /// Whether `5-` is −5, as SAP writes it.
  var hasMinusBehind = false

  /// Nothing but the number.
  static let none = NumberDress()

  /// Whether there is nothing to take off.
  var isNone: Bool { self == .none }

  /// The currencies and signs that are known without being named.
  static let knownTexts: [[UInt8]] = ["$", "€", "£", "¥", "%", "US$", "USD", "EUR", "GBP", "CHF"]
    .map {
      Array($0.utf8)
    }

  /// The marks between thousands that are looked for.
  static let knownMarks: [[UInt8]] = [[UInt8(ascii: ",")], [UInt8(ascii: ".")]] + harmlessMarks

  /// The marks between thousands that are never decimal marks: apostrophes and blanks of any width.
  static let harmlessMarks: [[UInt8]] = ["'", "’", " "].map { Array($0.utf8) }

  /// What a blank between thousands may be: the common one, one that does not break, two narrow ones.
  private static let blanks: [[UInt8]] = [" ", "\u{A0}", "\u{202F}", "\u{2009}"].map {
    Array($0.utf8)
  }

  /// The number alone; nil where what is left has other marks than these.
  ///
  /// - Parameters:
  ///   - cell: a cell without blanks around it.
  ///   - decimalMark: the byte between whole and fraction.
  /// - Returns: the bytes of a plain number, as far as this can tell.
  func takenOff(_ cell: ArraySlice<UInt8>, decimalMark: UInt8) -> [UInt8]? {
    var rest = cell
    var isNegative = false
    if hasParentheses, rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") {
      rest = rest.dropFirst().dropLast()
      isNegative = true
    }
    var sign: UInt8?
    var isChanged = true
    while isChanged {
      isChanged = false
      rest = NumberDress.trimmed(rest)
      if sign == nil, let first = rest.first,
        first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
      {
        sign = first
        rest = rest.dropFirst()
        isChanged = true
      }
      // `5,-` is a price without cents, and not below zero.
      if hasMinusBehind, sign == nil, rest.last == UInt8(ascii: "-"),
        rest.dropLast().last != decimalMark
      {
        sign = rest.last
        rest = rest.dropLast()
        isChanged = true
      }
      for text in texts where !text.isEmpty {
        if rest.starts(with: text) {
          rest = rest.dropFirst(text.count)
          isChanged = true
        } else if rest.count >= text.count, rest.suffix(text.count).elementsEqual(text) {
          rest = rest.dropLast(text.count)
          isChanged = true
        }
      }
    }
    guard let digits = withoutThousands(rest, decimalMark: decimalMark) else { return nil }
    guard !isNegative || sign == nil else { return nil }
    let first = isNegative ? UInt8(ascii: "-") : sign
    return (first.map { [$0] } ?? []) + digits
  }

  /// The digits without marks between thousands; nil where a mark stands elsewhere.
  private func withoutThousands(_ number: ArraySlice<UInt8>, decimalMark: UInt8) -> [UInt8]? {
    guard !thousandsMark.isEmpty else { return Array(number) }
    let whole = number.prefix { $0 != decimalMark || thousandsMark == [decimalMark] }
    let marks = thousandsMark == NumberDress.blanks[0] ? NumberDress.blanks : [thousandsMark]
    var groups: [[UInt8]] = [[]]
    var position = whole.startIndex
    while position < whole.endIndex {
      if let mark = marks.first(where: { whole[position...].starts(with: $0) }) {
        groups.append([])
        position += mark.count
      } else {
        groups[groups.count - 1].append(whole[position])
        position += 1
      }
    }
    guard groups.count > 1 else { return Array(number) }
    let areWhole = groups.dropFirst().allSatisfy { $0.count == 3 }
    guard areWhole, let first = groups.first, (1...3).contains(first.count) else { return nil }
    return Array(groups.joined()) + number[whole.endIndex...]
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while true {
      if let first = rest.first, first == 0x20 || first == 0x09 {
        rest = rest.dropFirst()
      } else if rest.starts(with: [0xC2, 0xA0]) {
        rest = rest.dropFirst(2)
      } else if let last = rest.last, last == 0x20 || last == 0x09 {
        rest = rest.dropLast()
      } else if rest.suffix(2).elementsEqual([0xC2, 0xA0]) {
        rest = rest.dropLast(2)
      } else {
        return rest
      }
    }
  }
}

extension NumberDress {
  /// What the first cells of some columns wear, where that is more than plain numbers.
  ///
  /// A column counts where nine of ten cells are numbers once everything is taken off. Of the marks between
  /// thousands, none included, the one counts that makes numbers of the most cells. It has to be proved by a
  /// number with two of them, or with a decimal mark behind it, and no number of five digits may lack it.
  ///
  /// - Parameters:
  ///   - columns: the cells that are not missing, column by column, without blanks around them.
  ///   - decimalMark: the byte between whole and fraction.
  ///   - provesPoints: whether the decimal mark is known to be a comma, so that a point parts thousands
  ///     without further proof.
  ///   - given: what the user says; its mark needs no proof, and no other one is looked for.
  init(
    of columns: [[[UInt8]]], decimalMark: UInt8, provesPoints: Bool = false,
    given: NumberDress = .none
  ) {
    self = given
    let isGiven = !given.thousandsMark.isEmpty
    let marks = isGiven ? [given.thousandsMark] : NumberDress.knownMarks
    let known = NumberDress.knownTexts + given.texts
    let plain = NumberParser(decimalMark: decimalMark)
    for cells in columns {
      let dressed = cells.filter { plain.read($0, $0.indices) == .noNumber }
      guard !dressed.isEmpty else { continue }
      var best: NumberDress?
      var others = cells.count / 10 + 1
      for mark in [[]] + marks where mark != [decimalMark] && others > 0 {
        let all = NumberDress(
          thousandsMark: mark, texts: known, hasParentheses: true, hasMinusBehind: true)
        guard
          let count = all.others(among: dressed, decimalMark: decimalMark, fewerThan: others),
          mark.isEmpty || isGiven || provesPoints && mark == [UInt8(ascii: ".")]
            || dressed.contains(where: { all.proves($0, decimalMark) }),
          mark.isEmpty || isGiven || !cells.contains(where: NumberDress.isLongWithoutMarks)
        else { continue }
        (best, others) = (all, count)
      }
      if let best { take(best, of: dressed, decimalMark: decimalMark) }
    }
  }

  /// Takes over what the cells of a column show.
  private mutating func take(_ all: NumberDress, of cells: [[UInt8]], decimalMark: UInt8) {
    if !all.thousandsMark.isEmpty, thousandsMark.isEmpty { thousandsMark = all.thousandsMark }
    hasParentheses = hasParentheses || cells.contains { $0.first == UInt8(ascii: "(") }
    var withoutMinus = all
    withoutMinus.hasMinusBehind = false
    hasMinusBehind =
      hasMinusBehind
      || all.others(among: cells, decimalMark: decimalMark)
        != withoutMinus.others(among: cells, decimalMark: decimalMark)
    for text in all.texts
    where !texts.contains(text) && cells.contains(where: { NumberDress.holds(text, $0) }) {
      texts.append(text)
    }
  }

  /// How many cells are no numbers; nil where they are too many.
  ///
  /// A column of texts is known by its first tenth.
  private func others(
    among cells: [[UInt8]], decimalMark: UInt8, fewerThan limit: Int = .max
  ) -> Int? {
    let parser = NumberParser(decimalMark: decimalMark, dress: self)
    var others = 0
    for cell in cells where parser.read(cell, cell.indices) == .noNumber {
      others += 1
      if others >= limit { return nil }
    }
    return others
  }

  /// Whether a cell begins with five digits; four are often written without a mark.
  private static func isLongWithoutMarks(_ cell: [UInt8]) -> Bool {
    let digits = cell.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    return digits.count >= 5 && digits.prefix(5).allSatisfy { $0.decimalDigit != nil }
  }

  private static func holds(_ text: [UInt8], _ cell: [UInt8]) -> Bool {
    cell.indices.contains { cell[$0...].starts(with: text) }
  }

  /// Whether the marks between thousands in a cell can be nothing else.
  private func proves(_ cell: [UInt8], _ decimalMark: UInt8) -> Bool {
    // What is no decimal mark can be nothing else between digits.
    guard !NumberDress.harmlessMarks.contains(thousandsMark) else { return true }
    let marks = cell.indices.filter { cell[$0...].starts(with: thousandsMark) }
    guard let first = marks.first else { return false }
    return marks.count > 1 || cell[first...].contains(decimalMark)
  }

  /// What is told of it.
  var notes: [String] {
    var notes: [String] = []
    if !thousandsMark.isEmpty {
      let mark = String(decoding: thousandsMark, as: UTF8.self)
      notes.append("thousands marked by '\(mark)'")
    }
    if !texts.isEmpty {
      let names = texts.map { "'\(String(decoding: $0, as: UTF8.self))'" }
      notes.append("\(names.joined(separator: ", ")) taken off the numbers")
    }
    if hasParentheses { notes.append("numbers in parentheses are below zero") }
    if hasMinusBehind { notes.append("numbers with a minus behind them are below zero") }
    return notes
  }
}
