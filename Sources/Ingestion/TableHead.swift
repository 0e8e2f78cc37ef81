/// The beginning of a file: how it is written, what its columns are called, and what they hold.
///
/// The bytes that were read to find out are kept and read again with the rest.
struct TableHead: Sendable {
  /// The blocks read so far, in order.
  private(set) var blocks: [[UInt8]] = []
  private(set) var dialect = Dialect()
  /// The names of the columns; `column1` … where the file does not give them.
  private(set) var names: [String] = []
  private(set) var profiles: [ColumnProfile] = []
  /// The first line that cannot be split into fields, or not into as many as there are columns.
  private(set) var firstFault: IngestionError?
  /// What was found out, for the user.
  private(set) var notes: [String] = []
  let file: String

  private static let bytesWanted = 256 * 1_024
  private static let bytesAtMost = 2 * CSVReader.longestLine + 1_024 * 1_024

  /// Reads as much as is needed.
  init<Source: BlockSource & ~Copyable>(
    reading source: inout Source, file: String, options: ReadingOptions
  ) throws(IngestionError) {
    self.file = file
    try TableHead.check(options)
    var (wanted, size, isAtEnd) = (TableHead.bytesWanted, 0, false)
    var sample = RecordSample()
    repeat {
      while size < wanted {
        guard let block = try source.nextBlock() else {
          isAtEnd = true
          break
        }
        size += block.count
        blocks.append(block)
      }
      sample = try takeSample(options: options, isAtEnd: isAtEnd)
      wanted *= 8
    } while sample.records.count < 2 && !isAtEnd && size < TableHead.bytesAtMost
    try takeColumns(of: sample, options: options)
  }

  /// Refuses separators and decimal marks that would make the file unreadable.
  private static func check(_ options: ReadingOptions) throws(IngestionError) {
    let unusable: [UInt8] = [0, 0x0A, 0x0D, UInt8(ascii: "\"")]
    if let separator = options.separator, unusable.contains(separator) || separator >= 0x80 {
      throw IngestionError(.usage, "a separator is one character, no quote and no line break")
    }
    guard let mark = options.decimalMark else { return }
    guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") else {
      throw IngestionError(.usage, "a decimal mark is a point or a comma")
    }
    if mark == options.separator {
      throw IngestionError(.usage, "separator and decimal mark are the same")
    }
  }

  private mutating func takeSample(options: ReadingOptions, isAtEnd: Bool) throws(IngestionError)
    -> RecordSample
  {
    let separator = options.separator ?? Dialect.separator(in: Array(blocks.joined()))
    dialect = Dialect(separator: separator)
    var sample = RecordSample()
    var reader = CSVReader(file: file, separator: separator)
    for block in blocks where !sample.isFull { try reader.feed(block, into: &sample) }
    if isAtEnd && !sample.isFull { try reader.finish(into: &sample) }
    return sample
  }

  private mutating func takeColumns(of sample: RecordSample, options: ReadingOptions)
    throws(IngestionError)
  {
    guard let first = sample.records.first else {
      throw sample.firstFault
        ?? IngestionError(.empty, "the file has no rows", at: SourceLocation(file: file))
    }
    if let fault = sample.firstFault, fault.location?.line == 1 { throw fault }
    if first.count == 0 {
      throw IngestionError(
        .structure, "the first line is blank, but it should name the columns",
        at: SourceLocation(file: file, line: 1))
    }
    try checkHeader(first, against: sample)
    let body = sample.records.dropFirst().filter { $0.count == first.count }
    let short = sample.records.dropFirst().first { $0.count != first.count && $0.count > 0 }
    firstFault = sample.firstFault ?? short.map { wrongCount(of: $0, expected: first.count) }
    let decimalMark = try decimalMark(of: sample.records, options: options)
    let numbers = NumberParser(decimalMark: decimalMark)
    let missing = MissingMarks(adding: options.missingMarks, parser: numbers)
    let hasHeader =
      options.hasHeader ?? looksLikeHeader(first, before: body, numbers: numbers, missing: missing)
    dialect = Dialect(
      separator: dialect.separator, decimalMark: decimalMark, hasHeader: hasHeader)
    names = try hasHeader ? headerNames(first) : (1...first.count).map { "column\($0)" }
    let rows = hasHeader ? Array(body) : [first] + body
    profiles = names.indices.map { column in
      ColumnProfile(
        name: names[column], cells: cells(of: column, in: rows, missing: missing),
        numbers: numbers)
    }
    describe()
  }

  /// Refuses a first line that has another number of fields than most lines after it.
  ///
  /// It is damaged, or something stands above the header; each line below would be blamed for it.
  private func checkHeader(_ first: CSVRecord, against sample: RecordSample) throws(IngestionError)
  {
    let counts = sample.records.dropFirst().map(\.count).filter { $0 > 0 }
    var agreeing: [Int: Int] = [:]
    for count in counts { agreeing[count, default: 0] += 1 }
    guard let usual = agreeing.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
      usual.key != first.count, usual.value >= 2, usual.value * 2 > counts.count
    else { return }
    throw IngestionError(
      .structure,
      "the first line has \(TableHead.fields(first.count)), but most lines after it have \(usual.key)",
      at: SourceLocation(file: file, line: first.line), hint: "is it the line with the names?")
  }

  private static func fields(_ count: Int) -> String { count == 1 ? "1 field" : "\(count) fields" }

  private mutating func describe() {
    if dialect.separator != UInt8(ascii: ",") && names.count > 1 {
      notes.append("separator \(Dialect.name(of: dialect.separator))")
    }
    if dialect.decimalMark == UInt8(ascii: ",") { notes.append("decimal comma") }
    if !dialect.hasHeader {
      let last = names.count > 1 ? " … column\(names.count)" : ""
      notes.append("no header line: columns are called column1\(last)")
    }
  }

  private func cells(of column: Int, in rows: [CSVRecord], missing: MissingMarks) -> [[UInt8]] {
    rows.compactMap { row in
      let range = row.trimmedRange(of: column)
      return missing.contains(row.bytes, range) ? nil : Array(row.bytes[range])
    }
  }

  private func headerNames(_ record: CSVRecord) throws(IngestionError) -> [String] {
    var names: [String] = []
    for column in 0..<record.count {
      let range = record.trimmedRange(of: column)
      guard let name = String(validating: record.bytes[range], as: UTF8.self) else {
        throw IngestionError(
          .structure, "the name of column \(column + 1) is not valid UTF-8",
          at: SourceLocation(file: file, line: record.line, column: column + 1),
          hint: QuotedCell.conversion)
      }
      names.append(name.isEmpty ? "column\(column + 1)" : name)
    }
    return names
  }

  /// A first line is a header if a cell of it is plain text above a column of numbers or times.
  ///
  /// Where no column holds numbers or times, the first line is a header: nothing can be forecast then,
  /// and the message had better name the columns.
  private func looksLikeHeader(
    _ first: CSVRecord, before rows: [CSVRecord], numbers: NumberParser, missing: MissingMarks
  ) -> Bool {
    func isValue(_ record: CSVRecord, _ column: Int) -> Bool {
      let range = record.trimmedRange(of: column)
      return numbers.read(record.bytes, range) != .noNumber || isStamp(record, column)
    }
    func isStamp(_ record: CSVRecord, _ column: Int) -> Bool {
      TimestampShape.of(Array(record.bytes[record.trimmedRange(of: column)])) != nil
    }
    // Dates above dates are a row, whatever else the line holds.
    let hasStamp = (0..<first.count).contains { column in
      isStamp(first, column)
        && rows.count(where: { isStamp($0, column) }) * 2 > rows.count
    }
    if hasStamp { return false }
    var hasValues = rows.isEmpty
    for column in 0..<first.count {
      let range = first.trimmedRange(of: column)
      let present = rows.filter { !missing.contains($0.bytes, $0.trimmedRange(of: column)) }
      guard !present.isEmpty || rows.isEmpty else { continue }
      guard present.count(where: { isValue($0, column) }) * 2 > present.count || rows.isEmpty else {
        continue
      }
      hasValues = true
      if !isValue(first, column) && !missing.contains(first.bytes, range) { return true }
    }
    return !hasValues
  }

  /// The fault of a line with more or fewer fields than there are columns.
  func wrongCount(of record: CSVRecord, expected: Int) -> IngestionError {
    let place = SourceLocation(file: file, line: record.line)
    let fields = TableHead.fields(record.count)
    if !record.endsInNewline && record.count < expected {
      return IngestionError(
        .structure,
        "the file looks half written: its last line has \(fields) instead of \(expected) and no line end",
        at: place, hint: "is it still being written?")
    }
    return IngestionError(
      .structure, "the line has \(fields), the first line has \(expected)", at: place)
  }
}
