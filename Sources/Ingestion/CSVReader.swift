import CLibCSV
import Glibc

/// Splits the bytes of a file into records; the only caller of libcsv.
///
/// The parser is strict, and it is fed one physical line at a time: a line number needs no
/// bookkeeping then, and a stray quote costs its own line instead of the rest of the file. For the same
/// reason a quoted field may not cross a line, unless the dialect says so. Memory is bounded: a field
/// has at most 64 KiB, a line 16 MiB, a record 10,000 fields and 100 lines.
@safe struct CSVReader: ~Copyable {
  static let longestField = 64 * 1_024
  static let longestLine = 16 * 1_024 * 1_024
  static let mostFields = 10_000
  static let mostLines = 100

  private let parser: UnsafeMutablePointer<csv_parser>
  private let record: UnsafeMutablePointer<CSVRecord>
  private let file: String
  private let dialect: Dialect
  /// Lines at the beginning that are passed over.
  private let skipped: Int
  /// Whether records come with the text of their lines.
  private let keepsText: Bool
  private var carried: [UInt8] = []
  /// How many lines were read.
  private(set) var line = 0
  /// The line on which a field was opened that is not closed yet; nil between records.
  private var openedLine: Int?
  /// Whether lines end in CR CR LF, as the first one does; nil before its end.
  private var doublesReturns: Bool?

  init(file: String, dialect: Dialect, skipping skipped: Int = 0, keepsText: Bool = false) {
    self.file = file
    self.dialect = dialect
    self.skipped = skipped
    self.keepsText = keepsText
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: csv_parser())
    unsafe record = .allocate(capacity: 1)
    unsafe record.initialize(to: CSVRecord())
    prepareParser()
  }

  deinit {
    unsafe csv_free(parser)
    unsafe parser.deinitialize(count: 1)
    unsafe parser.deallocate()
    unsafe record.deinitialize(count: 1)
    unsafe record.deallocate()
  }

  /// Whether nothing is held back of a record that is not complete.
  var isBetweenRecords: Bool { openedLine == nil && carried.isEmpty }

  /// Counts lines that somebody else has read.
  mutating func passOver(lines count: Int) {
    precondition(isBetweenRecords, "a record is not complete")
    line += count
  }

  /// Options are set once, here: setting them later can overflow libcsv's buffer.
  private func prepareParser() {
    unsafe csv_init(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL))
    unsafe csv_set_delim(parser, dialect.separator)
    unsafe csv_set_quote(parser, dialect.quote)
    unsafe csv_set_blk_size(parser, 4_096)
    // Blanks are data: the number parser trims, and a blank beside a quote is a fault.
    unsafe csv_set_space_func(parser) { _ in 0 }
    unsafe csv_set_realloc_func(parser) { old, size in
      size > CSVReader.longestField ? nil : unsafe realloc(old, size)
    }
  }

  /// Takes the next bytes of the file and hands over each record that is complete.
  mutating func feed<Sink: RecordSink>(_ block: [UInt8], into sink: inout Sink)
    throws(IngestionError)
  {
    carried.append(contentsOf: block)
    try takeLines(atEnd: false, into: &sink)
    guard carried.count > CSVReader.longestLine else { return }
    // The rest of an endless line cannot be told from the next line, so this fault is final.
    throw IngestionError(
      .structure, "the line is longer than 16 MiB",
      at: SourceLocation(file: file, line: line + 1))
  }

  /// Hands over the last line, where the file does not end in a line break.
  mutating func finish<Sink: RecordSink>(into sink: inout Sink) throws(IngestionError) {
    try takeLines(atEnd: true, into: &sink)
    guard let opened = openedLine else { return }
    line = opened
    let fault = unclosed
    restartParser()
    try sink.refuse(fault)
  }

  private mutating func takeLines<Sink: RecordSink>(atEnd: Bool, into sink: inout Sink)
    throws(IngestionError)
  {
    var buffer = carried
    carried = []
    let taken = try unsafe buffer.withUnsafeBufferPointer {
      (bytes) throws(IngestionError) -> Int in
      try unsafe takeLines(in: bytes, atEnd: atEnd, into: &sink)
    }
    buffer.removeSubrange(0..<taken)
    carried = buffer
  }

  /// Takes the lines that are complete and returns where they end.
  private mutating func takeLines<Sink: RecordSink>(
    in bytes: UnsafeBufferPointer<UInt8>, atEnd: Bool, into sink: inout Sink
  ) throws(IngestionError) -> Int {
    var start = 0
    var (lineFeed, carriageReturn) = (-1, -1)
    while start < bytes.count {
      if lineFeed < start { unsafe lineFeed = bytes.firstPosition(of: 0x0A, from: start) }
      if carriageReturn < start {
        unsafe carriageReturn = bytes.firstPosition(of: 0x0D, from: start)
      }
      let end = min(lineFeed, carriageReturn)
      if end == bytes.count && !atEnd { break }
      var next = min(end + 1, bytes.count)
      var isDoubled = false
      if end == carriageReturn && end < bytes.count {
        // A CR at the end of a block may be half of a CRLF.
        if next == bytes.count && !atEnd { break }
        // Lines of a text that was converted twice end in CR CR LF, the first one too.
        if doublesReturns ?? true, next < bytes.count, unsafe bytes[next] == 0x0D {
          if next + 1 == bytes.count && !atEnd { break }
          isDoubled = next + 1 == lineFeed
          if isDoubled { next += 1 }
        }
        if next < bytes.count && next == lineFeed { next += 1 }
      }
      if end < bytes.count, doublesReturns == nil { doublesReturns = isDoubled }
      line += 1
      if line > skipped { try unsafe takeLine(bytes, start..<end, endsAt: next, into: &sink) }
      start = next
    }
    return start
  }

  private mutating func takeLine<Sink: RecordSink>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ span: Range<Int>, endsAt next: Int,
    into sink: inout Sink
  ) throws(IngestionError) {
    var span = span
    if line == 1 { span = unsafe withoutMark(bytes, span) }
    let endsInNewline = next > span.upperBound
    if openedLine == nil {
      if let comment = dialect.comment, !span.isEmpty, unsafe bytes[span.lowerBound] == comment {
        return
      }
      unsafe record.pointee.removeAll()
      unsafe record.pointee.line = line
    }
    unsafe record.pointee.endsInNewline = endsInNewline
    if keepsText { unsafe record.pointee.text += bytes[span] }
    var fault: IngestionError?
    if dialect.needsRewriting {
      // The same line as libcsv would have it: one separator, doubled quotes.
      let plain = unsafe dialect.rewritten(Array(bytes[span])) + [0x0A]
      unsafe plain.withUnsafeBufferPointer {
        unsafe fault = parse($0, 0..<(plain.count - 1), endsAt: plain.count)
      }
    } else if !span.isEmpty || openedLine != nil {
      unsafe fault = parse(bytes, span, endsAt: next)
    }
    if var fault {
      unsafe fault.text = keepsText ? record.pointee.text : []
      restartParser()
      return try sink.refuse(fault)
    }
    if openedLine == nil { try unsafe sink.take(record.pointee) }
  }

  /// Parses one line into `record`; returns what is wrong with it, if anything.
  private mutating func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ span: Range<Int>, endsAt next: Int
  ) -> IngestionError? {
    let zero = unsafe bytes.firstPosition(of: 0, from: span.lowerBound, to: span.upperBound)
    let length = zero - span.lowerBound
    guard let base = bytes.baseAddress else { return nil }
    let taken = unsafe csv_parse(parser, base + span.lowerBound, length, onField, nil, record)
    if taken < length {
      // csv_error has to be asked at once, and csv_fini must not follow a failure.
      let status = unsafe csv_error(parser)
      let place = span.lowerBound + taken
      let before = unsafe Array(bytes[max(span.lowerBound, place - 2)..<place])
      return fault(status, at: unsafe Array(bytes[place..<span.upperBound]), after: before)
    }
    if zero < span.upperBound {
      return fault("the line holds a NUL byte", hint: unsafe zeroHint(Array(bytes[span])))
    }
    if next > span.upperBound {
      let end = next - span.upperBound
      _ = unsafe csv_parse(parser, base + span.upperBound, end, onField, nil, record)
    }
    // The last line of a file may have no end.
    if unsafe parser.pointee.pstate != 0, next == span.upperBound || !dialect.isMultiline {
      let lineFeed: [UInt8] = [0x0A]
      _ = unsafe csv_parse(parser, lineFeed, 1, onField, nil, record)
    }
    if unsafe parser.pointee.pstate != 0 {
      guard dialect.isMultiline, next > span.upperBound,
        line - (openedLine ?? line) < CSVReader.mostLines
      else { return unclosed }
      openedLine = openedLine ?? line
      return nil
    }
    openedLine = nil
    if unsafe record.pointee.count > CSVReader.mostFields {
      return fault("the line has more than \(CSVReader.mostFields) fields", hint: nil)
    }
    return nil
  }

  private var unclosed: IngestionError {
    fault(
      "a quoted field is not closed on its line",
      hint:
        "double a quote that belongs to the text; a field may cross a line with --multiline only")
  }

  private mutating func restartParser() {
    openedLine = nil
    unsafe csv_free(parser)
    unsafe parser.initialize(to: csv_parser())
    prepareParser()
  }

  /// What to do about NUL bytes: every second one is of UTF-16 without its mark, a stray one is not.
  private func zeroHint(_ line: [UInt8]) -> String {
    let zeros = line.indices.filter { line[$0] == 0 }
    let isEverySecond = Set(zeros.map { $0 % 2 }).count == 1 && zeros.count * 5 >= line.count * 2
    guard isEverySecond else { return "take it out, if this is a text file" }
    let isHighFirst = line.first == 0 && self.line == 1
    return "--encoding utf-16\(isHighFirst ? "be" : "le") if it is UTF-16"
  }

  /// What libcsv refuses, told by the bytes that it stopped at and the two before them.
  private func fault(_ status: Int32, at rest: [UInt8], after before: [UInt8]) -> IngestionError {
    let isPadded = before.last == 0x20
    let backslash = UInt8(ascii: "\\")
    let blanks =
      dialect.skipsBlanks || dialect.separator <= 0x20
      ? nil : "--delimiter '\(Character(UnicodeScalar(dialect.separator))) '"
    let behindBlanks = rest.first { $0 != 0x20 } ?? dialect.separator
    return switch status {
    case CSV_ENOMEM, CSV_ETOOBIG:
      fault("a field is longer than 64 KiB", hint: "is a quote missing?")
    case _ where rest.first == dialect.quote:
      fault(
        "a quote stands inside a field that does not begin with one",
        hint: "put the whole field in quotes and double the quotes in it"
          // A tab cannot be shown as it would have to be typed.
          + (blanks.map { isPadded ? ", or \($0) if a blank stands behind each separator" : "" }
            ?? ""))
    case _ where before == [backslash, dialect.quote] && dialect.escape == nil:
      fault(
        "a quote behind a backslash ends the field, but text follows it",
        hint: "--escape '\\' if a backslash stands before quotes in texts, else double them")
    case _ where rest.first == 0x20 && behindBlanks == dialect.separator:
      fault(
        "a blank follows the closing quote of a field",
        hint: "take it out" + (blanks.map { ", or \($0) if blanks stand beside separators" } ?? ""))
    default:
      fault(
        "text follows the closing quote of a field",
        hint: "put the whole field in quotes and double the quotes in it")
    }
  }

  private func fault(_ message: String, hint: String?) -> IngestionError {
    let column = unsafe min(record.pointee.count, CSVReader.mostFields) + 1
    return IngestionError(
      .structure, message, at: SourceLocation(file: file, line: openedLine ?? line, column: column),
      hint: hint)
  }

  /// The first line without its UTF-8 byte order mark.
  private func withoutMark(
    _ bytes: UnsafeBufferPointer<UInt8>, _ span: Range<Int>
  ) -> Range<Int> {
    let start = unsafe Array(bytes[span.prefix(3).startIndex..<span.prefix(3).endIndex])
    return start == [0xEF, 0xBB, 0xBF] ? span.dropFirst(3) : span
  }
}

/// Called by libcsv for each field; nil is an empty field without quotes.
private func onField(
  _ bytes: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  guard let context = unsafe context else { return }
  let record = unsafe context.assumingMemoryBound(to: CSVRecord.self)
  if let bytes = unsafe bytes {
    unsafe record.pointee.bytes.append(
      contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
  }
  unsafe record.pointee.ends.append(record.pointee.bytes.count)
}

extension UnsafeBufferPointer<UInt8> {
  /// The position of the first such byte, or `end` where there is none.
  fileprivate func firstPosition(of byte: UInt8, from start: Int, to end: Int? = nil) -> Int {
    let end = end ?? count
    guard let base = baseAddress, start < end,
      let found = unsafe memchr(base + start, Int32(byte), end - start)
    else { return end }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
