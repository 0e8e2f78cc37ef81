import ForecastSeries

/// Finds the step of a panel: each series votes by its own times, the majority wins.
struct FrequencyVote: Sendable {
  /// What one series votes for.
  struct Ballot: Sendable, Hashable {
    let frequency: Frequency
    /// Whether a step in months stays on the last day of its month.
    var isAtEndOfMonth = false
  }

  private var votes: [Ballot: (series: Int, rows: Int)] = [:]
  private var hasWeekendRows = false

  private static let day = 86_400
  /// Rows without a weekend among them that make a calendar of business days: two weeks.
  private static let businessDaysNeeded = 10

  /// Takes the vote of a series; a series of one row has none.
  mutating func add(_ times: [Int], isInteger: Bool) {
    guard let step = FrequencyVote.commonDifference(of: times) else { return }
    guard !isInteger else { return count(Ballot(frequency: Frequency(.index, count: step)), times) }
    let dates = times.lazy.map { Timestamp(seconds: $0).date }
    let hasOneClock = times.allSatisfy { ($0 - times[0]).isMultiple(of: FrequencyVote.day) }
    guard hasOneClock else { return count(Ballot(frequency: .every(seconds: step)), times) }
    if let ballot = FrequencyVote.monthly(times) { return count(ballot, times) }
    let isDaily = step == FrequencyVote.day
    let weekend = dates.contains { $0.weekday >= 5 }
    if isDaily && weekend { hasWeekendRows = true }
    let isBusiness = isDaily && !weekend && times.count >= FrequencyVote.businessDaysNeeded
    count(Ballot(frequency: isBusiness ? Frequency(.businessDay) : .every(seconds: step)), times)
  }

  /// Takes the vote of a series whose rows follow each other by one and the same step; false where its
  /// dates have to be looked at.
  mutating func add(_ rows: Int, by step: Int, isInteger: Bool) -> Bool {
    guard isInteger || !step.isMultiple(of: FrequencyVote.day) else { return false }
    let frequency = isInteger ? Frequency(.index, count: step) : .every(seconds: step)
    count(Ballot(frequency: frequency), rows: rows)
    return true
  }

  private mutating func count(_ ballot: Ballot, _ times: [Int]) {
    count(ballot, rows: times.count)
  }

  private mutating func count(_ ballot: Ballot, rows: Int) {
    let before = votes[ballot] ?? (0, 0)
    votes[ballot] = (before.series + 1, before.rows + rows)
  }

  /// The step with the most series, then the most rows, then the shortest; nil without any vote.
  ///
  /// Business days give way to days as soon as one daily series has a row on a weekend.
  var winner: Ballot? {
    let best = votes.max { left, right in
      let (l, r) = (left.value, right.value)
      return (l.series, l.rows, -left.key.frequency.roughSeconds)
        < (r.series, r.rows, -right.key.frequency.roughSeconds)
    }?.key
    guard let best else { return nil }
    return best.frequency.unit == .businessDay && hasWeekendRows
      ? Ballot(frequency: Frequency(.day)) : best
  }

  /// The most frequent difference of neighbours, the smallest where several are; nil for one row.
  static func commonDifference(of times: [Int]) -> Int? {
    var counts: [Int: Int] = [:]
    var (run, length) = (0, 0)
    for index in times.indices.dropFirst() {
      let difference = times[index] - times[index - 1]
      if difference == run {
        length += 1
      } else {
        if length > 0 { counts[run, default: 0] += length }
        (run, length) = (difference, 1)
      }
    }
    if length > 0 { counts[run, default: 0] += length }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  /// Months, quarters or years: all rows on one day of the month, or all on its last.
  private static func monthly(_ times: [Int]) -> Ballot? {
    for index in times.indices.dropFirst() where times[index] - times[index - 1] < 28 * day {
      return nil
    }
    let dates = times.map { Timestamp(seconds: $0).date }
    let isAtEnd = dates.allSatisfy(\.isEndOfMonth)
    let latest = dates.map(\.day).max() ?? 1
    let isOnOneDay = dates.allSatisfy { $0.day == latest || ($0.day < latest && $0.isEndOfMonth) }
    guard isAtEnd || isOnOneDay || looksMonthly(times),
      let months = commonDifference(of: dates.map { $0.year * 12 + $0.month }), months > 0
    else { return nil }
    return Ballot(frequency: .every(months: months), isAtEndOfMonth: isAtEnd)
  }

  /// Whether the steps vary between 28 and 31 days: months with a row on a wrong day.
  private static func looksMonthly(_ times: [Int]) -> Bool {
    let days = zip(times, times.dropFirst()).map { ($1 - $0) / day }
    return days.allSatisfy { $0 <= 31 } && Set(days).count > 1
  }
}

extension Frequency {
  /// The step of so many seconds in its largest unit.
  static func every(seconds: Int) -> Frequency {
    for (unit, size) in [(Unit.week, 604_800), (.day, 86_400), (.hour, 3_600), (.minute, 60)]
    where seconds.isMultiple(of: size) {
      return Frequency(unit, count: seconds / size)
    }
    return Frequency(.second, count: max(1, seconds))
  }

  /// The step of so many months; half a year stays six months.
  static func every(months: Int) -> Frequency {
    if months.isMultiple(of: 12) { return Frequency(.year, count: months / 12) }
    return months == 3 ? Frequency(.quarter) : Frequency(.month, count: max(1, months))
  }

  /// About how long a step is, to order steps by.
  var roughSeconds: Int {
    if let fixedSeconds { return fixedSeconds }
    return months.map { $0 * 2_629_746 } ?? count * 120_960
  }
}
