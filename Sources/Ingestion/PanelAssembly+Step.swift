import ForecastSeries

/// The step between rows, and the grids that follow from it.
extension PanelAssembly {
  /// The step: the stated one, or the one that most series vote for; nil where there is neither.
  mutating func findStep() throws(IngestionError) -> FrequencyVote.Ballot? {
    guard columns.haveTimes else { return .init(frequency: Frequency(.index)) }
    if let step = options.step, !hasIntegerTimes || step.unit == .index {
      guard (step.unit == .index) == hasIntegerTimes else {
        try report(
          .usage, "--step \(step) counts integers, but the times are dates", column: columns.time)
        return nil
      }
      return try isTooShort(step) ? nil : .init(frequency: step)
    }
    if let winner = vote() { return winner }
    if hasIntegerTimes { return .init(frequency: Frequency(.index)) }
    try report(
      .time, "no step can be told: there is one row a series",
      hint: "--step day, or whatever lies between two rows")
    return nil
  }

  private func vote() -> FrequencyVote.Ballot? {
    var vote = FrequencyVote()
    for index in 0..<series.count {
      if let (rows, step) = series.steadyRows(of: index),
        vote.add(rows.count, by: step, isInteger: hasIntegerTimes)
      {
        continue
      }
      vote.add(series.times(of: index, in: rows), isInteger: hasIntegerTimes)
    }
    return vote.winner
  }

  /// Whether the rows have a longer step than the stated one, which is reported then.
  ///
  /// With the stated step most times would have no row: on average the rows are more than two and a
  /// half steps apart. The longer one has to be sure: at least three pairs of neighbours, nine of ten
  /// rows on its grid, and most of that grid filled. Rows that lack many days at random keep the
  /// stated step.
  private mutating func isTooShort(_ step: Frequency) throws(IngestionError) -> Bool {
    guard !hasIntegerTimes, !options.keepsStep, let found = vote(),
      found.frequency.roughSeconds > step.roughSeconds,
      let stated = grid(.init(frequency: step)), let longer = grid(found),
      stated.pairs >= 3, stated.steps * 2 > stated.pairs * 5,
      longer.offGrid * 10 <= rows.count, longer.steps < 2 * longer.pairs
    else { return false }
    let positions = stated.steps + stated.series
    let (words, own) = (StepWords.naming(step), StepWords.naming(found.frequency))
    try report(
      .time,
      "the rows are \(own), not \(words) as the step says: \(positions - stated.rows) of "
        + "\(positions) times would have no row",
      hint: "leave --step out, or --step \(QuotedCell.shellWord(found.frequency.description))")
    return true
  }

  /// How the rows of all series lie on the grids of a step.
  private struct GridFit {
    var series = 0
    /// Rows on the grid.
    var rows = 0
    var offGrid = 0
    /// Steps from the first of these rows to the last.
    var steps = 0
    /// Pairs of neighbours among these rows.
    var pairs: Int { rows - series }
  }

  /// Lays all rows on the grids of a step; nil where a series has no such grid.
  private func grid(_ ballot: FrequencyVote.Ballot) -> GridFit? {
    var fit = GridFit()
    for index in 0..<series.count {
      let times = series.times(of: index, in: rows)
      guard !times.isEmpty else { continue }
      guard let axis = axis(of: times, ballot) else { return nil }
      let positions = times.compactMap { axis.position(of: Timestamp(seconds: $0)) }
      guard let first = positions.first, let last = positions.last else { return nil }
      fit.series += 1
      fit.rows += positions.count
      fit.offGrid += times.count - positions.count
      fit.steps += last - first
    }
    return fit
  }

  /// The axis of a series on which most of its rows lie, its position 0 at the first of these; nil where
  /// none can begin one.
  ///
  /// A first row that lies beside the others is the one to blame, and not all others.
  func axis(of times: [Int], _ ballot: FrequencyVote.Ballot) -> TimeAxis? {
    guard let axis = commonAxis(of: times, ballot) else { return nil }
    let first = times.lazy.compactMap { axis.position(of: Timestamp(seconds: $0)) }.first
    return axis.advanced(by: first ?? 0)
  }

  private func commonAxis(of times: [Int], _ ballot: FrequencyVote.Ballot) -> TimeAxis? {
    guard let first = times.first else { return nil }
    if let step = ballot.frequency.fixedSeconds {
      let isEven = times.allSatisfy { ($0 - first).isMultiple(of: step) }
      let start = isEven ? first : mostFrequent(times) { ($0 % step + step) % step }
      return TimeAxis(start: Timestamp(seconds: start), frequency: ballot.frequency)
    }
    let stamps = times.map { Timestamp(seconds: $0) }
    guard ballot.frequency.months != nil else {
      let weekdays = times.filter { Timestamp(seconds: $0).date.weekday < 5 }
      guard !weekdays.isEmpty else { return nil }
      let start = mostFrequent(weekdays) { Timestamp(seconds: $0).secondOfDay }
      return TimeAxis(start: Timestamp(seconds: start), frequency: ballot.frequency)
    }
    let dates = stamps.map(\.date)
    let isAtEnd =
      dates.allSatisfy(\.isEndOfMonth) && (dates.count > 1 || ballot.isAtEndOfMonth)
    // Rows on the 30th begin with 28 where they begin in February: of the first day, the latest and the most
    // frequent one, that on whose grid most rows lie.
    let latest = dates.indices.max { (dates[$0].day, $1) < (dates[$1].day, $0) } ?? 0
    let starts = [
      stamps[0], stamps[latest],
      Timestamp(seconds: mostFrequent(times) { Timestamp(seconds: $0).dayAndSecond }),
    ]
    let axes = starts.map {
      TimeAxis(start: $0, frequency: ballot.frequency, atEndOfMonth: isAtEnd)
    }
    let fits = axes.map { axis in stamps.count { axis.position(of: $0) != nil } }
    let best = fits.indices.max { (fits[$0], -$0) < (fits[$1], -$1) } ?? 0
    return axes[fits[best] * 2 > times.count ? best : 0]
  }

  /// The first time of those that share with the greater part what `feature` says, or the first of all.
  private func mostFrequent(_ times: [Int], by feature: (Int) -> Int) -> Int {
    var counts: [Int: Int] = [:]
    for time in times { counts[feature(time), default: 0] += 1 }
    return times.first { (counts[feature($0)] ?? 0) * 2 > times.count } ?? times[0]
  }
}

extension Timestamp {
  /// The day of the month and the time of day, as one number.
  fileprivate var dayAndSecond: Int { date.day * 86_400 + secondOfDay }
}
