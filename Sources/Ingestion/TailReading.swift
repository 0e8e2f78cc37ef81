import ForecastSeries

/// Reads only the end of a large file, where a forecast looks at nothing else.
///
/// The end is a whole file's end only if the file is sorted by time and its step is known, so each
/// doubt leads back to the whole file: an id column, a packed file or a stream, a quoted line break, rows
/// out of order, a fault, a step of the calendar, a series that ends early. Faults in the part that is
/// not read are not seen; it was read when the model was fitted.
struct TailReading {
  let file: String
  /// How many steps each series has to have at least.
  let steps: Int
  let options: ReadingOptions
  /// Files with fewer bytes are read as a whole.
  var smallest = 8 * 1_024 * 1_024
  /// Bytes of the end that are tried first.
  var firstLength = 256 * 1_024

  /// Bytes of the beginning that show whether the rows are in the order of time.
  private static let opening = 64 * 1_024
  /// The first rows may be read otherwise than in the whole file, such as an hour that comes twice.
  private static let margin = 2

  /// Reads the end; nil where the whole file is needed.
  func read(
    _ source: inout FileSource, size: Int, zone: TimeZoneRules?
  ) throws(IngestionError) -> PanelReading? {
    guard size >= smallest, options.step?.fixedSeconds != nil, !options.isMultiline,
      options.badRows == .error, options.identifier == .absent || options.isWide
    else { return nil }
    do {
      var decoder = TextDecoder(encoding: options.encoding)
      let head = try TableHead(
        reading: &source, decoder: &decoder, file: file, options: options)
      let columns = try ColumnSelection(of: head, options: options)
      guard decoder.encoding == .utf8, head.firstFault == nil, head.breaksLinesByLineFeed,
        columns.identifiers.isEmpty, columns.periods == nil, columns.timeColumns != nil
      else { return nil }
      let opening = Array(head.blocks.joined().prefix(min(TailReading.opening, size / 4)))
      guard let end = opening.lastIndex(of: 0x0A) else { return nil }
      let first = try rows(Array(opening[...end]), head, columns, isOpening: true)
      let times = Array(first.rows.times)
      guard isSorted(times), let before = times.last else { return nil }
      var length = firstLength
      while 2 * length <= size {
        guard try source.skip(toLast: length) else { return nil }
        let tail = try rows(try lines(of: &source), head, columns, isOpening: false)
        let later = Array(tail.rows.times)
        guard let next = later.first, before < next, isSorted(later),
          tail.timestamps?.offsetText == nil || zone != nil
        else { return nil }
        if let reading = try panel(of: tail, columns, zone) { return reading }
        length *= 4
      }
      return nil
    } catch  where error.kind != .storage {
      // The whole file tells the same fault with its line.
      return nil
    }
  }

  /// The lines of the source's rest; the first one is cut, and left out.
  private func lines(of source: inout FileSource) throws(IngestionError) -> [UInt8] {
    var bytes: [UInt8] = []
    while let block = try source.nextBlock() { bytes += block }
    guard let end = bytes.firstIndex(of: 0x0A) else { return [] }
    return Array(bytes[(end + 1)...])
  }

  private func rows(
    _ bytes: [UInt8], _ head: TableHead, _ columns: ColumnSelection, isOpening: Bool
  ) throws(IngestionError) -> TableRows {
    var reader = CSVReader(file: file, dialect: head.dialect, skipping: options.skippedLines)
    if !isOpening { reader.passOver(lines: max(head.lastSpecialLine, options.skippedLines)) }
    var pump = RecordPump(
      RowReader(
        head: head, columns: columns, options: options,
        timestamps: try PanelReader.makeTimestampParser(head, columns, options),
        faults: FaultLog(isStrict: true)),
      reader: reader, head: head, columns: columns, options: options,
      expectedCount: bytes.count)
    try pump.feed(bytes)
    return TableRows(
      try pump.finish(), head: head, columns: columns, hasZone: options.timeZone != nil)
  }

  private func isSorted(_ times: [Int]) -> Bool {
    zip(times, times.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// The panel of the last rows; nil where a series has fewer steps than are wanted.
  private func panel(
    of table: TableRows, _ columns: ColumnSelection, _ zone: TimeZoneRules?
  ) throws(IngestionError) -> PanelReading? {
    var faults = FaultLog(isStrict: true)
    let reading = try PanelReader.assemble(table, options: options, faults: &faults, zone: zone)
    guard var reading, reading.panel.count == columns.valueCount,
      reading.panel.indices.allSatisfy({ reading.panel[$0].count >= steps + TailReading.margin })
    else { return nil }
    reading.isOfEnd = true
    return reading
  }
}

extension PanelReader {
  /// Reads only the end of a large file, for a forecast that looks at nothing else.
  ///
  /// - Parameters:
  ///   - path: the file's path.
  ///   - steps: how many steps each series has to have at least.
  ///   - options: how the file is read, with its step.
  /// - Returns: the last rows, whose last `steps` steps are those of the whole file; nil where that is not
  ///   sure, and the whole file has to be read.
  /// - Throws: ``IngestionError`` of kind `storage` where the file cannot be opened or read.
  public static func readEnd(
    of path: String, steps: Int, options: ReadingOptions
  ) throws(IngestionError) -> PanelReading? {
    try readEnd(
      of: path,
      TailReading(file: SourceLocation.name(of: path), steps: steps, options: options))
  }

  static func readEnd(
    of path: String, _ tail: TailReading
  ) throws(IngestionError) -> PanelReading? {
    guard path != "-" else { return nil }
    let zone = try zone(of: tail.options)
    return try unchanged(path) { (source) throws(IngestionError) in
      guard let size = source.expectedCount else { return nil }
      return try tail.read(&source, size: size, zone: zone)
    }
  }
}
