/// How a CSV file is written: its separator, its marks in numbers, whether it names its columns.
public struct Dialect: Sendable, Hashable {
  /// The byte between two fields.
  public var separator: UInt8
  /// Whether several separators in a row count as one, and those around a line as none: columns that
  /// are lined up by blanks.
  public var mergesSeparators: Bool
  /// Whether blanks that follow a separator, or a closing quote, are no part of the field:
  /// `1, "a b" , 2`.
  public var skipsBlanks: Bool
  /// The byte around a field that holds a separator.
  public var quote: UInt8
  /// The byte before a quote that belongs to the text; nil where the quote is doubled.
  public var escape: UInt8?
  /// The byte that begins a line which is no row; nil for none.
  public var comment: UInt8?
  /// The byte between whole and fraction of a number.
  public var decimalMark: UInt8
  /// Whether the first line names the columns.
  public var hasHeader: Bool
  /// Whether a field in quotes may hold line breaks.
  public var isMultiline: Bool

  /// Makes a dialect.
  public init(
    separator: UInt8 = UInt8(ascii: ","), decimalMark: UInt8 = UInt8(ascii: "."),
    hasHeader: Bool = true, mergesSeparators: Bool = false, quote: UInt8 = UInt8(ascii: "\""),
    escape: UInt8? = nil, comment: UInt8? = nil, isMultiline: Bool = false,
    skipsBlanks: Bool = false
  ) {
    self.separator = separator
    self.decimalMark = decimalMark
    self.hasHeader = hasHeader
    self.mergesSeparators = mergesSeparators
    self.skipsBlanks = skipsBlanks
    self.quote = quote
    self.escape = escape
    self.comment = comment
    self.isMultiline = isMultiline
  }

  /// The separators that are looked for, in the order in which a tie is decided: a comma also stands
  /// in numbers and texts, the others hardly ever.
  static let separators: [UInt8] = [0x09, UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ",")]

  /// The bytes that begin comments, where a line above the header has them.
  static let comments: [UInt8] = [UInt8(ascii: "#"), UInt8(ascii: "%")]

  private static let linesLookedAt = 200

  /// The separator that splits most lines into equally many fields.
  ///
  /// - Parameters:
  ///   - head: the first bytes of the file.
  ///   - quote: the byte around fields.
  ///   - comment: the byte that begins a comment, where the user says it.
  ///   - skipped: the lines at the beginning that do not count.
  /// - Returns: a comma where no separator splits the lines; blanks, several as one, where only they do.
  static func separator(
    in head: [UInt8], quote: UInt8 = UInt8(ascii: "\""), comment: UInt8? = nil,
    skipping skipped: Int = 0
  ) -> (byte: UInt8, merges: Bool) {
    let lines = lineCounts(in: head, quote: quote, comment: comment, skipping: skipped)
    var best = (separator: UInt8(ascii: ","), agreeing: 0)
    for (which, separator) in separators.enumerated() {
      let agreeing = mostAgreeing(lines.map { $0.counts[which] })
      if agreeing > best.agreeing { best = (separator, agreeing) }
    }
    let blanks = mostAgreeing(lines.map(\.blankRuns))
    if best.agreeing * 2 < blanks, blanks * 10 >= lines.count * 9 { return (0x20, true) }
    return (best.separator, false)
  }

  /// How many lines agree on how often they hold a separator, apart from those that have none.
  private static func mostAgreeing(_ counts: [Int]) -> Int {
    Dictionary(counts.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.key > 0 }.values.max() ?? 0
  }

  private struct LineCounts {
    var counts = [Int](repeating: 0, count: separators.count)
    /// Runs of blanks between other bytes.
    var blankRuns = 0
  }

  private static func lineCounts(
    in head: [UInt8], quote: UInt8, comment given: UInt8?, skipping skipped: Int
  ) -> [LineCounts] {
    var lines: [LineCounts] = []
    var line = LineCounts()
    var (isQuoted, isBlank, isComment, wasBlank) = (false, true, false, false)
    var number = 1
    // What begins a line above the names, and then may part the rows, too.
    var comment = given
    func isLine() -> Bool { !isBlank && !isComment && number > skipped }
    var previous: UInt8 = 0
    for byte in head {
      defer { previous = byte }
      if byte == 0x0A || byte == 0x0D {
        if isLine() { lines.append(line) }
        guard lines.count < linesLookedAt else { break }
        if byte == 0x0D || previous != 0x0D { number += 1 }
        line = LineCounts()
        (isQuoted, isBlank, isComment, wasBlank) = (false, true, false, false)
        continue
      }
      if isBlank, number > skipped {
        if byte == comment {
          isComment = true
        } else if lines.isEmpty, comments.contains(byte) {
          (isComment, comment) = (true, given ?? byte)
        }
      }
      if byte == 0x20 {
        wasBlank = !isBlank && !isQuoted
        continue
      }
      if wasBlank {
        line.blankRuns += 1
        wasBlank = false
      }
      isBlank = false
      if byte == quote {
        isQuoted.toggle()
      } else if !isQuoted, let which = separators.firstIndex(of: byte) {
        line.counts[which] += 1
      }
    }
    // The rest behind the last line break may be half a line; it counts where it is all there is.
    if lines.isEmpty && isLine() { lines.append(line) }
    return lines
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
