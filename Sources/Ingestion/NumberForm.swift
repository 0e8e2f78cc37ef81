/// What the marks in a bare number say: which of them parts whole and fraction, or that it may be either.
enum NumberForm: Equatable {
  /// No mark; how many digits, without zeros in front.
  case whole(digits: Int)
  /// No mark but an exponent, as only numbers with fractions have one.
  case exponent
  /// `1.234`: the mark stands before three digits behind one to three others.
  case doubtful(mark: UInt8, digits: Int)
  /// This mark parts whole and fraction, as in `12.5`, `0.123` or `1,234.5`; or `1,234,567`, where the
  /// other mark does not.
  case proof(mark: UInt8)
  /// A zero before further digits, as months and keys have it: `01.2024`.
  case padded

  /// The mark that a number has beside this one.
  static func other(than mark: UInt8) -> UInt8 {
    mark == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",")
  }

  /// The form of a cell that is a sign, digits, points, commas and an exponent; nil for all else.
  static func of(_ cell: some Collection<UInt8>) -> NumberForm? {
    let number = cell.drop(while: NumberForm.isSign)
    guard cell.distance(from: cell.startIndex, to: number.startIndex) <= 1 else { return nil }
    let mantissa = number.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    let hasExponent = mantissa.endIndex != number.endIndex
    if hasExponent {
      let exponent = number[mantissa.endIndex...].dropFirst()
      let power = exponent.drop(while: NumberForm.isSign)
      guard exponent.count - power.count <= 1, !power.isEmpty, power.allSatisfy(isDigit) else {
        return nil
      }
    }
    let parts = mantissa.split(omittingEmptySubsequences: false, whereSeparator: isMark)
    guard parts.allSatisfy({ $0.allSatisfy(isDigit) }), parts.contains(where: { !$0.isEmpty })
    else { return nil }
    let marks = mantissa.filter(isMark)
    guard let first = marks.first, let last = marks.last, let whole = parts.first else {
      let digits = mantissa.drop { $0 == UInt8(ascii: "0") }.count
      return hasExponent ? .exponent : .whole(digits: digits)
    }
    if marks.count == 1 {
      if whole.count > 1, whole.first == UInt8(ascii: "0") { return .padded }
      let isDoubtful = !hasExponent && areGroups(parts)
      return isDoubtful ? .doubtful(mark: first, digits: whole.count + 3) : .proof(mark: first)
    }
    // Marks that come again part thousands; a last one of the other kind is the decimal mark.
    guard marks.dropLast().allSatisfy({ $0 == first }) else { return nil }
    if last == first {
      return areGroups(parts) && !hasExponent ? .proof(mark: other(than: first)) : nil
    }
    return areGroups(parts.dropLast()) ? .proof(mark: last) : nil
  }

  /// Whether the parts are what marks between thousands leave.
  private static func areGroups(_ parts: some Collection<some Collection<UInt8>>) -> Bool {
    guard let first = parts.first else { return false }
    return (1...3).contains(first.count) && first.first != UInt8(ascii: "0")
      && parts.dropFirst().allSatisfy { $0.count == 3 }
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte.decimalDigit != nil }
}
