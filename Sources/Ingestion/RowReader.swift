import ForecastKernels
import ForecastSeries

/// Turns records into rows: ids into numbers, times into seconds, cells into values.
struct RowReader: RecordSink, Sendable {
  private(set) var rows: RowStore
  private(set) var identifiers = IdentifierTable()
  /// Where ids of several columns were cut first, if their parts hold the mark between them.
  private(set) var cuts: [Int32: CombinedIdentifier.Cut] = [:]
  private(set) var timestamps: TimestampParser?
  private(set) var faults: FaultLog

  private let head: TableHead
  private let columns: ColumnSelection
  private let numbers: NumberParser
  let missing: MissingMarks
  private let hasZone: Bool
  private var exampleTime = ""
  private var shortestRow = Int.max
  /// The values of one row; kept so that a row costs no allocation.
  private var cells: [Double] = []
  private var rowCount = 0
  /// Records that were taken for rows, those with faults too.
  private(set) var recordCount = 0
  /// Lines at the end that are no rows.
  private(set) var footer = TableFooter()
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
    rows = RowStore(width: columns.valueCount)
    hasZone = options.timeZone != nil
    numbers = head.numbers
    missing = MissingMarks(adding: options.missingMarks, parser: numbers)
  }

  mutating func refuse(_ fault: IngestionError) throws(IngestionError) {
    guard (fault.location?.line ?? .max) > head.lastHeadLine else { return }
    if !footer.lines.isEmpty { try tellFooter() }
    try faults.report(fault)
  }

  /// Whether rows may come by the chunk: nothing is held back that the next row decides on.
  var takesPlainLines: Bool { footer.isEmpty }

  /// Makes room for so many rows.
  mutating func reserve(_ count: Int) { rows.reserve(count) }

  /// Takes the rows of a chunk; their values have to be put with its tile.
  ///
  /// Where an id is no text, the chunk's next line is the one with it.
  ///
  /// - Parameters:
  ///   - chunk: what was read of it.
  ///   - firstLine: the line of its first row.
  /// - Returns: how many rows were taken.
  mutating func append(_ chunk: inout PlainReading.Chunk, firstLine: Int) -> Int {
    var (count, next) = (chunk.lines, chunk.next)
    for (place, change) in chunk.identifiers.enumerated() {
      guard let index = identifiers.index(of: chunk.bytes, change.range) else {
        (count, next) = (change.line, change.start)
        break
      }
      let isLast = place + 1 == chunk.identifiers.count
      let end = isLast ? count : chunk.identifiers[place + 1].line
      rows.append(series: index, count: end - change.line)
    }
    chunk.next = next
    chunk.tile.count = count
    chunk.tile.row = rows.extend(by: count, times: chunk.times.prefix(count), line: firstLine)
    guard count > 0 else { return 0 }
    shortestRow = min(shortestRow, chunk.shortest - (head.names.count - 1))
    rowCount += count
    recordCount += count
    return count
  }

  /// Puts the values of rows that came by the chunk.
  mutating func put(_ tiles: [NumberColumns.Tile], with pool: ThreadPool) {
    rows.put(tiles, with: pool)
  }

  mutating func take(_ record: CSVRecord) throws(IngestionError) {
    guard record.line > head.lastHeadLine, record.line != head.unitsLine else { return }
    if record.count == 0 {
      if head.names.count > 1 {
        footer.takeBlank(record.line)
      } else {
        rows.beginRow(series: nil, time: nil, line: record.line)
        for _ in 0..<rows.width { rows.append(.nan) }
      }
      return
    }
    if rowCount > 0 {
      // A closure that held this reader would hold the footer's lines, too, and make each new one a copy
      // of all.
      let isTime = RowReader.timeTest(columns.timeColumns, timestamps)
      if footer.take(record, columns, width: head.names.count, isTime: isTime) { return }
    }
    try tellFooter()
    guard record.count == head.names.count || hasTrailingSeparator(record) else {
      return try report(record, head.wrongCount(of: record, expected: head.names.count))
    }
    noteLength(of: record)
    try takeRow(record)
  }

  /// Hands on what is wrong with lines that are no rows, because one follows.
  private mutating func tellFooter() throws(IngestionError) {
    guard !footer.isEmpty else { return }
    let found = footer.faults(head, columns)
    footer.removeAll()
    for fault in found { try faults.report(fault) }
  }

  /// Hands a fault of a record to the log, with the record's line where it is kept.
  private mutating func report(
    _ record: CSVRecord, _ fault: IngestionError
  ) throws(IngestionError) {
    var fault = fault
    fault.text = record.text
    try faults.report(fault)
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
    recordCount += 1
    var series: Int32?
    if !columns.identifiers.isEmpty {
      series = try readIdentifier(record)
      if series == nil { return }
    }
    var time: Int?
    if let times = columns.timeColumns {
      time = try readTime(record, times)
      if time == nil { return }
    }
    let faultsBefore = faults.count
    cells.removeAll(keepingCapacity: true)
    for column in columns.targets { cells.append(try readValue(record, column)) }
    // A row that is left out must not come back with holes.
    if faults.skips && faults.count > faultsBefore { return }
    guard let periods = columns.periods else {
      rows.beginRow(series: series, time: time, line: record.line)
      for cell in cells { rows.append(cell) }
      return
    }
    for (part, cell) in cells.enumerated() {
      rows.beginRow(
        series: series, time: periods.time(of: part, inYearOf: time), line: record.line)
      rows.append(cell)
    }
  }

  /// Whether each line ends in a separator that the header does not have.
  private func hasTrailingSeparator(_ record: CSVRecord) -> Bool {
    head.hasTrailingSeparator && record.count == head.names.count + 1
      && record.trimmedRange(of: head.names.count).isEmpty
  }

  /// Whether a record's time can be read.
  private static func timeTest(
    _ times: TimeColumns?, _ timestamps: TimestampParser?
  ) -> (CSVRecord) -> Bool {
    { record in
      guard let times, var parser = timestamps,
        times.parts.allSatisfy({ $0.column < record.count })
      else { return false }
      let text = times.text(of: record)
      return parser.read(text, text.indices) != nil
    }
  }

  private mutating func readIdentifier(_ record: CSVRecord) throws(IngestionError) -> Int32? {
    let column = columns.identifiers[0]
    if columns.identifiers.count > 1 { return try readCombinedIdentifier(record) }
    let range = record.range(of: column)
    if range.isEmpty {
      try report(
        record,
        IngestionError(.value, "the id is missing\(named(column))", at: place(record.line, column)))
      return nil
    }
    if let index = identifiers.index(of: record.bytes, range) { return index }
    try report(
      record,
      IngestionError(
        .value, "the id is not valid UTF-8\(named(column))", at: place(record.line, column),
        hint: QuotedCell.conversion))
    return nil
  }

  /// The id of several columns, its parts with a slash between.
  private mutating func readCombinedIdentifier(
    _ record: CSVRecord
  ) throws(IngestionError) -> Int32? {
    let column = columns.identifiers[0]
    let joined = CombinedIdentifier(record, columns.identifiers)
    if joined.isEmpty {
      try report(
        record,
        IngestionError(.value, "the id is missing\(named(column))", at: place(record.line, column)))
      return nil
    }
    guard let index = identifiers.index(of: joined.bytes, joined.bytes.indices) else {
      try report(
        record,
        IngestionError(
          .value, "the id is not valid UTF-8\(named(column))", at: place(record.line, column),
          hint: QuotedCell.conversion))
      return nil
    }
    guard joined.isDoubtful else { return index }
    guard let cut = cuts[index] else {
      cuts[index] = .init(ends: joined.ends, line: record.line)
      return index
    }
    if cut.ends == joined.ends { return index }
    try report(
      record,
      CombinedIdentifier.fault(
        joined.bytes, joined.ends, first: cut, at: place(record.line, column)))
    return nil
  }

  private mutating func readTime(
    _ record: CSVRecord, _ times: TimeColumns
  ) throws(IngestionError) -> Int? {
    guard times.isSingle else {
      let text = times.text(of: record)
      return try readTime(text, text.indices, record, times.first)
    }
    return try readTime(
      record.bytes, record.trimmedRange(of: times.first), record, times.first)
  }

  private mutating func readTime(
    _ bytes: [UInt8], _ range: Range<Int>, _ record: CSVRecord, _ column: Int
  ) throws(IngestionError) -> Int? {
    if let time = timestamps?.read(bytes, range) {
      if exampleTime.isEmpty { exampleTime = String(decoding: bytes[range], as: UTF8.self) }
      return time
    }
    let at = place(record.line, column)
    if missing.contains(bytes, range) {
      try report(record, IngestionError(.value, "the time is missing\(named(column))", at: at))
      return nil
    }
    if let fault = encodingFault(record, column) {
      try report(record, fault)
      return nil
    }
    let example = exampleTime.isEmpty ? exampleOfStyle : exampleTime
    let reason =
      timestamps?.explanation(of: Array(bytes[range]), example: example) ?? "no time"
    try report(record, IngestionError(.value, reason + named(column), at: at))
    return nil
  }

  /// The first time that was read, or any, in the file's style.
  private var exampleOfStyle: String {
    guard let timestamps else { return "" }
    let seconds = rows.times.isEmpty ? 0 : rows.times[0] + timestamps.localShift
    return timestamps.style.string(from: Timestamp(seconds: seconds))
  }

  private mutating func readValue(_ record: CSVRecord, _ column: Int) throws(IngestionError)
    -> Double
  {
    let range = record.trimmedRange(of: column)
    let reading = numbers.read(record.bytes, range)
    if case .number(let value) = reading { return missing.contains(value) ? .nan : value }
    if missing.contains(record.bytes, range) { return .nan }
    if let fault = encodingFault(record, column) {
      try report(record, fault)
      return .nan
    }
    let cell = QuotedCell.quoting(record.bytes[range])
    let (message, hint): (String, String?) =
      switch reading {
      case .number, .noNumber, .doubtful: NumberRemedy.fault(of: record.bytes[range], read: numbers)
      case .tooLarge: ("\(cell) is beyond 1e150", nil)
      case .inexactInteger: ("\(cell) has more digits than a number can hold", nil)
      }
    try report(
      record,
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

  private func named(_ column: Int) -> String {
    " (column \(QuotedCell.quoting(head.names[column])))"
  }

  private func place(_ line: Int, _ column: Int? = nil) -> SourceLocation {
    SourceLocation(file: head.file, line: line, column: column.map { $0 + 1 })
  }

  /// Gives all times the clock that the file shows; to be called behind the last record.
  ///
  /// The clock of a zone is another one, and needs the instants.
  mutating func finish() {
    if !hasZone { rows.shiftTimes(by: timestamps?.localShift ?? 0) }
  }
}
