import Testing

@testable import ForecastSeries

struct TimeZoneRulesTests {
  private let style = TimestampStyle(pattern: "yyyy-MM-dd HH:mm")

  private func berlin() throws -> TimeZoneRules {
    try #require(
      TimeZoneRules(
        name: "Europe/Berlin", offsetBefore: 3_600, changes: [],
        rule: "CET-1CEST,M3.5.0,M10.5.0/3"))
  }

  private func time(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) throws
    -> Timestamp
  {
    Timestamp(
      try #require(CivilDate(year: year, month: month, day: day)),
      secondOfDay: hour * 3_600 + minute * 60)
  }

  @Test func `an hour is skipped in spring and comes twice in autumn`() throws {
    let rules = try berlin()
    #expect(rules.instants(whenClockShows: try time(2024, 3, 31, 2, 30)) == [])
    #expect(
      rules.instants(whenClockShows: try time(2024, 3, 31, 3))
        == [try time(2024, 3, 31, 1)])
    #expect(
      rules.instants(whenClockShows: try time(2024, 10, 27, 2))
        == [try time(2024, 10, 27, 0), try time(2024, 10, 27, 1)])
    #expect(rules.clock(at: try time(2024, 10, 27, 0, 59)) == (try time(2024, 10, 27, 2, 59)))
    #expect(rules.clock(at: try time(2024, 10, 27, 1)) == (try time(2024, 10, 27, 2)))
  }

  @Test(arguments: [2024, 2300, 2301, 2302, 2700, 2701, 9998])
  func `the rule holds for every later year, also where the calendar has come round`(_ year: Int)
    throws
  {
    let rules = try berlin()
    let yearly = try #require(YearlyClock(parsing: "CET-1CEST,M3.5.0,M10.5.0/3"))
    for (instant, offset) in yearly.changes(inYear: year) {
      #expect(rules.offset(at: Timestamp(seconds: instant)) == offset)
      #expect(rules.offset(at: Timestamp(seconds: instant - 1)) == 10_800 - offset)
      let stretch = rules.stretch(at: instant)
      #expect(stretch.range.lowerBound == instant && stretch.range.contains(instant + 86_400))
    }
  }

  @Test func `a day can be missing where the date line was moved`() throws {
    // Samoa went from 29 to 31 December 2011.
    let change = try time(2011, 12, 30, 10)
    let apia = try #require(
      TimeZoneRules(
        name: "Pacific/Apia", offsetBefore: -10 * 3_600, changes: [(change.seconds, 14 * 3_600)]))
    #expect(apia.instants(whenClockShows: try time(2011, 12, 30, 12)) == [])
    #expect(apia.instants(whenClockShows: try time(2011, 12, 31, 0)) == [change])
    #expect(
      style.string(from: apia.clock(at: Timestamp(seconds: change.seconds - 60)))
        == "2011-12-29 23:59")
  }

  @Test func `rules that cannot be are refused`() {
    func rules(_ changes: [(Int, Int)], _ rule: String = "") -> TimeZoneRules? {
      TimeZoneRules(
        name: "x", offsetBefore: 0, changes: changes.map { (instant: $0.0, offset: $0.1) },
        rule: rule)
    }
    #expect(rules([(2, 0), (1, 60)]) == nil)
    #expect(rules([(1, 0), (1, 60)]) == nil)
    #expect(rules([(1, 26 * 3_600)]) == nil)
    #expect(rules([], "CET") == nil)
    #expect(rules([])?.offset(at: Timestamp(seconds: 5)) == 0)
  }
}
