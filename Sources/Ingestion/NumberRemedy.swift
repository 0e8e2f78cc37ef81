/// The option that would make a number, or a missing value, of a cell that is none.
enum NumberRemedy {
  /// Says the option.
  ///
  /// A decimal comma or a mark between thousands is the likelier cause than a mark for missing values, if
  /// the cell shows one.
  ///
  /// - Parameters:
  ///   - cell: the cell without blanks around it.
  ///   - numbers: how numbers were read.
  /// - Returns: the option; nil where none helps, or what it needs cannot be shown whole.
  static func hint(for cell: ArraySlice<UInt8>, read numbers: NumberParser) -> String? {
    let other = numbers.decimalMark == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",")
    let text = String(decoding: cell, as: UTF8.self)
    let option = "--decimal \(Character(UnicodeScalar(other)))"
    let bytes = Array(cell)
    let readsOtherwise = NumberParser(decimalMark: other).read(bytes, bytes.indices) != .noNumber
    if let mark = thousandsMark(in: text) {
      return "--thousands \(QuotedCell.shellWord(String(mark)))"
        + (readsOtherwise ? ", or \(option) if it is a decimal mark" : "")
    }
    if readsOtherwise { return option }
    // A mark that cannot be shown whole cannot be typed from what is shown.
    return QuotedCell.escaping(text) == text ? "--na \(QuotedCell.shellWord(text))" : nil
  }

  /// The mark before each three digits of a whole number, as in `1,234.50` or `1'234`; nil where none is.
  private static func thousandsMark(in text: String) -> Character? {
    [",", ".", " ", "'", "\u{A0}", "\u{202F}"].first { (mark: Character) in
      let groups = text.split(separator: mark, omittingEmptySubsequences: false)
      guard groups.count > 1, let first = groups.first, let last = groups.last else { return false }
      let whole = first.drop { $0 == "-" || $0 == "+" }
      let (end, rest) = (last.prefix { digits.contains($0) }, last.drop { digits.contains($0) })
      return (1...3).contains(whole.count) && whole.allSatisfy(digits.contains)
        && groups.dropFirst().dropLast().allSatisfy {
          $0.count == 3 && $0.allSatisfy(digits.contains)
        }
        && end.count == 3 && (rest.isEmpty || rest.first == "." || rest.first == ",")
        && rest.dropFirst().allSatisfy(digits.contains)
    }
  }

  private static let digits: ClosedRange<Character> = "0"..."9"
}
