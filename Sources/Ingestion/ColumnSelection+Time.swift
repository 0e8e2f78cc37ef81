import ForecastSeries

/// Finds the columns that hold the times.
extension ColumnSelection {
  func findTime() throws(IngestionError) -> TimeColumns? {
    switch options.time {
    case .absent: return nil
    case .named(let name): return try namedTime(name)
    case .detected, .file: break
    }
    if let found = try detectedTime() { return found }
    try checkNothingLooksLikeTime()
    return nil
  }

  private func detectedTime() throws(IngestionError) -> TimeColumns? {
    if let column = try writtenAsAsked() { return try withClock(column) }
    if let column = try findStamps() { return try withClock(column) }
    if let column = dayBesideDigits() { return try withClock(column) }
    if let spread = TimeColumns(spreadOver: profiles),
      !spread.parts.contains(where: { isNamedElsewhere(profiles[$0.column].name) })
    {
      return spread
    }
    var known = first(of: ColumnNames.times) { $0.kind != .empty }
    if known == nil { known = try compactTime() }
    if known == nil { known = first(of: ColumnNames.likelyTimes) { $0.mostlyCounts } }
    let isUnnamed = profiles.first?.name == "column1" && profiles.count > 1
    let counted =
      isUnnamed && profiles[0].detection != .integer && profiles[0].isNumber
        && profiles[0].hasDates ? 0 : nil
    try checkParts()
    guard let known = known ?? counted else { return nil }
    try checkIsTime(known)
    return try withClock(known)
  }

  private func first(of names: [String], where fits: (ColumnProfile) -> Bool) -> Int? {
    names.compactMap { name in
      profiles.firstIndex { $0.key == name && !isNamedElsewhere($0.name) && fits($0) }
    }.first
  }

  func single(_ column: Int) -> TimeColumns {
    TimeColumns(column, named: profiles[column].name)
  }

  /// The columns that the user names: one, a day with its clock, or a year with what divides it.
  private func namedTime(_ name: String) throws(IngestionError) -> TimeColumns {
    let columns = try columns(named: name, option: "--time")
    guard columns.count > 1 else {
      try checkIsTime(columns[0])
      return single(columns[0])
    }
    let own = columns.map { profiles[$0] }
    if let day = dayPattern(of: columns[0]),
      let clock = TimeColumns.Clock(profiles, Array(columns.dropFirst()))
    {
      return TimeColumns(day: own[0], columns[0], writtenAs: day, clock: clock)
    }
    if own.allSatisfy({ $0.kind == .empty }) {
      throw schemaError(
        "\(ColumnNames.listing(own.map(\.name))) should hold the times, but they have no value")
    }
    let known = own.compactMap { profile in
      TimeColumns.Unit.allCases.first {
        $0.names.contains(profile.key) && $0.spelling(of: profile) != nil
      }
    }
    let usual: [TimeColumns.Unit] = [.year, .month, .day, .hour, .minute, .second]
    let units =
      known.count == own.count
      ? known : TimeColumns.Unit.chain(of: own) ?? Array(usual.prefix(own.count))
    guard units.count == own.count, let spread = TimeColumns(columns, of: own, units: units) else {
      throw schemaError(
        "\(ColumnNames.listing(own.map(\.name))) together are no time that is read",
        hint: "a day and a clock (--time DATE,TIME), or year, month, day, hour, minute")
    }
    return spread
  }

  /// Whether a column is one of several that make the time.
  func isPartOfTime(_ column: Int) -> Bool {
    timeColumns?.parts.contains { $0.column == column } ?? false
  }

  /// Whether an option gives the column another part.
  func isNamedElsewhere(_ name: String) -> Bool {
    name == options.target
      || options.identifier.names.contains(name)
  }

  // MARK: Which column

  /// The column that is written as the user says times are.
  private func writtenAsAsked() throws(IngestionError) -> Int? {
    guard let format = options.dateFormat else { return nil }
    var parser = try TimestampParser(dateFormat: format)
    let fits = profiles.indices.filter { column in
      let cells = profiles[column].cells
      return !isNamedElsewhere(profiles[column].name) && !cells.isEmpty
        && cells.count { parser.read($0, $0.indices) != nil } * 2 > cells.count
    }
    return try theOne(of: fits)
  }

  /// The column that holds written times: a clock before a day, a known name before others.
  private func findStamps() throws(IngestionError) -> Int? {
    let stamps = profiles.indices.filter {
      profiles[$0].kind == .time && !isNamedElsewhere(profiles[$0].name)
    }
    let withClock = stamps.filter {
      if case .pattern(let pattern) = profiles[$0].detection {
        pattern.contains("m")
      } else {
        false
      }
    }
    guard let best = try theOne(of: withClock.isEmpty ? stamps : withClock) else { return nil }
    try checkIsTime(best)
    return best
  }

  /// The column of compact dates, or of years that follow each other, whatever its name is, or of seconds
  /// since 1970.
  private func compactTime() throws(IngestionError) -> Int? {
    let fits = profiles.indices.filter { column in
      let profile = profiles[column]
      guard profile.isNumber, !isNamedElsewhere(profile.name),
        !ColumnNames.targets.contains(profile.key)
      else { return false }
      switch profile.detection {
      case .pattern(let pattern) where pattern.hasPrefix("epoch"):
        return profile.runsOneWay(by: pattern)
      case .pattern(let pattern):
        return TimestampDetection.leaps(in: profile.cells, by: pattern) * 2 < profile.cells.count
      case .ambiguous: return true
      case .unclearCentury, .integer, .none: return false
      }
    }
    return try theOne(of: fits)
  }

  /// The column with the surest name, or the only one.
  private func theOne(of columns: [Int]) throws(IngestionError) -> Int? {
    func rank(_ column: Int) -> Int {
      ColumnNames.times.firstIndex(of: profiles[column].key) ?? ColumnNames.times.count
    }
    guard let best = columns.min(by: { rank($0) < rank($1) }) else { return nil }
    let equals = columns.filter { rank($0) == rank(best) }
    guard equals.count == 1 else {
      throw schemaError(
        "several columns hold times: \(ColumnNames.listing(equals.map { profiles[$0].name }))",
        hint: "--time COLUMN")
    }
    return best
  }
}
