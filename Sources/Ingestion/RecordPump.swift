import ForecastKernels

/// Moves the bytes of a file into rows: simple lines by the chunk, on several threads, all others by
/// the record.
///
/// The result is the same for any number of threads and any blocks, and the same as by the record alone.
struct RecordPump: ~Copyable {
  private(set) var rows: RowReader
  private var reader: CSVReader
  private let head: TableHead
  private let columns: ColumnSelection
  private let missing: MissingMarks
  private let isByChunk: Bool
  private let pool: ThreadPool
  private var plain: PlainReading?
  private var scratch: [PlainLines]
  private var waiting: [PlainReading.Chunk] = []
  private var carried: [UInt8] = []
  /// Lines that go by the record before the next attempt; more after each that failed.
  private var patience = 1

  private static let mostPatience = 256

  init(
    _ rows: RowReader, reader: consuming CSVReader, head: TableHead, columns: ColumnSelection,
    options: ReadingOptions
  ) {
    self.rows = rows
    self.reader = reader
    self.head = head
    self.columns = columns
    missing = MissingMarks(adding: options.missingMarks, parser: head.numbers)
    isByChunk = head.breaksLinesByLineFeed && !options.readsEachRecord
    pool = ThreadPool(threads: max(1, options.threads))
    scratch = [PlainLines](repeating: PlainLines(), count: pool.threads)
  }

  /// Takes the next bytes of the file.
  mutating func feed(_ block: [UInt8]) throws(IngestionError) {
    guard let end = block.lastIndex(of: 0x0A), isByChunk else {
      carried += block
      guard carried.count > CSVReader.longestLine || !isByChunk else { return }
      try work()
      try reader.feed(carried, into: &rows)
      carried = []
      return
    }
    waiting.append(PlainReading.Chunk(carried + block[...end]))
    carried = Array(block[(end + 1)...])
    if waiting.count >= pool.threads { try work() }
  }

  /// Takes the last line, and what is known only at the end.
  mutating func finish() throws(IngestionError) {
    try work()
    try reader.feed(carried, into: &rows)
    try reader.finish(into: &rows)
    rows.finish()
  }

  /// Turns the chunks that wait into rows.
  private mutating func work() throws(IngestionError) {
    var chunks = waiting
    waiting = []
    // At the very beginning it is not known yet how times are written.
    while plain == nil, let first = chunks.first, first.next < first.bytes.count {
      guard try feedLines(of: &chunks[0]) else { break }
      guard reader.line >= head.lastSpecialLine else { continue }
      guard rows.timestamps?.isSettled ?? true else { continue }
      plain = PlainReading(
        head, columns, timestamps: rows.timestamps, missing: missing)
      if plain == nil { break }
    }
    guard let plain else {
      for index in chunks.indices {
        try reader.feed(Array(chunks[index].bytes[chunks[index].next...]), into: &rows)
      }
      return
    }
    pool.forEach(&chunks, scratch: &scratch, plain)
    for index in chunks.indices { try take(&chunks[index], plain) }
  }

  /// Puts the rows of a chunk behind the others, and reads by the record what is not simple in it.
  private mutating func take(
    _ chunk: inout PlainReading.Chunk, _ plain: PlainReading
  ) throws(IngestionError) {
    var isRead = true
    while true {
      if isRead, rows.takesPlainLines, reader.isBetweenRecords {
        let taken = rows.append(chunk, firstLine: reader.line + 1)
        reader.passOver(lines: taken.count)
        chunk.next = taken.next
        patience = taken.count > 0 ? 1 : min(2 * patience, RecordPump.mostPatience)
        chunk.most = max(16, 2 * taken.count)
      } else if isRead {
        chunk.next = chunk.first
      }
      guard chunk.next < chunk.bytes.count else { return }
      for _ in 0..<patience where chunk.next < chunk.bytes.count {
        guard try feedLines(of: &chunk) else { return }
      }
      guard chunk.next < chunk.bytes.count else { return }
      isRead = rows.takesPlainLines && reader.isBetweenRecords
      guard isRead else { continue }
      plain.perform(&chunk, 0, &scratch[0])
    }
  }

  /// Reads the next line of a chunk by the record; false at its end.
  private mutating func feedLines(
    of chunk: inout PlainReading.Chunk
  ) throws(IngestionError) -> Bool {
    guard let end = chunk.bytes[chunk.next...].firstIndex(of: 0x0A) else { return false }
    let line = Array(chunk.bytes[chunk.next...end])
    chunk.next = end + 1
    try reader.feed(line, into: &rows)
    return true
  }
}
