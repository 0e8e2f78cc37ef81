/// Lines that are no rows as long as none follows: blank ones, separators alone, sums and remarks.
///
/// A row behind them makes faults of them, so they are held back until then.
struct TableFooter: Sendable {
  /// What a line is.
  enum Kind: Sendable, Equatable {
    case sum, remark
    /// Separators and nothing between them.
    case empty
  }

  /// A line that was held back.
  struct Line: Sendable {
    let line: Int
    let kind: Kind
    let count: Int
    /// The line as it stands in the file, where the reader keeps it.
    let text: [UInt8]
  }

  /// The first blank line.
  private(set) var blankLine: Int?
  private(set) var lines: [Line] = []
  /// Whether a gap and a remark behind it were seen: what follows is text.
  private var isText = false

  /// The rows of a spreadsheet; more lines than these are not kept in memory.
  static let most = 1_048_576

  /// More lines than these are told in one.
  private static let mostTold = 8

  var isEmpty: Bool { blankLine == nil && lines.isEmpty }

  /// Holds back a blank line.
  mutating func takeBlank(_ line: Int) { blankLine = blankLine ?? line }

  /// Holds back a line that is no row.
  ///
  /// - Parameters:
  ///   - record: the line; it has a cell.
  ///   - columns: the columns of the table.
  ///   - width: how many there are.
  ///   - isTime: whether a text is a time as in the rows.
  /// - Returns: false where it may be a row, or a damaged one.
  mutating func take(
    _ record: CSVRecord, _ columns: ColumnSelection, width: Int,
    isTime: (CSVRecord) -> Bool
  ) -> Bool {
    guard lines.count < TableFooter.most, let kind = kind(of: record, columns, width, isTime) else {
      return false
    }
    let isBehindGap = blankLine != nil || lines.contains { $0.kind == .empty }
    isText = isText || kind == .remark && isBehindGap
    lines.append(Line(line: record.line, kind: kind, count: record.count, text: record.text))
    return true
  }

  private func kind(
    of record: CSVRecord, _ columns: ColumnSelection, _ width: Int, _ isTime: (CSVRecord) -> Bool
  ) -> Kind? {
    if record.isSummary(time: columns.time, width: width) {
      return record.count == width ? .sum : .remark
    }
    guard width > 1 else { return nil }
    if record.isBlank {
      // Where neither a time nor an id is needed, this is a row without values.
      return columns.time != nil || !columns.identifiers.isEmpty ? .empty : nil
    }
    let isBehindGap = blankLine != nil || lines.contains { $0.kind == .empty }
    guard isBehindGap, !isTime(record) else { return nil }
    return record.isSentence || isText && record.beginsLikeRemark ? .remark : nil
  }

  /// Lets go of all lines, whose faults were told.
  mutating func removeAll() { self = TableFooter() }

  /// What is wrong with the lines because a row follows.
  ///
  /// - Parameters:
  ///   - head: the beginning of the file.
  ///   - columns: the columns of the table.
  /// - Returns: a fault for each line, in their order; of blank lines for the first one.
  func faults(_ head: TableHead, _ columns: ColumnSelection) -> [IngestionError] {
    var faults = lines.map { fault(of: $0, head, columns) }
    if let blankLine {
      let place = SourceLocation(file: head.file, line: blankLine)
      let next = lines.firstIndex { $0.line > blankLine } ?? lines.count
      faults.insert(
        IngestionError(
          .structure, "a blank line stands between the rows", at: place, hint: "take it out"),
        at: next)
    }
    return faults
  }

  private func fault(
    of line: Line, _ head: TableHead, _ columns: ColumnSelection
  ) -> IngestionError {
    var place = SourceLocation(file: head.file, line: line.line)
    let hint = "take it out, or --bad-rows skip"
    var fault: IngestionError
    switch line.kind {
    case .sum:
      fault = IngestionError(
        .structure, "line \(line.line) sums up rows, but rows follow it", at: place, hint: hint)
    case .remark:
      fault = IngestionError(
        .structure, "line \(line.line) is a remark, but rows follow it", at: place, hint: hint)
    case .empty where line.count != head.names.count:
      fault = head.wrongCount(line: line.line, count: line.count, expected: head.names.count)
    case .empty:
      let column = columns.identifiers.first ?? columns.time ?? 0
      place = SourceLocation(file: head.file, line: line.line, column: column + 1)
      let noun = columns.identifiers.isEmpty ? "time" : "id"
      let name = QuotedCell.quoting(head.names[column])
      fault = IngestionError(.value, "the \(noun) is missing (column \(name))", at: place)
    }
    fault.text = line.text
    return fault
  }

  /// What is told where no row follows.
  var notes: [String] {
    let empty = lines.count { $0.kind == .empty }
    let others = lines.filter { $0.kind != .empty }
    let told =
      others.count > TableFooter.mostTold
      ? ["\(others.count) lines from line \(others[0].line) on are no rows: left out"]
      : others.map { "line \($0.line) is no row: left out" }
    guard empty > 0 else { return told }
    let noun = empty == 1 ? "1 line" : "\(empty) lines"
    return told + ["\(noun) at the end without any value: left out"]
  }
}
