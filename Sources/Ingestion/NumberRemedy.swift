/// What is said of a cell that is no number, and the options that would make a number, or a missing value,
/// of it.
enum NumberRemedy {
  /// Says what is wrong, and the options.
  ///
  /// - Parameters:
  ///   - cell: the cell without blanks around it.
  ///   - numbers: how numbers were read.
  /// - Returns: both; no options where none help.
  static func fault(
    of cell: ArraySlice<UInt8>, read numbers: NumberParser
  ) -> (message: String, hint: String?) {
    var dress = numbers.dress
    dress.thousandsMark = []
    if let bare = dress.takenOff(cell, decimalMark: numbers.decimalMark),
      case .doubtful = NumberForm.of(bare),
      let doubt = DecimalMark.doubt(of: String(decoding: cell, as: UTF8.self), number: bare)
    {
      return doubt
    }
    return ("\(QuotedCell.quoting(cell)) is not a number", hint(for: cell, read: numbers))
  }

  /// Says the options that make a number of the cell: a unit taken off, marks between thousands, the other
  /// decimal mark, or several of them.
  ///
  /// Only a cell without any digit may stand for a missing value: a number that is taken for one is lost in
  /// silence.
  ///
  /// - Parameters:
  ///   - cell: the cell without blanks around it.
  ///   - numbers: how numbers were read.
  /// - Returns: the options; nil where none help, or what they need cannot be shown whole.
  static func hint(for cell: ArraySlice<UInt8>, read numbers: NumberParser) -> String? {
    let text = String(decoding: cell, as: UTF8.self)
    // A spreadsheet's error may hold one: #DIV/0!
    guard text.contains(where: \.isNumber), !(text.hasPrefix("#") && text.hasSuffix("!")) else {
      // What cannot be shown whole cannot be typed from what is shown.
      return QuotedCell.escaping(text) == text ? "--na \(QuotedCell.shellWord(text))" : nil
    }
    if let sign = boundSigns.first(where: text.hasPrefix) {
      let change = Change(unit: sign)
      guard change.makesNumber(of: Array(cell), read: numbers) else { return nil }
      return "\(change.options(read: numbers)) for the bound itself, "
        + "or --na \(QuotedCell.shellWord(text)) for no value"
    }
    let unit = NumberUnit.of(text)
    for change in changes(with: unit) where change.makesNumber(of: Array(cell), read: numbers) {
      guard let mark = change.thousandsMark, mark == "," || mark == "." else {
        return change.options(read: numbers)
      }
      // A single mark may be the decimal one as well.
      var other = change
      other.thousandsMark = nil
      other.changesDecimalMark = mark.asciiValue != numbers.decimalMark
      let isDoubtful = other.makesNumber(of: Array(cell), read: numbers)
      return (isDoubtful ? other.options(read: numbers) + " or " : "")
        + change.options(read: numbers)
    }
    return nil
  }

  /// What stands before a number that is only the bound of a value, the longer ones first.
  private static let boundSigns = ["<=", ">=", "<", ">", "≤", "≥"]

  /// What is to be read otherwise.
  private struct Change {
    var unit: String?
    var thousandsMark: Character?
    var changesDecimalMark = false

    var size: Int {
      (unit == nil ? 0 : 1) + (thousandsMark == nil ? 0 : 1) + (changesDecimalMark ? 1 : 0)
    }

    private func decimalMark(read numbers: NumberParser) -> UInt8 {
      changesDecimalMark ? NumberForm.other(than: numbers.decimalMark) : numbers.decimalMark
    }

    func makesNumber(of cell: [UInt8], read numbers: NumberParser) -> Bool {
      let decimalMark = decimalMark(read: numbers)
      var dress = numbers.dress
      if let thousandsMark { dress.thousandsMark = Array(String(thousandsMark).utf8) }
      if dress.thousandsMark == [decimalMark] {
        guard thousandsMark == nil else { return false }
        dress.thousandsMark = []
      }
      if let unit { dress.texts.append(Array(unit.utf8)) }
      let parser = NumberParser(decimalMark: decimalMark, dress: dress)
      return parser.read(cell, cell.indices) != .noNumber
    }

    /// The options as they are typed; a point or a comma between thousands says what the decimal mark is.
    func options(read numbers: NumberParser) -> String {
      let mark = UnicodeScalar(decimalMark(read: numbers))
      let saysMark = changesDecimalMark && thousandsMark != "," && thousandsMark != "."
      let parts = [
        saysMark ? "--decimal \(mark)" : nil,
        thousandsMark.map { "--thousands \(QuotedCell.shellWord(String($0)))" },
        unit.map { "--strip \(QuotedCell.shellWord($0))" },
      ]
      return parts.compactMap(\.self).joined(separator: " ")
    }
  }

  /// The changes from the likeliest on: what one alone mends needs no second.
  private static func changes(with unit: String?) -> [Change] {
    let marks: [Character?] = [nil, ",", ".", "'", "’", " "]
    let units = unit == nil ? [nil] : [unit, nil]
    let all = [false, true].flatMap { isOther in
      marks.dropFirst().map { (isOther, $0) } + [(isOther, nil)]
    }.flatMap { isOther, mark in
      units.map { Change(unit: $0, thousandsMark: mark, changesDecimalMark: isOther) }
    }
    return (1...3).flatMap { size in all.filter { $0.size == size } }
  }
}
