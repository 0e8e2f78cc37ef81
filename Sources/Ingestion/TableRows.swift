import ForecastSeries

/// The rows of one file, or of several that make one panel, before they are put in order.
struct TableRows: Sendable {
  let head: TableHead
  let columns: ColumnSelection
  private(set) var rows: RowStore
  private(set) var identifiers: [String]
  /// Where ids of several columns were cut first, with the file, if their parts hold the mark between.
  private var cuts: [String: (cut: CombinedIdentifier.Cut, file: String)] = [:]
  /// How times were read; nil where there are none.
  let timestamps: TimestampParser?
  /// Records that were read; a record can hold several rows.
  private(set) var recordCount: Int
  private(set) var notes: [String]
  private(set) var warnings: [String] = []
  /// Whether all files have the same columns, so that a column's number means the same in each.
  private(set) var hasOneHeader = true
  /// Whether each file is a series.
  private(set) var areFilesSeries = false

  init(_ reader: consuming RowReader, head: TableHead, columns: ColumnSelection, hasZone: Bool) {
    self.head = head
    self.columns = columns
    rows = reader.rows
    identifiers = columns.identifiers.isEmpty ? [""] : reader.identifiers.texts
    for (number, cut) in reader.cuts { cuts[identifiers[Int(number)]] = (cut, head.file) }
    timestamps = reader.timestamps
    recordCount = reader.recordCount
    notes = head.notes
    rows.nameFile(head.file)
    if let line = reader.doubtfulLine {
      let place = SourceLocation(file: head.file, line: line)
      warnings.append(
        "\(place): the last line has no line end and is shorter than every other row: is it cut off?"
      )
    }
    noteTimes(hasZone: hasZone)
    if columns.identifiers.count > 1 {
      let names = columns.identifiers.map { head.names[$0] }
      notes.append("the id is made of \(ColumnNames.listing(names)) together")
    }
    if let periods = columns.periods { notes.append(periods.note) }
    notes += reader.footer.notes
  }

  /// What a user may not have expected of the times.
  private mutating func noteTimes(hasZone: Bool) {
    guard let times = columns.timeColumns, let timestamps, columns.periods == nil else { return }
    let name = QuotedCell.quoting(times.name)
    let pattern = timestamps.pattern
    if timestamps.isInteger { notes.append("time \(name) holds integers, which only count") }
    if pattern == "yyyy" { notes.append("time \(name) holds calendar years") }
    if pattern.hasPrefix("d") || pattern.hasPrefix("M") {
      notes.append("time \(name) is read as \(pattern)")
    }
    if timestamps.convertedToUTC && !hasZone {
      notes.append(
        "the offsets from UTC vary in time \(name): all times are taken as UTC, or --tz with the zone"
      )
    }
    if !times.isSingle {
      let names = times.parts.map { head.names[$0.column] }
      notes.append("the time is read from \(ColumnNames.listing(names)) together")
    }
  }

  /// What a later file has to be read with, to be read like this one.
  func options(forLaterFilesBy options: ReadingOptions) -> ReadingOptions {
    func column(_ some: [Int]) -> ReadingOptions.Column {
      some.isEmpty ? .absent : .named(some.map { head.names[$0] }.joined(separator: ","))
    }
    var later = options
    guard columns.periods == nil else { return later }
    later.time = column(columns.timeColumns?.parts.map(\.column) ?? [])
    later.dateFormat = timestamps?.pattern ?? options.dateFormat
    guard !options.isWide else { return later }
    later.identifier = column(columns.identifiers)
    later.target = columns.targets.first.map { head.names[$0] }
    return later
  }

  /// Puts the rows of another file behind these.
  mutating func append(_ other: TableRows, hasZone: Bool) throws(IngestionError) {
    try checkFits(other, hasZone: hasZone)
    try checkCuts(other)
    hasOneHeader = hasOneHeader && head.names == other.head.names
    var numbers: [Int32] = []
    if !columns.identifiers.isEmpty {
      var known: [String: Int32] = [:]
      for (number, text) in identifiers.enumerated() { known[text] = Int32(number) }
      for text in other.identifiers {
        let number = known[text] ?? Int32(identifiers.count)
        if known[text] == nil { identifiers.append(text) }
        numbers.append(number)
      }
    }
    rows.append(other.rows, series: numbers)
    recordCount += other.recordCount
    for note in other.notes where !notes.contains(note) {
      notes.append("\(other.head.file): \(note)")
    }
    warnings += other.warnings
  }

  /// Refuses an id that is put together of other parts in an earlier file.
  private mutating func checkCuts(_ other: TableRows) throws(IngestionError) {
    let faults = other.cuts.compactMap { text, found -> (Int, IngestionError)? in
      guard let first = cuts[text], first.cut.ends != found.cut.ends else { return nil }
      let place = SourceLocation(file: found.file, line: found.cut.line)
      return (
        found.cut.line,
        CombinedIdentifier.fault(
          Array(text.utf8), found.cut.ends, first: first.cut, in: first.file, at: place)
      )
    }
    if let first = faults.min(by: { $0.0 < $1.0 }) { throw first.1 }
    cuts.merge(other.cuts) { own, _ in own }
  }

  /// Refuses a file that is not written like the first one.
  private func checkFits(_ other: TableRows, hasZone: Bool) throws(IngestionError) {
    let place = SourceLocation(file: other.head.file)
    func names(_ table: TableRows) -> [String] {
      table.columns.targets.map { table.head.names[$0] }
    }
    guard names(self) == names(other) else {
      throw IngestionError(
        .schema, "its columns of values are not those of \(head.file)", at: place,
        hint: "give files with the same columns, or one by one")
    }
    let (own, others) = (timestamps, other.timestamps)
    let isSame =
      hasZone
      ? own?.readsInstants == others?.readsInstants && own?.pattern == others?.pattern
      : own?.style == others?.style
    guard isSame else {
      throw IngestionError(
        .time, "its times are not written like those of \(head.file)", at: place,
        hint: own?.pattern == others?.pattern && own?.readsInstants == others?.readsInstants
          ? "--tz with the zone of the times" : "write all files in one way")
    }
  }

  /// Makes each file a series, named like the file, where their times overlap or rows are only counted;
  /// files that follow one another in time make one.
  mutating func tellFilesApart(_ option: ReadingOptions.Column, isWide: Bool) {
    guard columns.identifiers.isEmpty, !isWide,
      rows.files.count > 1 || option == .file
    else { return }
    switch option {
    case .file: break
    case .absent where !rows.times.isEmpty: return
    default:
      guard rows.times.isEmpty || !rows.filesFollowEachOther else {
        notes.append(
          "\(rows.files.count) files that follow one another in time make one series: --id @file if "
            + "each is a series of its own")
        return
      }
    }
    let paths = rows.files.map(\.name)
    let names = paths.map(TableRows.stem)
    identifiers = Set(names).count == names.count ? names : paths
    rows.makeFilesSeries()
    areFilesSeries = true
    if names.count > 1 {
      notes.append("each of \(names.count) files is a series, named like the file")
    }
  }

  /// A file's name without its folder and its endings.
  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? path[...]
    let stem = name.drop { $0 == "." }.prefix { $0 != "." }
    return stem.isEmpty ? String(name) : String(stem)
  }
}
