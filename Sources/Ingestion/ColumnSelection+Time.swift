import ForecastSeries

/// Finds the columns that hold the times.
extension ColumnSelection {
  func findTime() throws(IngestionError) -> TimeColumns? {
    switch options.time {
    case .absent: return nil
    case .named(let name): return try namedTime(name)
    case .detected, .file: break
    }
    if let column = try findStamps() { return withClock(column) }
    if let spread = TimeColumns(spreadOver: profiles),
      !spread.parts.contains(where: { isNamedElsewhere(profiles[$0.column].name) })
    {
      return spread
    }
    func first(of names: [String], where fits: (ColumnProfile) -> Bool) -> Int? {
      names.compactMap { name in
        profiles.firstIndex { $0.key == name && !isNamedElsewhere($0.name) && fits($0) }
      }.first
    }
    let known =
      first(of: ColumnNames.times) { $0.kind != .empty }
      ?? first(of: ColumnNames.likelyTimes) { $0.mostlyCounts }
    let isUnnamed = profiles.first?.name == "column1" && profiles.count > 1
    let counted =
      isUnnamed && profiles[0].detection != .integer && profiles[0].isNumber
        && profiles[0].hasDates ? 0 : nil
    try checkParts()
    guard let known = known ?? counted else { return nil }
    try checkIsTime(known)
    return single(known)
  }

  private func single(_ column: Int) -> TimeColumns {
    TimeColumns(column, named: profiles[column].name)
  }

  /// A time in several columns needs a year, and what follows it without a gap.
  private func checkParts() throws(IngestionError) {
    let names: Set<String> = [
      "year", "yr", "month", "mnth", "mon", "day", "dy", "hour", "hr", "minute",
    ]
    let parts = profiles.filter { names.contains($0.key) && $0.isNumber }
    guard parts.count > 1 else { return }
    throw schemaError(
      "the time stands in several columns (\(ColumnNames.listing(parts.map(\.name)))), "
        + "but not from the year down",
      hint: "--time none to count the rows")
  }

  /// The columns that the user names: one, a day with its clock, or a year with what divides it.
  private func namedTime(_ name: String) throws(IngestionError) -> TimeColumns {
    let columns = try columns(named: name, option: "--time")
    guard columns.count > 1 else {
      try checkIsTime(columns[0])
      return single(columns[0])
    }
    let own = columns.map { profiles[$0] }
    let isClock = TimeColumns.clockPattern(of: own[1].cells) != nil || own[1].isNumber
    if own.count == 2, own[0].hasDates, own[0].kind == .time, isClock {
      return TimeColumns(day: own[0], columns[0], clock: own[1], columns[1])
    }
    let units = own.map { profile in
      TimeColumns.Unit.allCases.first { $0.names.contains(profile.key) }
    }
    let usual: [TimeColumns.Unit] = [.year, .month, .day, .hour, .minute, .second]
    if own.allSatisfy({ $0.kind == .empty }) {
      throw schemaError(
        "\(ColumnNames.listing(own.map(\.name))) should hold the times, but they have no value")
    }
    guard own.allSatisfy(\.isNumber), own.count <= usual.count else {
      throw schemaError(
        "\(ColumnNames.listing(own.map(\.name))) together are no time that is read",
        hint: "a day and a clock (--time DATE,TIME), or year, month, day, hour, minute")
    }
    let known = units.compactMap { $0 }
    return TimeColumns(
      columns, units: known.count == own.count ? known : Array(usual.prefix(own.count)))
  }

  /// A column of days with the column of clock readings beside it, if there is one and days alone do
  /// not do: they repeat, or the step is shorter.
  private func withClock(_ day: Int) -> TimeColumns {
    let isWithinDay = options.step.map { $0.unit != .index && $0.roughSeconds < 86_400 } ?? false
    guard case .pattern(let pattern) = profiles[day].detection,
      profiles[day].hasRepeats || isWithinDay,
      TimestampPattern(pattern)?.hasClock == false
    else { return single(day) }
    let clock = profiles.indices.first { column in
      let profile = profiles[column]
      guard column != day, !isNamedElsewhere(profile.name) else { return false }
      if TimeColumns.clockPattern(of: profile.cells) != nil { return true }
      return TimeColumns.Unit.hour.names.contains(profile.key) && profile.isHour
    }
    return clock.map { TimeColumns(day: profiles[day], day, clock: profiles[$0], $0) }
      ?? single(day)
  }

  /// Whether a column is one of several that make the time.
  func isPartOfTime(_ column: Int) -> Bool {
    timeColumns?.parts.contains { $0.column == column } ?? false
  }

  /// Whether an option gives the column another part.
  private func isNamedElsewhere(_ name: String) -> Bool {
    name == options.target
      || options.identifier.names.contains(name)
  }

  /// The column that holds written times: a clock before a day, a known name before others.
  private func findStamps() throws(IngestionError) -> Int? {
    let stamps = profiles.indices.filter {
      profiles[$0].kind == .time && !isNamedElsewhere(profiles[$0].name)
    }
    func rank(_ column: Int) -> (Int, Int) {
      let name = ColumnNames.times.firstIndex(of: profiles[column].key) ?? ColumnNames.times.count
      guard case .pattern(let pattern) = profiles[column].detection else { return (1, name) }
      return (pattern.contains("m") ? 0 : 1, name)
    }
    guard let best = stamps.min(by: { rank($0) < rank($1) }) else { return nil }
    let equals = stamps.filter { rank($0) == rank(best) }
    if equals.count > 1 {
      throw schemaError(
        "several columns hold times: \(ColumnNames.listing(equals.map { profiles[$0].name }))",
        hint: "--time COLUMN")
    }
    try checkIsTime(best)
    return best
  }

  private func checkIsTime(_ column: Int) throws(IngestionError) {
    let profile = profiles[column]
    guard options.dateFormat == nil else { return }
    switch profile.detection {
    case .pattern, .integer: return
    case .ambiguous(let cell): throw ambiguityError(cell, column, among: profile.cells)
    case .none(let cell):
      if TimeColumns.clockPattern(of: profile.cells) != nil {
        throw schemaError(
          "column \(QuotedCell.quoting(profile.name)) has the clock but no day",
          hint:
            "--time DATE,\(QuotedCell.shellWord(profile.name)) with a column of days, or --time none "
            + "with --step hour to count the rows",
          column: column, cell: cell)
      }
      let what = cell.isEmpty ? "it has no value" : "\(QuotedCell.quoting(cell)) is not a time"
      throw schemaError(
        "column \(QuotedCell.quoting(profile.name)) should hold the times, but \(what) that is read",
        hint: "--date-format, --time with another column, or --time none to count the rows",
        column: column, cell: cell)
    }
  }

  /// The fault of times whose day and month cannot be told apart.
  ///
  /// - Parameters:
  ///   - cell: an example.
  ///   - column: where it stands.
  ///   - cells: all that have to be read in one way.
  /// - Returns: both readings, with a date format for each.
  func ambiguityError(_ cell: String, _ column: Int, among cells: [[UInt8]]) -> IngestionError {
    let bytes = Array(cell.utf8)
    let isPadded = cells.allSatisfy { TimestampShape.of($0)?.numbers.isPadded ?? true }
    let orders = [false, true].compactMap { isMonthFirst in
      TimestampShape.of(bytes)?.shape.pattern(isPadded: isPadded, isMonthFirst: isMonthFirst)
    }
    let readings = [false, true].compactMap { isMonthFirst -> String? in
      let pattern = TimestampShape.of(bytes)?.shape.pattern(
        isPadded: false, isMonthFirst: isMonthFirst)
      var parser = pattern.flatMap { TimestampParser(pattern: $0) }
      return parser?.read(bytes, 0..<bytes.count).map {
        TimestampStyle.date.string(from: Timestamp(seconds: $0))
      }
    }
    let quoted = QuotedCell.quoting(cell)
    let name = QuotedCell.quoting(profiles[column].name)
    return schemaError(
      readings.count == 2
        ? "\(quoted) can be \(readings[0]) or \(readings[1]) (column \(name))"
        : "some times have the day first, others the month (column \(name))",
      hint: orders.map { "--date-format \(QuotedCell.shellWord($0))" }.joined(separator: " or "),
      column: column, cell: cell)
  }
}
