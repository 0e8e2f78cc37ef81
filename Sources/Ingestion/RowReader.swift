import ForecastSeries

/// Turns records into rows: ids into numbers, times into seconds, cells into values.
struct RowReader: RecordSink, Sendable {
  private(set) var rows: RowStore
  private(set) var identifiers = IdentifierTable()
  private(set) var timestamps: TimestampParser?
  private(set) var faults: FaultLog

  private let head: TableHead
  private let columns: ColumnSelection
  private let numbers: NumberParser
  private let missing: MissingMarks
  private var isBeforeHeader: Bool
  private var blankLine: Int?
  private var exampleTime = ""
  private var shortestRow = Int.max
  private var rowCount = 0
  /// A last line that has all fields and no line end, but fewer bytes than every other row.
  private(set) var doubtfulLine: Int?

  /// Rows that are needed to say how short a row may be.
  private static let rowsToCompare = 8

  init(
    head: TableHead, columns: ColumnSelection, options: ReadingOptions,
    timestamps: TimestampParser?, faults: FaultLog
  ) {
    self.head = head
    self.columns = columns
    self.timestamps = timestamps
    self.faults = faults
    rows = RowStore(width: columns.targets.count)
    numbers = NumberParser(decimalMark: head.dialect.decimalMark)
    missing = MissingMarks(adding: options.missingMarks, parser: numbers)
    isBeforeHeader = head.dialect.hasHeader
  }

  mutating func refuse(_ fault: IngestionError) throws(IngestionError) {
    isBeforeHeader = false
    try faults.report(fault)
  }

  mutating func take(_ record: CSVRecord) throws(IngestionError) {
    if isBeforeHeader {
      isBeforeHeader = false
      return
    }
    if record.count == 0 {
      if head.names.count > 1 {
        blankLine = blankLine ?? record.line
      } else {
        rows.beginRow(series: nil, time: nil, line: record.line)
        rows.append(.nan)
      }
      return
    }
    if let line = blankLine {
      blankLine = nil
      try faults.report(
        IngestionError(
          .structure, "a blank line stands between the rows", at: place(line),
          hint: "take it out"))
    }
    guard record.count == head.names.count else {
      return try faults.report(head.wrongCount(of: record, expected: head.names.count))
    }
    noteLength(of: record)
    try takeRow(record)
  }

  /// A value cut in its middle is still a number: only the missing line end and the length betray it.
  private mutating func noteLength(of record: CSVRecord) {
    if !record.endsInNewline, rowCount >= RowReader.rowsToCompare,
      record.bytes.count < shortestRow
    {
      doubtfulLine = record.line
    }
    shortestRow = min(shortestRow, record.bytes.count)
    rowCount += 1
  }

  private mutating func takeRow(_ record: CSVRecord) throws(IngestionError) {
    var series: Int32?
    if let column = columns.identifier {
      series = try readIdentifier(record, column)
      if series == nil { return }
    }
    var time: Int?
    if let column = columns.time {
      time = try readTime(record, column)
      if time == nil { return }
    }
    rows.beginRow(series: series, time: time, line: record.line)
    for column in columns.targets { rows.append(try readValue(record, column)) }
  }

  private mutating func readIdentifier(_ record: CSVRecord, _ column: Int) throws(IngestionError)
    -> Int32?
  {
    let range = record.range(of: column)
    if range.isEmpty {
      try faults.report(
        IngestionError(.value, "the id is missing\(named(column))", at: place(record.line, column)))
      return nil
    }
    if let index = identifiers.index(of: record.bytes, range) { return index }
    try faults.report(
      IngestionError(
        .value, "the id is not valid UTF-8\(named(column))", at: place(record.line, column),
        hint: QuotedCell.conversion))
    return nil
  }

  private mutating func readTime(_ record: CSVRecord, _ column: Int) throws(IngestionError) -> Int?
  {
    let range = record.trimmedRange(of: column)
    if let time = timestamps?.read(record.bytes, range) {
      if exampleTime.isEmpty { exampleTime = record.trimmedText(of: column) }
      return time
    }
    let at = place(record.line, column)
    if missing.contains(record.bytes, range) {
      try faults.report(IngestionError(.value, "the time is missing\(named(column))", at: at))
      return nil
    }
    if let fault = encodingFault(record, column) {
      try faults.report(fault)
      return nil
    }
    let example =
      exampleTime.isEmpty ? timestamps?.style.string(from: .init(seconds: 0)) ?? "" : exampleTime
    let reason =
      timestamps?.explanation(of: Array(record.bytes[range]), example: example) ?? "no time"
    try faults.report(IngestionError(.value, reason + named(column), at: at))
    return nil
  }

  private mutating func readValue(_ record: CSVRecord, _ column: Int) throws(IngestionError)
    -> Double
  {
    let range = record.trimmedRange(of: column)
    let reading = numbers.read(record.bytes, range)
    if case .number(let value) = reading { return missing.contains(value) ? .nan : value }
    if missing.contains(record.bytes, range) { return .nan }
    if let fault = encodingFault(record, column) {
      try faults.report(fault)
      return .nan
    }
    let cell = QuotedCell.quoting(record.bytes[range])
    let (message, hint): (String, String?) =
      switch reading {
      case .number, .noNumber: ("\(cell) is not a number", remedy(record, range))
      case .tooLarge: ("\(cell) is beyond 1e150", nil)
      case .inexactInteger: ("\(cell) has more digits than a number can hold", nil)
      }
    try faults.report(
      IngestionError(.value, message + named(column), at: place(record.line, column), hint: hint))
    return .nan
  }

  /// The fault of a cell whose bytes are no text; what it holds cannot be told then.
  private func encodingFault(_ record: CSVRecord, _ column: Int) -> IngestionError? {
    let cell = record.bytes[record.trimmedRange(of: column)]
    guard String(validating: cell, as: UTF8.self) == nil else { return nil }
    return IngestionError(
      .value, "\(QuotedCell.quoting(cell)) is not valid UTF-8\(named(column))",
      at: place(record.line, column), hint: QuotedCell.conversion)
  }

  /// A decimal comma or a mark between thousands is the likelier cause than a mark for missing values, if
  /// the cell shows one.
  private func remedy(_ record: CSVRecord, _ range: Range<Int>) -> String? {
    let other = numbers.decimalMark == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",")
    let text = String(decoding: record.bytes[range], as: UTF8.self)
    let option = "--decimal \(Character(UnicodeScalar(other)))"
    let readsOtherwise = NumberParser(decimalMark: other).read(record.bytes, range) != .noNumber
    if RowReader.groupsThousands(text) {
      return "take the marks between thousands out of the numbers"
        + (readsOtherwise ? ", or \(option) if it is a decimal mark" : "")
    }
    if readsOtherwise { return option }
    // A mark that cannot be shown whole cannot be typed from what is shown.
    return QuotedCell.escaping(text) == text ? "--na \(QuotedCell.shellWord(text))" : nil
  }

  /// Whether a mark stands before each three digits of a whole number, as in `1,234.50` or `1'234`.
  private static func groupsThousands(_ text: String) -> Bool {
    [",", ".", " ", "'", "\u{A0}", "\u{202F}"].contains { (mark: Character) in
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

  private func named(_ column: Int) -> String {
    " (column \(QuotedCell.quoting(head.names[column])))"
  }

  private func place(_ line: Int, _ column: Int? = nil) -> SourceLocation {
    SourceLocation(file: head.file, line: line, column: column.map { $0 + 1 })
  }

  /// Gives all times the clock that the file shows; to be called behind the last record.
  mutating func finish() { rows.shiftTimes(by: timestamps?.localShift ?? 0) }
}
