import ForecastSeries

/// Puts the rows of a file in order: series by series, each on a regular axis.
struct PanelAssembly {
  let head: TableHead
  let columns: ColumnSelection
  let options: ReadingOptions
  var rows: RowStore
  private(set) var faults: FaultLog
  var notes: [String]
  var warnings: [String] = []
  let identifiers: [String]
  /// Whether series have ids, of columns or of files.
  let hasIdentifiers: Bool
  /// Whether a column's number means the same in all files.
  private let hasOneHeader: Bool
  var style: TimestampStyle
  /// The zone whose clock the times show; nil for a clock without one.
  let zone: TimeZoneRules?
  /// How times were read; nil where there are none.
  let timestamps: TimestampParser?
  let hasIntegerTimes: Bool
  /// Records of the file; a record can hold several rows.
  let recordCount: Int
  var series: SeriesRows

  /// The values of the panel once they are complete; before, the rows' store holds them.
  private(set) var values: [Double] = []
  private(set) var offsets = [0]
  private(set) var axes: [TimeAxis] = []
  private(set) var kept: [PanelReading.SeriesCounts] = []
  private(set) var dropped: [String] = []
  private(set) var ignored: [IgnoredStretch] = []
  private(set) var ignoredCount = 0

  /// Positions without a row that a series may have for each row it has, and in any case.
  private static let sparsest = (perRow: 50, always: 1_000)

  init(
    _ table: consuming TableRows, options: ReadingOptions, faults: FaultLog,
    zone: TimeZoneRules? = nil
  ) {
    self.zone = zone
    self.options = options
    self.faults = faults
    head = table.head
    columns = table.columns
    timestamps = table.timestamps
    rows = table.rows
    notes = table.notes
    warnings = table.warnings
    identifiers = table.identifiers
    hasIdentifiers = !table.columns.identifiers.isEmpty || table.areFilesSeries
    hasOneHeader = table.hasOneHeader
    style = table.columns.periods?.style ?? table.timestamps?.style ?? .integer
    recordCount = table.recordCount
    hasIntegerTimes = table.columns.periods?.isCounted ?? table.timestamps?.isInteger ?? true
    series = SeriesRows(table.rows, seriesCount: table.identifiers.count)
  }

  /// Makes the panel; nil where faults that were collected leave nothing to make one of.
  mutating func assemble() throws(IngestionError) -> PanelReading? {
    guard rows.count > 0 else {
      try report(.empty, "the file has no rows but its header")
      return nil
    }
    try orderRows()
    dropLastStep()
    guard let ballot = try findStep() else { return nil }
    try findIgnored()
    for index in 0..<series.count { try place(index, ballot) }
    values = rows.takePacked()
    guard !axes.isEmpty else {
      let target = columns.targets.first.map { head.names[$0] } ?? ""
      try report(
        .empty, "no row has a value (column \(QuotedCell.quoting(target)))", hint: nil)
      return nil
    }
    try judgeLastStep()
    return makeReading(ballot)
  }

  mutating func report(
    _ kind: IngestionError.Kind, _ message: String, row: Int? = nil, column: Int? = nil,
    hint: String? = nil
  ) throws(IngestionError) {
    let place = SourceLocation(
      file: row.flatMap { rows.file(of: $0) } ?? head.file, line: row.map { rows.line(of: $0) },
      column: hasOneHeader ? column.map { $0 + 1 } : nil)
    try faults.report(IngestionError(kind, message, at: place, hint: hint))
  }

  // MARK: Order

  private mutating func orderRows() throws(IngestionError) {
    try setClock()
    series.sortByTime(&rows)
    if series.unsortedCount > 0 {
      notes.append(
        identifiers.count == 1
          ? "the rows were not in the order of time and are sorted"
          : "the rows of \(series.unsortedCount) series were not in the order of time and are sorted"
      )
    }
    var found: [SeriesRows.Duplicate] = []
    let isError = options.duplicates == .error
    let mostKept = FaultLog.mostKept
    try series.mergeDuplicates(&rows, policy: options.duplicates) { duplicate in
      if isError && found.count < mostKept { found.append(duplicate) }
    }
    let hint = found.isEmpty ? "" : duplicateHint
    for duplicate in found { try reportDuplicate(duplicate, hint: hint) }
    if !isError && series.duplicateCount > 0 {
      notes.append(
        "\(counted(series.duplicateCount, "row")) had the time of another one: "
          + "\(options.duplicates.rawValue) taken")
    }
  }

  private mutating func reportDuplicate(
    _ duplicate: SeriesRows.Duplicate, hint: String
  ) throws(IngestionError) {
    let time = style.string(from: Timestamp(seconds: rows.times[duplicate.second]))
    let moment = Timestamp(seconds: rows.times[duplicate.second])
    let zoneHint = mayBeSetBack(moment) ? "--tz ZONE if the clock was set back there; else " : ""
    try report(
      .time,
      "\(time) comes twice\(named(duplicate.series)), first on line \(rows.line(of: duplicate.first))",
      row: duplicate.second, column: columns.time,
      hint: zoneHint + hint)
  }

  /// What to do about two rows of one time: to merge rows of two series would be wrong in silence, so an
  /// id that tells them apart comes first.
  private var duplicateHint: String {
    let merging = "--duplicates first, last or mean"
    if let found = columns.identifiersWithoutRepeats() {
      let names = found.map { head.names[$0] }.joined(separator: ",")
      return "--id \(QuotedCell.shellWord(names)) if each is a series, else \(merging)"
    }
    return hasIdentifiers
      ? merging : "--id COLUMN if the file holds several series, else \(merging)"
  }

  /// Whether clocks are set back at such a time somewhere: in a night of autumn, before four.
  private func mayBeSetBack(_ time: Timestamp) -> Bool {
    guard zone == nil, let timestamps, timestamps.hasClock, timestamps.offsetText == nil else {
      return false
    }
    let isAutumn = [3, 4, 9, 10, 11].contains(time.date.month)
    return isAutumn && time.date.weekday >= 5 && time.secondOfDay < 4 * 3_600
      && rows.times.contains { !($0 - time.seconds).isMultiple(of: 86_400) }
  }

  func named(_ index: Int) -> String {
    !hasIdentifiers ? "" : " in series \(QuotedCell.quoting(identifiers[index]))"
  }

  func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  // MARK: Values

  /// Reads the stretches that the user wants to be ignored.
  private mutating func findIgnored() throws(IngestionError) {
    for text in options.ignoredStretches {
      guard let stretch = IgnoredStretch(text, style: style) else {
        let times = [rows.times.min() ?? 1, rows.times.max() ?? rows.count].map {
          style.string(from: Timestamp(seconds: $0))
        }
        throw IngestionError(
          .usage, "--ignore \(QuotedCell.quoting(text)) is no stretch of times",
          hint: "--ignore \(QuotedCell.shellWord(times.joined(separator: ":")))")
      }
      ignored.append(stretch)
    }
  }

  /// Whether a row lies in an ignored stretch; without times rows are counted from 1.
  func isIgnored(_ row: Int, position: Int) -> Bool {
    guard !ignored.isEmpty else { return false }
    let time = rows.times.isEmpty ? position + 1 : rows.times[row]
    return ignored.contains { $0.contains(time) }
  }

  private mutating func place(_ index: Int, _ ballot: FrequencyVote.Ballot) throws(IngestionError) {
    if let (rows, step) = series.steadyRows(of: index), ballot.frequency.fixedSeconds == step,
      let axis = axis(of: [self.rows.times[rows.lowerBound]], ballot)
    {
      return try fill(index, rows, on: axis)
    }
    var own = Array(series.rows(of: index))
    guard !own.isEmpty else { return }
    guard columns.haveTimes else {
      let start = TimeAxis(start: Timestamp(seconds: 1), frequency: ballot.frequency)
      return try fill(index, own, positions: Array(own.indices), on: start)
    }
    let times = series.times(of: index, in: rows)
    guard let axis = axis(of: times, ballot) else {
      return try reportOffGrid(own[0], index, ballot, from: nil)
    }
    if let step = axis.frequency.fixedSeconds, let first = times.first,
      axis.position(of: Timestamp(seconds: first)) == 0,
      zip(times, 0...).allSatisfy({ $0 == first + $1 * step })
    {
      // Without a gap there is nothing to look for.
      return try fill(index, own, positions: Array(times.indices), on: axis)
    }
    var positions: [Int] = []
    positions.reserveCapacity(own.count)
    var onGrid: [Int] = []
    for (row, time) in zip(own, times) {
      if let position = axis.position(of: Timestamp(seconds: time)) {
        positions.append(position)
        onGrid.append(row)
      } else {
        try reportOffGrid(row, index, ballot, from: axis.timestamp(at: 0))
      }
    }
    own = onGrid
    let span = (positions.last ?? 0) + 1
    if span / PanelAssembly.sparsest.perRow > own.count + PanelAssembly.sparsest.always {
      return try reportLeap(own, positions, index, axis)
    }
    warnOfStray(own, positions, index, axis)
    try fill(index, own, positions: positions, on: axis)
  }

  /// Reports the widest leap of a series that has too few rows for its span.
  private mutating func reportLeap(
    _ own: [Int], _ positions: [Int], _ index: Int, _ axis: TimeAxis
  ) throws(IngestionError) {
    let after =
      positions.indices.dropFirst().max {
        positions[$0] - positions[$0 - 1] < positions[$1] - positions[$1 - 1]
      } ?? 0
    let before = after - 1
    let time = style.string(from: axis.timestamp(at: positions[before]))
    try report(
      .time,
      "\(positions[after] - positions[before]) steps (\(StepWords.describing(axis.frequency, on: axis)))"
        + " lie between \(time) on line \(rows.line(of: own[before])) and this row\(named(index))",
      row: own[after], column: columns.time,
      hint: "is a time mistyped? else --step with a longer step")
  }

  /// Warns of a first or last row that lies farther from all others than these reach, which stand close
  /// together: 2042 among the days of 2024 is a mistyped year more often than a gap.
  private mutating func warnOfStray(
    _ own: [Int], _ positions: [Int], _ index: Int, _ axis: TimeAxis
  ) {
    guard positions.count >= PanelAssembly.fewestOfStray, let last = positions.last else { return }
    let (second, beforeLast) = (positions[1], positions[positions.count - 2])
    for (place, leap, reach) in [
      (0, second - positions[0], last - second),
      (positions.count - 1, last - beforeLast, beforeLast - positions[0]),
    ] where leap > reach && reach < 2 * positions.count {
      let time = style.string(from: axis.timestamp(at: positions[place]))
      warnings.append(
        "\(time) on line \(rows.line(of: own[place]))\(named(index)) lies \(leap) steps from all other rows; "
          + "is it mistyped?")
    }
  }

  /// Among fewer rows none is a stray.
  private static let fewestOfStray = 8

  private mutating func reportOffGrid(
    _ row: Int, _ index: Int, _ ballot: FrequencyVote.Ballot, from start: Timestamp?
  ) throws(IngestionError) {
    let time = style.string(from: Timestamp(seconds: rows.times[row]))
    let from = start.map { " from \(style.string(from: $0))" } ?? ""
    let words = StepWords.naming(ballot.frequency)
    try report(
      .time, "\(time) is off the grid\(named(index)): \(words)\(from)",
      row: row, column: columns.time,
      hint: timestamps?.convertedToUTC == true && zone == nil
        ? "--tz with the zone of the offsets"
        : options.step == nil
          ? "--step if another step is meant" : "leave --step out to find the step")
  }

  /// Notes a series whose values were packed.
  mutating func keep(
    _ counts: PanelReading.SeriesCounts, length: Int, on axis: TimeAxis
  ) {
    offsets.append((offsets.last ?? 0) + length)
    axes.append(axis)
    kept.append(counts)
  }

  /// Notes a series or column without any value.
  mutating func drop(_ name: String) { dropped.append(name) }

  /// Notes that a value was ignored.
  mutating func noteIgnored() { ignoredCount += 1 }
}
