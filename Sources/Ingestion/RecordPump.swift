import ForecastKernels

/// Moves the bytes of a file into rows: simple lines by the chunk, on several threads, all others by
/// the record.
///
/// Chunks are gathered until there are some for each thread. Then the threads read what is simple in
/// each of them, as far as its first line that is not; the chunks' rows are put in order one chunk after
/// the other; and the threads put the values of the rows where they belong. The result is the same for
/// any number of threads and any blocks, and the same as by the record alone.
struct RecordPump: ~Copyable {
  private var rows: RowReader
  private var reader: CSVReader
  private let head: TableHead
  private let columns: ColumnSelection
  private let isByChunk: Bool
  private let pool: ThreadPool
  /// How simple lines are read; nil before the first round, and where the file has none.
  private var plain: PlainReading?
  private var scratch: [PlainLines]
  /// Of these the first `waiting` hold lines; the others keep their memory.
  private var chunks: [PlainReading.Chunk]
  private var waiting = 0
  /// The beginning of a line whose end has not come.
  private var carried: [UInt8] = []
  /// Lines that go by the record before simple ones are looked for again.
  private var linesByRecord = 1
  /// Bytes of the whole file, until room was made for its rows.
  private var expectedCount: Int?

  private let chunkSize: Int

  private static let chunksPerThread = 4
  private static let mostLinesByRecord = 256

  init(
    _ rows: RowReader, reader: consuming CSVReader, head: TableHead, columns: ColumnSelection,
    options: ReadingOptions, expectedCount: Int? = nil
  ) {
    self.rows = rows
    self.reader = reader
    self.head = head
    self.columns = columns
    self.expectedCount = expectedCount
    isByChunk = head.breaksLinesByLineFeed && !options.readsEachRecord
    // A file of one chunk would wait longer for threads than for its rows.
    chunkSize = options.chunkSize
    let isSmall = (expectedCount ?? .max) <= chunkSize
    pool = ThreadPool(threads: isSmall ? 1 : max(1, options.threads))
    scratch = [PlainLines](repeating: PlainLines(), count: pool.threads)
    chunks = [PlainReading.Chunk](
      repeating: PlainReading.Chunk(), count: pool.threads * RecordPump.chunksPerThread)
  }

  /// Takes the next bytes of the file.
  mutating func feed(_ block: [UInt8]) throws(IngestionError) {
    guard isByChunk else { return try reader.feed(block, into: &rows) }
    var start = 0
    while start < block.count {
      let stop = min(start + chunkSize, block.count)
      guard let end = block[start..<stop].lastIndex(of: 0x0A) else {
        carried += block[start..<stop]
        start = stop
        if carried.count > CSVReader.longestLine { try feedCarried() }
        continue
      }
      chunks[waiting].refill(carried, block[start...end])
      waiting += 1
      carried.removeAll(keepingCapacity: true)
      start = end + 1
      if waiting == chunks.count { try takeChunks() }
    }
  }

  /// Takes the last line, and what is known only at the end.
  ///
  /// - Returns: what became of all lines.
  consuming func finish() throws(IngestionError) -> RowReader {
    try feedCarried()
    try reader.finish(into: &rows)
    rows.finish()
    return rows
  }

  private mutating func feedCarried() throws(IngestionError) {
    try takeChunks()
    try reader.feed(carried, into: &rows)
    carried = []
  }

  /// Turns the chunks that wait into rows.
  private mutating func takeChunks() throws(IngestionError) {
    // Taken out, so that one can be changed beside the rows.
    var chunks = self.chunks
    self.chunks = []
    defer { (self.chunks, waiting) = (chunks, 0) }
    if waiting > 0 { try findPlainLines(in: &chunks[0]) }
    guard let plain else {
      for chunk in chunks[..<waiting] {
        try reader.feed(Array(chunk.bytes[chunk.next...]), into: &rows)
      }
      return
    }
    pool.forEach(&chunks, count: waiting, scratch: &scratch, plain)
    for index in 0..<waiting { try take(&chunks[index], plain) }
    rows.put(chunks[..<waiting].map(\.tile), with: pool)
    makeRoom(for: chunks[..<waiting].reduce(0) { $0 + $1.length })
  }

  /// Takes the rest of a source that has parts: each is loaded by the thread that reads its lines.
  ///
  /// Where a part cannot be taken so, such as a last line without an end, the source goes on there block
  /// by block, and says what is wrong.
  mutating func takeParts<Source: BlockSource & ~Copyable>(
    of source: inout Source
  ) throws(IngestionError) {
    guard isByChunk, let parts = source.parts else { return }
    try takeChunks()
    var place = parts.range.lowerBound - carried.count
    guard let plain, place > 0 else { return }
    carried = []
    let work = PlainReading.OfParts(plain: plain, parts: parts)
    while place < parts.range.upperBound, try takeRound(work, from: &place) {}
    guard try source.skip(toLast: parts.range.upperBound - place) else {
      preconditionFailure("a source with parts can be read from any place on")
    }
  }

  /// Takes some parts for each thread, from the beginning of a line on; false where one was not loaded.
  private mutating func takeRound(
    _ work: PlainReading.OfParts, from place: inout Int
  ) throws(IngestionError) -> Bool {
    var chunks = self.chunks
    self.chunks = []
    defer { self.chunks = chunks }
    var count = 0
    var cut = place
    while count < chunks.count, cut < work.parts.range.upperBound {
      let end = min(cut + chunkSize, work.parts.range.upperBound)
      chunks[count].part = (cut..<end, cut > place)
      (cut, count) = (end, count + 1)
    }
    pool.forEach(&chunks, count: count, scratch: &scratch, work)
    let loaded = chunks[..<count].prefix { $0.isLoaded }.count
    for index in 0..<loaded {
      try take(&chunks[index], work.plain)
      place += chunks[index].length
    }
    rows.put(chunks[..<loaded].map(\.tile), with: pool)
    return loaded == count
  }

  /// Reads lines by the record until it is known how the simple ones are read.
  ///
  /// At the very beginning it is not known yet how times are written.
  private mutating func findPlainLines(
    in chunk: inout PlainReading.Chunk
  ) throws(IngestionError) {
    while plain == nil, !chunk.isDone {
      try feedLine(of: &chunk)
      guard reader.line >= head.lastSpecialLine, rows.timestamps?.isSettled ?? true else {
        continue
      }
      plain = PlainReading(head, columns, timestamps: rows.timestamps, missing: rows.missing)
      if plain == nil { return }
    }
  }

  /// Makes room for all rows of the file once, by how many the first bytes hold.
  private mutating func makeRoom(for byteCount: Int) {
    guard let expected = expectedCount, rows.rows.count > 0, byteCount > 0 else { return }
    expectedCount = nil
    // Rows may be shorter later.
    let share = 1.02 * Double(expected) / Double(byteCount)
    rows.reserve(Int(Double(rows.rows.count) * share))
  }

  /// Puts the rows of a chunk behind the others; what is not simple in it is read by the record.
  ///
  /// The threads have read the chunk up to `next`, as if simple lines could be taken from `first` on.
  private mutating func take(
    _ chunk: inout PlainReading.Chunk, _ plain: PlainReading
  ) throws(IngestionError) {
    if takesPlainLines { takeRows(of: &chunk) } else { chunk.next = chunk.first }
    while !chunk.isDone {
      // The chunk's tile is needed again.
      rows.put([chunk.tile], with: pool)
      chunk.tile.count = 0
      for _ in 0..<linesByRecord where !chunk.isDone { try feedLine(of: &chunk) }
      guard !chunk.isDone, takesPlainLines else { continue }
      plain.perform(&chunk, 0, &scratch[0])
      takeRows(of: &chunk)
    }
  }

  /// Whether lines may go by the chunk: neither a record nor a row waits for the next line.
  private var takesPlainLines: Bool { rows.takesPlainLines && reader.isBetweenRecords }

  /// Takes the simple lines that were read; where there were none, the next attempt comes later, and
  /// no attempt looks far beyond where the one before came to.
  private mutating func takeRows(of chunk: inout PlainReading.Chunk) {
    let count = rows.append(&chunk, firstLine: reader.line + 1)
    reader.passOver(lines: count)
    linesByRecord = count > 0 ? 1 : min(2 * linesByRecord, RecordPump.mostLinesByRecord)
    chunk.most = max(16, 2 * count)
  }

  /// Reads the next line of a chunk by the record.
  private mutating func feedLine(of chunk: inout PlainReading.Chunk) throws(IngestionError) {
    let end = chunk.bytes[chunk.next...].firstIndex(of: 0x0A) ?? chunk.bytes.count - 1
    let line = Array(chunk.bytes[chunk.next...end])
    chunk.next = end + 1
    try reader.feed(line, into: &rows)
  }
}
