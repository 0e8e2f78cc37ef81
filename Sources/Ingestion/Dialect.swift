/// How a CSV file is written: its separator, its decimal mark, whether it names its columns.
public struct Dialect: Sendable, Hashable {
  /// The byte between two fields.
  public let separator: UInt8
  /// The byte between whole and fraction of a number.
  public let decimalMark: UInt8
  /// Whether the first line names the columns.
  public let hasHeader: Bool

  /// Makes a dialect.
  public init(
    separator: UInt8 = UInt8(ascii: ","), decimalMark: UInt8 = UInt8(ascii: "."),
    hasHeader: Bool = true
  ) {
    self.separator = separator
    self.decimalMark = decimalMark
    self.hasHeader = hasHeader
  }

  /// The separators that are looked for, in the order in which a tie is decided: a comma also stands
  /// in numbers and texts, the others hardly ever.
  static let separators: [UInt8] = [0x09, UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ",")]

  private static let linesLookedAt = 200

  /// The separator that splits most lines into as many fields as the first one has.
  ///
  /// - Parameter head: the first bytes of the file.
  /// - Returns: a comma where no separator splits the first line.
  static func separator(in head: [UInt8]) -> UInt8 {
    var lines: [[Int]] = []
    var counts = [Int](repeating: 0, count: separators.count)
    var (isQuoted, isBlank) = (false, true)
    for byte in head {
      if byte == 0x0A || byte == 0x0D {
        if !isBlank { lines.append(counts) }
        guard lines.count < linesLookedAt else { break }
        counts = [Int](repeating: 0, count: separators.count)
        (isQuoted, isBlank) = (false, true)
        continue
      }
      isBlank = false
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, let which = separators.firstIndex(of: byte) {
        counts[which] += 1
      }
    }
    // The rest behind the last line break may be half a line; it counts where it is all there is.
    if lines.isEmpty && !isBlank { lines.append(counts) }
    guard let first = lines.first else { return UInt8(ascii: ",") }
    var best = (separator: UInt8(ascii: ","), agreeing: 0)
    for (which, separator) in separators.enumerated() where first[which] > 0 {
      let agreeing = lines.count { $0[which] == first[which] }
      if agreeing > best.agreeing { best = (separator, agreeing) }
    }
    return best.separator
  }

  /// How a separator is called in messages.
  static func name(of separator: UInt8) -> String {
    switch separator {
    case 0x09: "tab"
    case 0x20: "blank"
    default: "'\(Character(UnicodeScalar(separator)))'"
    }
  }
}
