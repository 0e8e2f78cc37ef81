import ForecastIngestion
import ForecastSeries
import Foundation
import TestSupport
import Testing

/// Times written and read again, at random between 1900 and 2100: every step, in several zones.
struct TimeRoundTripTests {
  private static let zones = [
    "Europe/Berlin", "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Pacific/Apia",
    "Asia/Kolkata", "America/Santiago", "Africa/Cairo",
  ]
  private static let steps: [Frequency] = [
    Frequency(.second), Frequency(.second, count: 10), Frequency(.minute),
    Frequency(.minute, count: 5), Frequency(.minute, count: 15), Frequency(.minute, count: 30),
    Frequency(.hour), Frequency(.hour, count: 3), Frequency(.hour, count: 12), Frequency(.day),
    Frequency(.day, count: 2), Frequency(.businessDay), Frequency(.week),
    Frequency(.week, count: 2), Frequency(.month), Frequency(.month, count: 2),
    Frequency(.quarter), Frequency(.month, count: 6), Frequency(.year),
  ]
  private static let rows = 40

  /// `FORECAST_TIMES=1000` for a longer campaign, `FORECAST_SEED` for another one.
  @Test(arguments: zones)
  func `every step comes back as it was written`(_ zone: String) throws {
    let rounds = CampaignSize.number("FORECAST_TIMES") ?? 12
    var generator = TestGenerator(seed: UInt64(CampaignSize.number("FORECAST_SEED") ?? 1900))
    for step in Self.steps {
      for _ in 0..<rounds { try check(step, zone, &generator) }
    }
  }

  /// Finds the rules by reading a file of two rows.
  private func rules(_ zone: String) throws -> TimeZoneRules {
    let reading = try reading("ds,y\n2024-01-01 00:00,1\n2024-01-01 01:00,2\n") {
      $0.timeZone = zone
    }
    return try #require(reading.schema.timestampStyle.clock).rules
  }

  private func check(
    _ step: Frequency, _ zone: String, _ generator: inout TestGenerator
  ) throws {
    let isWithinDay = step.fixedSeconds.map { $0 < 86_400 } ?? false
    let rules = try rules(zone)
    var start = Timestamp(
      seconds: Int.random(in: -2_208_988_800...2_840_140_800, using: &generator) / 60 * 60)
    if !isWithinDay {
      // A day of 1 … 28 at nine: never on a weekend, and no clock is changed then.
      let month = Int.random(in: 1900 * 12..<2060 * 12, using: &generator)
      let day = Int.random(in: 1...28, using: &generator)
      guard let date = CivilDate(year: month / 12, month: month % 12 + 1, day: day) else { return }
      let weekend = max(0, date.weekday - 4)
      start = Timestamp(
        seconds: Timestamp(date, secondOfDay: 9 * 3_600).seconds - weekend * 86_400)
    }
    let axis = TimeAxis(start: start, frequency: step)
    let stamps = (0..<Self.rows).map { axis.timestamp(at: $0) }
    // The first two rows have no step before them, and offsets are written in whole minutes.
    let isUnclear =
      isWithinDay
      && stamps[..<2].contains { rules.instants(whenClockShows: rules.clock(at: $0)).count > 1 }
    guard !isUnclear else { return }
    let offsets = Set(
      stamps.map { rules.offset(at: $0) })
    let hasOffset = offsets.allSatisfy { $0.isMultiple(of: 60) } && Bool.random(using: &generator)
    let style = TimestampStyle(
      pattern: "yyyy-MM-dd HH:mm:ss", suffix: hasOffset ? "+00:00" : "",
      clock: ZonedClock(rules, times: isWithinDay ? .instants : .readings))
    let texts = stamps.map { style.string(from: $0) }
    let isNewestFirst = Bool.random(using: &generator)
    let lines = texts.enumerated().map { "\($1),\($0)\n" }
    let file = "ds,y\n" + (isNewestFirst ? lines.reversed() : lines).joined()
    let found = try reading(file) { $0.timeZone = zone }
    let tried = "\(step) from \(texts[0]), offsets \(hasOffset), newest first \(isNewestFirst)"
    try #require(found.panel.count == 1, "\(tried)")
    let series = found.panel[0]
    try #require(found.panel.frequency == step, "\(tried)")
    try #require(Array(series.values) == (0..<Self.rows).map(Double.init), "\(tried)")
    for row in 0..<Self.rows {
      let time = series.axis.timestamp(at: row)
      try #require(time == stamps[row], "\(tried), row \(row)")
      try #require(
        found.schema.timestampStyle.string(from: time) == texts[row], "\(tried), row \(row)")
    }
  }
}
