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

  /// The last line above the rows: everything up to it is passed over.
  private(set) var lastHeadLine = 0
  /// The last line that is known to be no row.
  var lastSpecialLine: Int { max(lastHeadLine, unitsLine ?? 0) }
  /// Whether lines end in a line feed, with a carriage return before it or not.
  private(set) var breaksLinesByLineFeed = false
  /// The line to blame for the columns: their names, or the first row.
  var headLine: Int { dialect.hasHeader ? lastHeadLine : lastHeadLine + 1 }
  /// A line of units below the names, which is no row.
  private(set) var unitsLine: Int?
  /// Whether each line ends in a separator that the header does not have.
  private(set) var hasTrailingSeparator = false
  /// How the numbers are read.
  private(set) var numbers = NumberParser()
  /// What can be read in two ways, by column.
  private(set) var doubts: [Int: IngestionError] = [:]
  /// What an option would make numbers of, in columns that hold none.
  private(set) var oddCells: [Int: IngestionError] = [:]

  /// Reads as much as is needed.
  init<Source: BlockSource & ~Copyable>(
    reading source: inout Source, decoder: inout TextDecoder, file: String, options: ReadingOptions
  ) throws(IngestionError) {
    self.file = file
    try TableHead.check(options)
    var (wanted, size, isAtEnd) = (TableHead.bytesWanted, 0, false)
    var sample = RecordSample()
    repeat {
      while size < wanted {
        guard let block = try decoder.nextBlock(of: &source) else {
          isAtEnd = true
          break
        }
        size += block.count
        blocks.append(block)
      }
      sample = try takeSample(options: options, isAtEnd: isAtEnd)
      wanted = min(wanted * 8, TableHead.bytesAtMost)
    } while sample.records.count < 2 && !isAtEnd && size < TableHead.bytesAtMost
    breaksLinesByLineFeed = TableHead.breaksByLineFeed(blocks)
    if let note = decoder.encoding?.note { notes.append(note) }
    try takeColumns(of: sample, options: options)
  }

  private static func breaksByLineFeed(_ blocks: [[UInt8]]) -> Bool {
    let bytes = blocks.joined()
    guard let end = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return false }
    return bytes[end] == 0x0A || bytes[bytes.index(after: end)...].first == 0x0A
  }

  /// Refuses separators and decimal marks that would make the file unreadable.
  private static func check(_ options: ReadingOptions) throws(IngestionError) {
    let unusable: [UInt8] = [0, 0x0A, 0x0D, options.quote]
    if let separator = options.separator, unusable.contains(separator) || separator >= 0x80 {
      throw IngestionError(.usage, "a separator is one character, no quote and no line break")
    }
    if let mark = options.thousandsMark,
      options.decimalMark.map({ mark.utf8.elementsEqual([$0]) }) == true
    {
      throw IngestionError(.usage, "decimal mark and thousands mark are the same")
    }
    guard let mark = options.decimalMark else { return }
    guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") else {
      throw IngestionError(.usage, "a decimal mark is a point or a comma")
    }
    // A comma of both kinds is told apart by quotes only where the user says so for each number.
    if mark == options.separator {
      throw IngestionError(.usage, "separator and decimal mark are the same")
    }
  }

  private mutating func takeSample(options: ReadingOptions, isAtEnd: Bool) throws(IngestionError)
    -> RecordSample
  {
    var found = (byte: options.separator ?? 0, merges: options.mergesSeparators)
    let stated =
      options.skippedLines == 0
      ? SeparatorLine.separator(in: Array(blocks.joined().prefix(16))) : nil
    if let stated, options.separator == nil {
      found = (stated, false)
    } else if options.separator == nil {
      found = Dialect.separator(
        in: Array(blocks.joined()), quote: options.quote, comment: options.comment,
        skipping: options.skippedLines)
    }
    dialect = Dialect(
      separator: found.byte, mergesSeparators: found.merges, quote: options.quote,
      escape: options.escape, comment: options.comment, isMultiline: options.isMultiline,
      skipsBlanks: options.skipsBlanks)
    let sample = try records(options: options, isAtEnd: isAtEnd)
    guard !sample.faults.isEmpty, options.separator == nil, !found.merges else { return sample }
    // A blank between a quote and a separator makes each line a fault, and is a habit of the file then.
    dialect.skipsBlanks = true
    let other = try records(options: options, isAtEnd: isAtEnd)
    let counts = Set(other.records.map(\.count).filter { $0 > 0 })
    if other.faults.isEmpty, counts.count == 1, counts != [1] { return other }
    dialect.skipsBlanks = false
    return sample
  }

  /// The first records of what was read so far.
  private func records(options: ReadingOptions, isAtEnd: Bool) throws(IngestionError)
    -> RecordSample
  {
    var sample = RecordSample()
    var reader = CSVReader(file: file, dialect: dialect, skipping: options.skippedLines)
    for block in blocks where !sample.isFull { try reader.feed(block, into: &sample) }
    if isAtEnd && !sample.isFull { try reader.finish(into: &sample) }
    return sample
  }

  private mutating func takeColumns(of sample: RecordSample, options: ReadingOptions)
    throws(IngestionError)
  {
    let decimalMark = decimalMark(of: sample.records, options: options)
    (dialect.decimalMark, doubts) = (decimalMark.byte, decimalMark.doubts)
    let plain = NumberParser(decimalMark: decimalMark.byte)
    let missing = MissingMarks(adding: options.missingMarks, parser: plain)
    let lines: HeadLines
    if let given = options.columnNames {
      lines = try HeadLines(columns: given.count, sample, file: file) { first, rows in
        looksLikeHeader(first, before: rows, numbers: plain, missing: missing)
      }
    } else {
      lines = try HeadLines(sample, file: file) { first, rows in
        options.hasHeader != nil
          || looksLikeHeader(first, before: rows, numbers: plain, missing: missing)
      }
    }
    let first = lines.first
    let hasHeader =
      options.hasHeader ?? lines.hasHeader
      ?? looksLikeHeader(first, before: lines.body, numbers: plain, missing: missing)
    (dialect.hasHeader, dialect.comment) = (hasHeader, options.comment ?? lines.comment)
    lastHeadLine = hasHeader ? first.line : first.line - 1
    hasTrailingSeparator = lines.hasTrailingSeparator
    if let given = options.columnNames {
      names = given
    } else {
      names = try hasHeader ? headerNames(first) : (1...first.count).map { "column\($0)" }
    }
    let width = names.count
    let end = sample.records.lastIndex { !$0.mayBeFooter } ?? -1
    let short = sample.records[...end].first { record in
      record.line > first.line && record.count != width && record.count > 0
        && !(hasTrailingSeparator && record.count == width + 1)
    }
    let fault = sample.faults.first { ($0.location?.line ?? 0) > lastHeadLine }
    firstFault = [fault, short.map { wrongCount(of: $0, expected: width) }].compactMap { $0 }
      .min { ($0.location?.line ?? 0) < ($1.location?.line ?? 0) }
    // Where the names are the user's, the first line may have too few fields; it then is told as a fault.
    var rows = (hasHeader || first.count < width ? [] : [first]) + lines.body
    if hasHeader, let units = unitsLine(in: rows, numbers: plain, missing: missing) {
      unitsLine = units
      rows.removeFirst()
    }
    let columns = names.indices.map { cells(of: $0, in: rows, missing: missing) }
    numbers = NumberParser(
      decimalMark: decimalMark.byte,
      dress: dress(of: columns, decimalMark, options: options), isSettled: decimalMark.isSettled)
    profiles = names.indices.map {
      ColumnProfile(
        name: names[$0], cells: columns[$0], lines: lineNumbers(of: $0, in: rows, missing: missing),
        numbers: numbers)
    }
    for column in names.indices where profiles[column].kind == .text {
      oddCells[column] = oddCell(of: column, in: rows)
    }
    notes += lines.notes
    describe()
  }

  /// What the numbers wear: as the user says, else as it was found.
  private func dress(
    of columns: [[[UInt8]]], _ mark: DecimalMark, options: ReadingOptions
  ) -> NumberDress {
    let given = NumberDress(
      thousandsMark: options.thousandsMark.map { Array($0.utf8) } ?? [],
      texts: options.strippedTexts.map { Array($0.utf8) })
    return NumberDress(
      of: columns, decimalMark: mark.byte,
      provesPoints: mark.isSettled && mark.byte == UInt8(ascii: ","), given: given)
  }

  /// The line below the names that holds texts where all others hold numbers, and no value anywhere.
  private func unitsLine(
    in rows: [CSVRecord], numbers: NumberParser, missing: MissingMarks
  ) -> Int? {
    guard rows.count > 2, let first = rows.first else { return nil }
    var isSure = false
    for column in 0..<min(first.count, names.count) {
      let range = first.trimmedRange(of: column)
      guard !missing.contains(first.bytes, range) else { continue }
      let cell = Array(first.bytes[range])
      guard numbers.read(cell, cell.indices) == .noNumber, TimestampShape.of(cell) == nil,
        TableHead.couldBeUnit(cell)
      else { return nil }
      let others = rows.dropFirst().map { ($0, $0.trimmedRange(of: column)) }
        .filter { !missing.contains($0.0.bytes, $0.1) }
      let values = others.count { numbers.read($0.0.bytes, $0.1) != .noNumber }
      isSure = isSure || values > 1 && values == others.count
    }
    return isSure ? first.line : nil
  }

  /// Whether a text may name a unit: it has a letter or a sign of one, and does not say that something
  /// is not there.
  private static func couldBeUnit(_ cell: [UInt8]) -> Bool {
    let text = String(decoding: cell, as: UTF8.self).lowercased()
    let absent: Set<String> = [
      "n/a", "na", "nan", "null", "none", "nil", "missing", "unknown", "x",
    ]
    return !absent.contains(text)
      && cell.contains { $0.isLetter || $0 >= 0x80 || "%$([".utf8.contains($0) }
  }

  private mutating func describe() {
    if dialect.mergesSeparators {
      notes.append("columns separated by blanks")
    } else if dialect.separator != UInt8(ascii: ",") && names.count > 1 {
      notes.append("separator \(Dialect.name(of: dialect.separator))")
    }
    if dialect.skipsBlanks { notes.append("blanks beside the separators left out") }
    if dialect.decimalMark == UInt8(ascii: ",") { notes.append("decimal comma") }
    notes += numbers.dress.notes
    if let unitsLine { notes.append("line \(unitsLine) holds units: left out") }
    if !dialect.hasHeader && names.first == "column1" {
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

  /// The fault of the first cell with a digit, where an option makes a number of it.
  private func oddCell(of column: Int, in rows: [CSVRecord]) -> IngestionError? {
    for row in rows {
      let range = row.trimmedRange(of: column)
      let cell = row.bytes[range]
      guard cell.contains(where: { $0.decimalDigit != nil }),
        numbers.read(row.bytes, range) == .noNumber
      else { continue }
      let (message, hint) = NumberRemedy.fault(of: cell, read: numbers)
      guard let hint, !hint.hasPrefix("--na") else { return nil }
      return IngestionError(
        .schema, message + " (column \(QuotedCell.quoting(names[column])))",
        at: SourceLocation(file: file, line: row.line, column: column + 1), hint: hint)
    }
    return nil
  }

  /// The lines of a column's cells.
  private func lineNumbers(of column: Int, in rows: [CSVRecord], missing: MissingMarks) -> [Int] {
    rows.filter { !missing.contains($0.bytes, $0.trimmedRange(of: column)) }.map(\.line)
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

  /// The fault of a line with more or fewer fields than there are columns.
  func wrongCount(of record: CSVRecord, expected: Int) -> IngestionError {
    let place = SourceLocation(file: file, line: record.line)
    guard !record.endsInNewline && record.count < expected else {
      return wrongCount(line: record.line, count: record.count, expected: expected)
    }
    let fields = HeadLines.fields(record.count)
    return IngestionError(
      .structure,
      "the file looks half written: its last line has \(fields) instead of \(expected) and no line end",
      at: place, hint: "is it still being written?")
  }

  /// The fault of a whole line with more or fewer fields than there are columns.
  func wrongCount(line: Int, count: Int, expected: Int) -> IngestionError {
    IngestionError(
      .structure, "the line has \(HeadLines.fields(count)), the first line has \(expected)",
      at: SourceLocation(file: file, line: line))
  }
}
