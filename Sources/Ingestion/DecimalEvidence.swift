/// What a column's cells say of the decimal mark, taken together.
///
/// `1.234` may mean 1.234 or 1234. A column of such numbers says nothing, unless a cell shows that its
/// numbers lack marks between thousands: `12345`, an exponent, or `1234` beside `1.234`.
struct DecimalEvidence {
  /// A number that can be read in two ways.
  struct Doubt: Equatable {
    let mark: UInt8
    /// The number without what is around it.
    let number: [UInt8]
    /// The cell as it stands in the file.
    let text: String
    let line: Int
    var digits: Int
  }

  /// Marks that cells of this column prove.
  private var marks: Set<UInt8> = []
  private(set) var doubts: [Doubt] = []
  private var cellCount = 0
  private var numberCount = 0
  private var longestWhole = 0
  private var hasExponent = false
  private var hasPadding = false

  /// Takes a cell that is not missing.
  ///
  /// - Parameters:
  ///   - cell: the cell, without blanks around it.
  ///   - line: where it stands.
  ///   - texts: what may stand before or behind a number.
  mutating func take(_ cell: ArraySlice<UInt8>, line: Int, texts: [[UInt8]]) {
    cellCount += 1
    guard let (form, number) = DecimalEvidence.form(of: cell, texts: texts) else { return }
    numberCount += 1
    switch form {
    case .whole(let digits): longestWhole = max(longestWhole, digits)
    case .exponent: hasExponent = true
    case .padded: hasPadding = true
    case .proof(let mark): marks.insert(mark)
    case .doubtful(let mark, let digits):
      if let place = doubts.firstIndex(where: { $0.mark == mark }) {
        doubts[place].digits = min(doubts[place].digits, digits)
      } else {
        doubts.append(
          Doubt(
            mark: mark, number: number, text: String(decoding: cell, as: UTF8.self), line: line,
            digits: digits))
      }
    }
  }

  /// The form of the number in a cell, and the number alone.
  private static func form(
    of cell: ArraySlice<UInt8>, texts: [[UInt8]]
  ) -> (NumberForm, [UInt8])? {
    guard cell.contains(where: { $0.decimalDigit != nil }) else { return nil }
    if let form = NumberForm.of(cell) { return (form, Array(cell)) }
    let comma = UInt8(ascii: ",")
    var dress = NumberDress(texts: texts, hasParentheses: true, hasMinusBehind: true)
    guard let bare = dress.takenOff(cell, decimalMark: comma) else { return nil }
    if let form = NumberForm.of(bare) { return (form, bare) }
    for mark in NumberDress.harmlessMarks {
      dress.thousandsMark = mark
      for decimalMark in [comma, UInt8(ascii: ".")] {
        guard let bare = dress.takenOff(cell, decimalMark: decimalMark),
          let form = NumberForm.of(bare)
        else { continue }
        return (form, bare)
      }
    }
    return nil
  }

  /// Whether this is a column of numbers, and not of months or keys with zeros in front.
  private var isOfNumbers: Bool { numberCount * 2 >= cellCount && !hasPadding }

  /// Whether a cell of this column can be read with this decimal mark only.
  func proves(_ mark: UInt8) -> Bool { isOfNumbers && marks.contains(mark) }

  /// Whether the column's numbers have no marks between thousands, so that this one is the decimal mark.
  func suggests(_ mark: UInt8) -> Bool {
    guard isOfNumbers, let doubt = doubts.first(where: { $0.mark == mark }) else { return false }
    return hasExponent || longestWhole >= 5 || longestWhole == 4 && doubt.digits == 4
  }

  /// The first number that stays doubtful.
  var doubt: Doubt? { isOfNumbers ? doubts.first : nil }
}
