import ForecastSeries

/// The times of all rows on the clock of a zone: what the clock showed, and when that was.
struct ZonedTimes {
  /// Why the instant of a row cannot be told.
  enum Fault: Sendable, Hashable {
    /// The clock was set forward past this time.
    case skipped
    /// The clock showed this time twice, and the rows do not follow each other in time.
    case unordered
  }

  /// What the clock showed, row by row.
  private(set) var readings: [Int]
  /// The instants, row by row; of a row with a fault, as if the clock had not been changed.
  private(set) var instants: [Int]
  private(set) var faults: [(row: Int, series: Int, fault: Fault)] = []
  /// Rows of the second hour of two that the clock shows alike.
  private(set) var repeatedCount = 0

  /// Takes instants, and finds what the clock showed.
  init(instants: [Int], on rules: TimeZoneRules) {
    self.instants = instants
    readings = instants
    var known = rules.stretch(at: 0)
    for row in instants.indices {
      if !known.range.contains(instants[row]) { known = rules.stretch(at: instants[row]) }
      readings[row] += known.offset
    }
  }

  /// Takes what the clock showed, and finds the instants: an hour that comes twice is told apart by the
  /// order of a series' rows, oldest first or newest first.
  init(readings: [Int], of series: SeriesRows, on rules: TimeZoneRules) {
    self.readings = readings
    instants = readings
    for index in 0..<series.count {
      let own = series.rows(of: index)
      guard let first = own.first, let last = own.last else { continue }
      if readings[last] < readings[first] {
        resolve(own.reversed(), index, rules)
      } else {
        resolve(own, index, rules)
      }
    }
  }

  /// Finds the instants of a series' rows, oldest first.
  private mutating func resolve(
    _ own: some Sequence<Int>, _ index: Int, _ rules: TimeZoneRules
  ) {
    var known = rules.stretch(at: 0)
    var before = Int.min
    var step: Int?
    var isOrdered = true
    var doubtful: Int?
    for row in own {
      let reading = readings[row]
      let instant: Int
      if known.range.contains(reading - known.offset - ZonedTimes.margin),
        known.range.contains(reading - known.offset + ZonedTimes.margin)
      {
        instant = reading - known.offset
      } else {
        known = rules.stretch(at: reading - known.offset)
        let found = rules.instants(whenClockShows: Timestamp(seconds: reading)).map(\.seconds)
        if found.count > 1 { doubtful = doubtful ?? row }
        // A lone row of such an hour is told by the step before it.
        let isNext = step.map { step in found.contains { $0 - before == step } } ?? false
        let next =
          isNext ? before + (step ?? 0) : found.first { $0 > before } ?? found.last
        if let next {
          if next != found.first { repeatedCount += 1 }
          instant = next
        } else {
          faults.append((row, index, .skipped))
          instant = reading - rules.offset(at: Timestamp(seconds: reading - ZonedTimes.margin))
        }
      }
      isOrdered = isOrdered && instant >= before
      step = before > .min && instant > before ? instant - before : nil
      before = instant
      instants[row] = instant
    }
    if let doubtful, !isOrdered { faults.append((doubtful, index, .unordered)) }
  }

  /// A reading farther than this from every change of the clock has one instant.
  private static let margin = 2 * 86_400
}
