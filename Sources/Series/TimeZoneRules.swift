/// How the clock of a zone runs ahead of UTC, and when it is changed.
///
/// Everything is computed from a table; the time zone of the process plays no part. Where a table ends
/// with a yearly rule, the rule is written out for 400 years, after which the calendar repeats.
public struct TimeZoneRules: Sendable, Hashable {
  /// The zone's name, `Europe/Berlin`.
  public let name: String
  /// The instants at which the clock was changed, in the order of time.
  private var instants: [Int]
  /// Seconds east of UTC: before the first change, and after each.
  private var offsets: [Int]
  /// From here on the clock does as it did so many cycles of the calendar before; nil without a rule.
  private var repeatsFrom: Int?

  /// 400 years have whole weeks, so every weekday comes back on its day.
  private static let cycle = 146_097 * Timestamp.secondsPerDay

  /// Makes the rules of a zone; nil where the changes are out of order, an offset is longer than 25 hours, or
  /// the rule is none.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - first: seconds east of UTC before the first change.
  ///   - changes: the instants at which the clock was changed, in the order of time, each with the
  ///     seconds east of UTC from then on.
  ///   - rule: the rule for the time after the last change, as POSIX writes it in `TZ`; empty for none.
  public init?(
    name: String, offsetBefore first: Int, changes: [(instant: Int, offset: Int)],
    rule: String = ""
  ) {
    self.name = name
    instants = changes.map(\.instant)
    offsets = [first] + changes.map(\.offset)
    guard zip(instants, instants.dropFirst()).allSatisfy({ $0 < $1 }),
      offsets.allSatisfy({ abs($0) <= 25 * 3_600 })
    else { return nil }
    guard !rule.isEmpty else { return }
    guard let yearly = YearlyClock(parsing: rule) else { return nil }
    follow(yearly)
  }

  /// Writes a yearly rule out behind the last change.
  private mutating func follow(_ yearly: YearlyClock) {
    guard yearly.summer != nil else { return }
    let after = instants.last ?? .min
    let year = instants.last.map { Timestamp(seconds: $0).date.year } ?? 1900
    for year in year...(year + 401) {
      for change in yearly.changes(inYear: year)
      where change.instant > after && change.offset != offsets.last {
        instants.append(change.instant)
        offsets.append(change.offset)
      }
    }
    repeatsFrom = instants.last
  }

  /// Seconds by which the clock runs ahead of UTC at an instant.
  public func offset(at instant: Timestamp) -> Int { stretch(at: instant.seconds).offset }

  /// The time around an instant in which the clock is not changed, and how far it is ahead of UTC.
  package func stretch(at instant: Int) -> (range: Range<Int>, offset: Int) {
    var ahead = 0
    if let repeatsFrom, instant > repeatsFrom {
      ahead = ((instant - repeatsFrom - 1) / TimeZoneRules.cycle + 1) * TimeZoneRules.cycle
    }
    var (low, high) = (0, instants.count)
    while low < high {
      let middle = (low + high) / 2
      if instants[middle] <= instant - ahead { low = middle + 1 } else { high = middle }
    }
    let start = low > 0 ? instants[low - 1] + ahead : .min
    let end = low < instants.count ? instants[low] + ahead : .max
    return (start..<end, offsets[low])
  }

  /// What the clock shows at an instant.
  public func clock(at instant: Timestamp) -> Timestamp {
    Timestamp(seconds: instant.seconds + offset(at: instant))
  }

  /// The instants at which the clock shows a time, the earlier one first: none in the gap when it is set
  /// forward, two when it is set back.
  public func instants(whenClockShows time: Timestamp) -> [Timestamp] {
    let day = Timestamp.secondsPerDay
    // A change lies within a day of its clock readings; the longest were made by moving the date line.
    var candidates: [Int] = []
    for around in [-2 * day, -day, 0, day, 2 * day] {
      let offset = offset(at: Timestamp(seconds: time.seconds + around))
      if !candidates.contains(offset) { candidates.append(offset) }
    }
    return candidates.map { Timestamp(seconds: time.seconds - $0) }
      .filter { clock(at: $0) == time }.sorted()
  }
}
