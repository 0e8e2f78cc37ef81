/// Which of a file's first lines names the columns, and which only stand around it.
///
/// Titles and comments may stand above the header: lines with a single cell, or with a mark in front.
/// Units may stand below it: a line of texts over columns of numbers. What is passed over is told.
struct HeadLines: Sendable {
  /// The line with the names, or the first row where there are none.
  let first: CSVRecord
  /// The records below it, units left out.
  let body: [CSVRecord]
  /// Whether each line ends in a separator that `first` does not have.
  let hasTrailingSeparator: Bool
  /// The mark in front of the comments that were passed over.
  let comment: UInt8?
  /// What was passed over.
  let notes: [String]
  /// Whether the first line is a header where the user names the columns; nil where it has to be found.
  let hasHeader: Bool?
  /// The number of the line above which nothing is a row.
  var firstLine: Int { first.line }

  /// Looks at a file's first lines.
  ///
  /// - Parameters:
  ///   - sample: the lines, those that are no records beside them.
  ///   - file: what the file is called.
  ///   - isHeader: whether a line names the columns of the lines below it; the user's word included.
  /// - Throws: `IngestionError` where the first line has another number of fields than those below, and
  ///   is no title.
  init(
    _ sample: RecordSample, file: String, isHeader: (CSVRecord, [CSVRecord]) -> Bool
  ) throws(IngestionError) {
    let lines = sample.records.filter { $0.count > 0 && !SeparatorLine.isOne($0) }
    guard let top = lines.first else {
      throw sample.faults.first
        ?? IngestionError(.empty, "the file has no rows", at: SourceLocation(file: file))
    }
    let usual = HeadLines.usualCount(of: lines)
    let place = HeadLines.headPlace(in: lines, usual: usual, isHeader: isHeader)
    let head = lines[place]
    let below = lines.dropFirst(place + 1)
    let fault = sample.faults.first { ($0.location?.line ?? .max) < top.line }
    if place > 0 || fault != nil {
      // A header that lost its separators looks like a title; then there is none below it.
      let rows = below.filter { $0.count == head.count }
      guard !rows.isEmpty, isHeader(head, rows) else {
        throw fault ?? HeadLines.mismatch(top, usual: usual, file: file)
      }
    }
    let endsEmpty = HeadLines.endsEmpty(below, under: head, usual: usual)
    // Above a column without values, a header that lost a separator looks just the same. Known names
    // are surely not two that ran together; of others the user has to say what they are.
    let isTrailing = endsEmpty && HeadLines.hasKnownNames(head)
    if let usual, usual != head.count, !isTrailing {
      // A quote that was never closed took the rows with it, and left what comes behind them.
      let other = below.first { $0.count != head.count }?.line ?? 0
      if let opened = sample.faults.first(where: { fault in
        let line = fault.location?.line ?? 0
        return line > head.line && other > line + CSVReader.mostLines - 1
      }) {
        throw opened
      }
      throw HeadLines.mismatch(
        head, usual: usual, file: file, next: below.first { $0.count == usual },
        endsEmpty: endsEmpty)
    }
    first = head
    hasTrailingSeparator = isTrailing
    body = below.filter { $0.count == head.count || (isTrailing && $0.count == head.count + 1) }
    comment = lines[..<place].compactMap { $0.bytes.first }.first(where: Dialect.comments.contains)
    notes = HeadLines.notes(onLinesAbove: head, in: sample)
    hasHeader = nil
  }

  /// Takes the lines of a file whose columns the user names: its own header may be damaged.
  ///
  /// - Parameters:
  ///   - count: how many columns there are.
  ///   - sample: the lines.
  ///   - file: what the file is called.
  ///   - isHeader: whether a line names the columns of the lines below it.
  /// - Throws: `IngestionError` where there is no line at all.
  init(
    columns count: Int, _ sample: RecordSample, file: String,
    isHeader: (CSVRecord, [CSVRecord]) -> Bool
  ) throws(IngestionError) {
    let lines = sample.records.filter { $0.count > 0 && !SeparatorLine.isOne($0) }
    guard let top = lines.first else {
      throw sample.faults.first
        ?? IngestionError(.empty, "the file has no rows", at: SourceLocation(file: file))
    }
    let rest = lines.dropFirst().filter { $0.count == count }
    first = top
    body = rest
    hasTrailingSeparator = false
    comment = nil
    notes = HeadLines.separatorNotes(sample)
    // A line that cannot be split stands above it: that was the header.
    let faultLine = sample.faults.first?.location?.line ?? .max
    hasHeader = faultLine > top.line && (top.count != count || isHeader(top, rest))
  }

  /// Where the line with the names stands, or the first row: behind titles, comments and empty cells.
  private static func headPlace(
    in lines: [CSVRecord], usual: Int?, isHeader: (CSVRecord, [CSVRecord]) -> Bool
  ) -> Int {
    let place = lines.firstIndex { !isAside($0, usual: usual) && !$0.isBlank }
    // Empty cells alone may be rows without values, where no names follow.
    guard let place else { return 0 }
    guard place > 0, lines[..<place].allSatisfy(\.isBlank) else { return place }
    let rows = lines.dropFirst(place + 1).filter { $0.count == lines[place].count }
    return !rows.isEmpty && isHeader(lines[place], rows) ? place : 0
  }

  /// Whether most rows have one cell more than the names, and nothing in it.
  private static func endsEmpty(
    _ rows: ArraySlice<CSVRecord>, under head: CSVRecord, usual: Int?
  ) -> Bool {
    let longer = rows.filter { $0.count == head.count + 1 }
    return usual == head.count + 1 && !longer.isEmpty
      && longer.allSatisfy { $0.trimmedRange(of: head.count).isEmpty }
  }

  private static func hasKnownNames(_ head: CSVRecord) -> Bool {
    (0..<head.count).allSatisfy { ColumnNames.isKnown(head.trimmedText(of: $0).lowercased()) }
  }

  /// What is told of the lines above the names, unless all of them are blank.
  private static func notes(onLinesAbove head: CSVRecord, in sample: RecordSample) -> [String] {
    let told = separatorNotes(sample)
    let passed = head.line - 1 - told.count
    let blank = sample.records.count { $0.count == 0 && $0.line < head.line }
    guard passed > blank else { return told }
    return told + ["\(passed == 1 ? "1 line" : "\(passed) lines") above the header left out"]
  }

  /// What is told of a line that names the separator.
  private static func separatorNotes(_ sample: RecordSample) -> [String] {
    sample.records.first.map(SeparatorLine.isOne) == true
      ? ["line 1 names the separator: left out"] : []
  }

  /// The number of fields that most lines have; nil where there is no such number.
  private static func usualCount(of lines: [CSVRecord]) -> Int? {
    var agreeing: [Int: Int] = [:]
    for line in lines { agreeing[line.count, default: 0] += 1 }
    let most = agreeing.max { ($0.value, $0.key) < ($1.value, $1.key) }
    guard let most, most.value >= 2, most.value * 2 > lines.count - 1 else { return nil }
    return most.key
  }

  /// Whether a line is a title or a comment rather than names or values.
  private static func isAside(_ line: CSVRecord, usual: Int?) -> Bool {
    guard let usual, usual > 1 else { return false }
    if line.count != usual, let first = line.bytes.first, Dialect.comments.contains(first) {
      return true
    }
    let filled = (0..<line.count).filter { !line.trimmedRange(of: $0).isEmpty }
    guard filled.count == 1, let only = filled.first else { return false }
    let range = line.trimmedRange(of: only)
    let isText =
      NumberParser().read(line.bytes, range) == .noNumber
      && TimestampShape.of(Array(line.bytes[range])) == nil
    return isText && (line.count == 1 || usual > 2)
  }

  private static func mismatch(
    _ line: CSVRecord, usual: Int?, file: String, next: CSVRecord? = nil, endsEmpty: Bool = false
  ) -> IngestionError {
    // Titles may stand several lines deep: what is passed over ends at the first line of the table.
    let passed = next.map { $0.line - 1 } ?? line.line
    return IngestionError(
      .structure,
      line.count == usual
        ? "the first line stands above the rows, but no line below it names the columns"
        : "the first line has \(fields(line.count)), but most lines after it have \(usual ?? 0)",
      at: SourceLocation(file: file, line: line.line),
      hint: endsEmpty
        ? "--columns names the columns, the empty one at the end of the rows too"
        : "is it the line with the names? --skip \(passed) passes over it, --columns names the columns"
    )
  }

  static func fields(_ count: Int) -> String { count == 1 ? "1 field" : "\(count) fields" }
}
