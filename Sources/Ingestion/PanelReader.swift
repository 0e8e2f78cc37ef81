import ForecastSeries
import ForecastStorage

/// Reads a CSV file into a panel.
///
///     let reading = try PanelReader.read("sales.csv", options: ReadingOptions())
///     print(reading.summary)
///
/// Columns, separator, date style and step are detected where the options do not give them; what was
/// taken is in ``PanelReading/notes``. Nothing is guessed where a guess could be wrong: the error then
/// names the option that decides.
public enum PanelReader {
  /// How often a file is read that changes meanwhile.
  static let attempts = 3

  /// Reads a file, packed with gzip or not, or standard input.
  ///
  /// - Parameters:
  ///   - path: the file's path; `-` is standard input.
  ///   - options: what the user says about the file.
  /// - Returns: the series and what was found out.
  /// - Throws: ``IngestionError``, the first fault of the file; of kind `storage` where it cannot be
  ///   opened or read, or is written to at each of three attempts.
  public static func read(_ path: String, options: ReadingOptions = ReadingOptions())
    throws(IngestionError) -> PanelReading
  {
    try unchanged(path) { (source) throws(IngestionError) in
      try read(from: &source, name: SourceLocation.name(of: path), options: options)
    }
  }

  /// Reads several files as one panel.
  ///
  /// They have the same columns. Without an id column files that follow one another in time make one
  /// series, and files whose times overlap a series each.
  ///
  /// - Parameters:
  ///   - paths: the files' paths.
  ///   - options: what the user says about all of them.
  /// - Returns: the series and what was found out.
  /// - Throws: ``IngestionError``, the first fault of the first file that has one.
  public static func read(_ paths: [String], options: ReadingOptions = ReadingOptions())
    throws(IngestionError) -> PanelReading
  {
    if paths.count == 1 { return try read(paths[0], options: options) }
    var faults = FaultLog(isStrict: true, skips: options.badRows == .skip)
    guard let reading = try read(paths, options: options, faults: &faults) else {
      throw IngestionError(.empty, "there is nothing to read")
    }
    return reading.telling(faults)
  }

  static func read(
    _ paths: [String], options: ReadingOptions, faults: inout FaultLog
  ) throws(IngestionError) -> PanelReading? {
    guard !paths.contains("-") else {
      throw IngestionError(.usage, "standard input goes not with files", hint: "cat them together")
    }
    let zone = try zone(of: options)
    var table: TableRows?
    for path in paths {
      let own = table?.options(forLaterFilesBy: options) ?? options
      let before = faults
      let (next, log) = try unchanged(path) {
        (source) throws(IngestionError) -> (TableRows?, FaultLog) in
        var log = before
        let name = SourceLocation.name(of: path)
        return (try readRows(from: &source, name: name, options: own, faults: &log), log)
      }
      faults = log
      guard let next else { return nil }
      if table == nil { table = next } else { try table?.append(next, hasZone: zone != nil) }
    }
    guard var table else { return nil }
    table.tellFilesApart(options.identifier, isWide: options.isWide)
    return try assemble(consume table, options: options, faults: &faults, zone: zone)
  }

  /// Does something with a file, again if the file changed meanwhile.
  ///
  /// A file that is being written may look damaged, so a fault counts only if the file stayed the same.
  static func unchanged<Result>(
    _ path: String, _ body: (inout FileSource) throws(IngestionError) -> Result
  ) throws(IngestionError) -> Result {
    var attempt = 1
    while true {
      var source = try FileSource(path: path)
      let outcome: Swift.Result<Result, IngestionError>
      do {
        outcome = .success(try body(&source))
      } catch {
        outcome = .failure(error)
      }
      do {
        try source.checkUnchanged()
        return try outcome.get()
      } catch  where error.storageError?.kind == .busy && attempt < attempts && path != "-" {
        attempt += 1
      }
    }
  }

  /// Reads a file that lies in memory.
  ///
  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - name: what to call the file in messages.
  ///   - options: what the user says about the file.
  /// - Returns: the series and what was found out.
  /// - Throws: ``IngestionError``, the first fault of the file.
  public static func read(bytes: [UInt8], name: String, options: ReadingOptions = ReadingOptions())
    throws(IngestionError) -> PanelReading
  {
    var source = MemorySource(bytes)
    return try read(from: &source, name: name, options: options)
  }

  static func read<Source: BlockSource & ~Copyable>(
    from source: inout Source, name: String, options: ReadingOptions
  ) throws(IngestionError) -> PanelReading {
    var faults = FaultLog(isStrict: true, skips: options.badRows == .skip)
    guard let reading = try read(from: &source, name: name, options: options, faults: &faults)
    else {
      throw IngestionError(.empty, "there is nothing to read", at: SourceLocation(file: name))
    }
    return reading.telling(faults)
  }

  /// Reads a file and hands each fault to the log; nil where the faults leave nothing.
  static func read<Source: BlockSource & ~Copyable>(
    from source: inout Source, name: String, options: ReadingOptions, faults: inout FaultLog
  ) throws(IngestionError) -> PanelReading? {
    let zone = try zone(of: options)
    guard var table = try readRows(from: &source, name: name, options: options, faults: &faults)
    else { return nil }
    table.tellFilesApart(options.identifier, isWide: options.isWide)
    // Moved, not copied: a table that somebody else holds would be doubled when it is put in order.
    return try assemble(consume table, options: options, faults: &faults, zone: zone)
  }

  static func zone(of options: ReadingOptions) throws(IngestionError) -> TimeZoneRules? {
    guard let name = options.timeZone else { return nil }
    return try ZoneFile.rules(named: name)
  }

  static func assemble(
    _ table: consuming TableRows, options: ReadingOptions, faults: inout FaultLog,
    zone: TimeZoneRules?
  ) throws(IngestionError) -> PanelReading? {
    var assembly = PanelAssembly(consume table, options: options, faults: faults, zone: zone)
    let reading = try assembly.assemble()
    faults = assembly.faults
    return reading
  }

  /// Reads the rows of a file; nil where the faults leave nothing.
  private static func readRows<Source: BlockSource & ~Copyable>(
    from source: inout Source, name: String, options: ReadingOptions, faults: inout FaultLog
  ) throws(IngestionError) -> TableRows? {
    var decoder = TextDecoder(encoding: options.encoding)
    let head = try TableHead(
      reading: &source, decoder: &decoder, file: name, options: options)
    var columns: ColumnSelection
    var timestamps: TimestampParser?
    var hasColumns = true
    do {
      columns = try ColumnSelection(of: head, options: options)
      timestamps = try makeTimestampParser(head, columns, options)
    } catch {
      // A damaged line may be the reason why the columns cannot be told; it comes first in the file.
      if faults.isStrict, let first = head.firstFault { throw first }
      try faults.report(error)
      columns = ColumnSelection(nothingOf: head)
      hasColumns = false
    }
    let reader = CSVReader(
      file: name, dialect: head.dialect, skipping: options.skippedLines, keepsText: faults.skips)
    var pump = RecordPump(
      RowReader(
        head: head, columns: columns, options: options, timestamps: timestamps, faults: faults),
      reader: reader, head: head, columns: columns, options: options,
      expectedCount: source.expectedCount)
    for block in head.blocks { try pump.feed(block) }
    if decoder.encoding == .utf8 { try pump.takeParts(of: &source) }
    while let block = try decoder.nextBlock(of: &source) { try pump.feed(block) }
    let rows = try pump.finish()
    faults = rows.faults
    guard hasColumns else { return nil }
    return TableRows(consume rows, head: head, columns: columns, hasZone: options.timeZone != nil)
  }

  static func makeTimestampParser(
    _ head: TableHead, _ columns: ColumnSelection, _ options: ReadingOptions
  ) throws(IngestionError) -> TimestampParser? {
    guard let times = columns.timeColumns else { return nil }
    // Where the clock has a column of its own, the format may be that of the days alone.
    if let pattern = times.pattern,
      options.dateFormat.map({ pattern.hasPrefix("\($0) ") }) ?? true
    {
      return TimestampParser(pattern: pattern)
    }
    if let format = options.dateFormat {
      return try TimestampParser(dateFormat: format)
    }
    guard case .pattern(let pattern) = head.profiles[times.first].detection else {
      return TimestampParser(pattern: "")
    }
    return TimestampParser(pattern: pattern)
  }
}
