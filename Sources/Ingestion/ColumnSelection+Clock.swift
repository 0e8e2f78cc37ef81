import ForecastSeries

/// Finds the clock that stands in a column of its own, beside the day.
extension ColumnSelection {
  /// How a column's days are written, as the user says or as it was found; nil where they have a clock,
  /// or are no days.
  func dayPattern(of column: Int) -> String? {
    let profile = profiles[column]
    var found: String?
    if case .pattern(let pattern) = profile.detection { found = pattern }
    if let format = options.dateFormat, profile.kind == .time {
      // What is said may be the pattern of both columns together.
      let clock = format.firstIndex { $0 == "H" || $0 == "h" }
      found = String(clock.map { format[..<$0] } ?? format[...]).trimmingBlanks
    }
    guard let found, let pattern = TimestampPattern(found), pattern.hasDay, !pattern.hasClock else {
      return nil
    }
    return found
  }

  /// A column of days with the clock beside it, if there is one and days alone do not do: they repeat, or
  /// the step is shorter.
  func withClock(_ day: Int) throws(IngestionError) -> TimeColumns {
    let isWithinDay = options.step.map { $0.unit != .index && $0.roughSeconds < 86_400 } ?? false
    guard profiles[day].hasRepeats || isWithinDay, let pattern = dayPattern(of: day),
      let clock = clock(besides: day)
    else { return single(day) }
    let found = TimeColumns(day: profiles[day], day, writtenAs: pattern, clock: clock)
    guard !isWithinDay, options.identifier != .absent else { return found }
    let texts = identifyingTexts(besides: [day] + clock.columns)
    guard !texts.isEmpty, isKey(texts + [day]) else { return found }
    if isNamed(options.identifier) { return single(day) }
    // The hour of each shop's opening is no clock of its days.
    let names = (profiles[day].name, ColumnNames.listing(clock.columns.map { profiles[$0].name }))
    throw schemaError(
      "\(names.1) may be the clock of \(QuotedCell.quoting(names.0)), or say something else of a day "
        + "of \(ColumnNames.listing(texts.map { profiles[$0].name }))",
      hint:
        "--time \(QuotedCell.shellWord(found.parts.map { profiles[$0.column].name }.joined(separator: ",")))"
        + " or --time \(QuotedCell.shellWord(names.0))")
  }

  /// The columns of text that may tell series apart.
  private func identifyingTexts(besides others: [Int]) -> [Int] {
    profiles.indices.filter { column in
      let profile = profiles[column]
      if isNamed(options.identifier) { return options.identifier.names.contains(profile.name) }
      return !others.contains(column) && profile.kind == .text && profile.hasRepeats
        && profile.name != options.target
    }
  }

  /// The column of days in digits that has a clock in digits beside it: either alone would be taken for
  /// the whole time.
  func dayBesideDigits() -> Int? {
    guard profiles.indices.contains(where: isClockOfDigits) else { return nil }
    return profiles.indices.first {
      profiles[$0].hasRepeats && !isNamedElsewhere(profiles[$0].name) && dayPattern(of: $0) != nil
    }
  }

  private func isClockOfDigits(_ column: Int) -> Bool {
    ColumnNames.clocks.contains(profiles[column].key) && profiles[column].isClockOfDigits
      && !isNamedElsewhere(profiles[column].name)
  }

  private func clock(besides day: Int) -> TimeColumns.Clock? {
    let others = profiles.indices.filter { $0 != day && !isNamedElsewhere(profiles[$0].name) }
    if let written = others.first(where: { TimeColumns.clockPattern(of: profiles[$0].cells) != nil }
    ) {
      return TimeColumns.Clock(profiles, [written])
    }
    if let digits = others.first(where: isClockOfDigits) {
      return TimeColumns.Clock(profiles, [digits])
    }
    func column(of unit: TimeColumns.Unit) -> Int? {
      others.first { unit.names.contains(profiles[$0].key) && profiles[$0].isNumber }
    }
    guard let hour = column(of: .hour), profiles[hour].isHour else { return nil }
    return TimeColumns.Clock(profiles, [hour] + (column(of: .minute).map { [$0] } ?? []))
  }
}
