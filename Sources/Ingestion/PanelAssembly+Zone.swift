import ForecastSeries

/// Times on the clock of a zone.
extension PanelAssembly {
  /// Lets times count what passes, or what the zone's clock shows, whichever the step asks for.
  ///
  /// Below a day hours are counted as they pass; from a day on the calendar counts, however long a day
  /// was.
  mutating func setClock() throws(IngestionError) {
    guard let zone, let timestamps, !rows.times.isEmpty else { return }
    guard timestamps.hasClock else {
      notes.append("--tz \(zone.name) changes nothing: times have no clock")
      return
    }
    let times =
      timestamps.readsInstants
      ? ZonedTimes(instants: Array(rows.times), on: zone)
      : ZonedTimes(readings: Array(rows.times), of: series, on: zone)
    let countsDays = countsDays(times)
    rows.replaceTimes(countsDays ? times.readings : times.instants)
    style = TimestampStyle(
      pattern: style.pattern, suffix: timestamps.offsetText ?? "",
      clock: ZonedClock(zone, times: countsDays ? .readings : .instants))
    guard !countsDays else { return }
    series.remove(Set(times.faults.map(\.row)))
    for (row, index, fault) in times.faults { try report(fault, row, index, times, zone) }
    if times.repeatedCount > 0 && times.faults.isEmpty {
      notes.append(
        "\(counted(times.repeatedCount, "row")) of an hour that the clock of \(zone.name) shows twice, told "
          + "apart by the order of the rows")
    }
  }

  /// Whether a step is a day or more.
  private func countsDays(_ times: ZonedTimes) -> Bool {
    if let step = options.step { return step.roughSeconds >= PanelAssembly.day }
    var (rows, sorted) = (rows, series)
    rows.replaceTimes(times.instants)
    sorted.sortByTime(&rows)
    var vote = FrequencyVote()
    for index in 0..<sorted.count {
      let own = sorted.rows(of: index)
      let readings = own.map { times.readings[$0] }
      let isOnOneClock = readings.allSatisfy {
        ($0 - readings[0]).isMultiple(of: PanelAssembly.day)
      }
      vote.add(isOnOneClock ? readings : own.map { times.instants[$0] }, isInteger: false)
    }
    return (vote.winner?.frequency.roughSeconds ?? 0) >= PanelAssembly.day
  }

  private static let day = 86_400

  /// Reports a row whose instant cannot be told.
  private mutating func report(
    _ fault: ZonedTimes.Fault, _ row: Int, _ index: Int, _ times: ZonedTimes, _ zone: TimeZoneRules
  ) throws(IngestionError) {
    let plain = TimestampStyle(pattern: style.pattern)
    let text = plain.string(from: Timestamp(seconds: times.readings[row]))
    switch fault {
    case .skipped:
      try report(
        .time,
        "\(text) is skipped where the clock of \(zone.name) is set forward\(named(index))",
        row: row, column: columns.time, hint: "--tz with the zone of the times, or UTC")
    case .unordered:
      try report(
        .time,
        "\(text) comes twice where the clock of \(zone.name) is set back, and the rows are not in the order "
          + "of time\(named(index))",
        row: row, column: columns.time,
        hint: "sort the rows, or write times with an offset, as +02:00")
    }
  }
}
