/// The unit or the currency that stands before or behind a number.
enum NumberUnit {
  private static let longest = 16

  /// Words that change what a number means: a scale, a side of an account, half of a day.
  private static let meanings: Set<String> = [
    "k", "m", "g", "t", "b", "e", "mm", "mn", "bn", "tn", "trn", "th", "tsd", "tys", "mil", "mill",
    "mio", "mln", "md", "mds", "mrd", "thousand", "thousands", "million", "millions", "millionen",
    "billion", "billions", "milliarden", "trillion", "lakh", "crore", "c", "d", "s", "h", "cr",
    "dr", "am", "pm",
  ]

  /// The text that can be taken off without a change of what the number means; nil where there is none,
  /// or one on each side.
  static func of(_ text: String) -> String? {
    guard let first = text.firstIndex(where: isDigit), let last = text.lastIndex(where: isDigit)
    else { return nil }
    let (before, behind) = (text[..<first], text[text.index(after: last)...])
    // A point between a letter and a digit may be of either.
    guard before.last.map({ !".,".contains($0) }) ?? true else { return nil }
    let end = behind.drop { ".,".contains($0) }
    guard end.startIndex == behind.startIndex || end.first?.isWhitespace ?? true else { return nil }
    let sides = [bare(before), bare(end)].filter { !$0.isEmpty }
    guard sides.count == 1, let unit = sides.first else { return nil }
    let isParted = before.last?.isWhitespace ?? false || end.first?.isWhitespace ?? false
    return isUnit(unit, isParted: isParted) ? unit : nil
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  /// A text without blanks, signs and parentheses around it.
  private static func bare(_ text: Substring) -> String {
    func isAround(_ character: Character) -> Bool {
      character.isWhitespace || "+-()\u{2212}".contains(character)
    }
    return String(text.drop(while: isAround).reversed().drop(while: isAround).reversed())
  }

  private static func isUnit(_ text: String, isParted: Bool) -> Bool {
    let isMade = text.allSatisfy { $0.isLetter || $0.isCurrencySymbol || " .%‰°*".contains($0) }
    guard isMade, text.count <= longest, text.first != "." else { return false }
    let words = text.split(separator: " ").filter { !$0.hasPrefix("°") }
      .map { $0.lowercased().filter(\.isLetter) }
    guard !words.contains(where: meanings.contains) else { return false }
    // A lone letter beside a digit is likelier a slip.
    let letters = text.count(where: \.isLetter)
    return isParted || letters > 1 || text.contains { !$0.isLetter && $0 != "." && $0 != " " }
  }
}
