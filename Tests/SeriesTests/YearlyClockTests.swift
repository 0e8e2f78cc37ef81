import Testing

@testable import ForecastSeries

struct YearlyClockTests {
  @Test func `a rule has an offset in winter and one in summer`() throws {
    let berlin = try #require(YearlyClock(parsing: "CET-1CEST,M3.5.0,M10.5.0/3"))
    #expect(berlin.standard == 3_600)
    #expect(berlin.summer?.offset == 7_200)
    let changes = berlin.changes(inYear: 2024)
    let style = TimestampStyle(pattern: "yyyy-MM-dd HH:mm")
    #expect(
      changes.map { style.string(from: Timestamp(seconds: $0.instant)) }
        == ["2024-03-31 01:00", "2024-10-27 01:00"])
    #expect(changes.map(\.offset) == [7_200, 3_600])
  }

  @Test func `a clock that is never changed has no summer`() throws {
    let kolkata = try #require(YearlyClock(parsing: "IST-5:30"))
    #expect(kolkata.standard == 19_800 && kolkata.summer == nil)
    #expect(kolkata.changes(inYear: 2024).isEmpty)
    #expect(YearlyClock(parsing: "<-03>3")?.standard == -10_800)
  }

  @Test func `in Ireland winter is the exception, and half an hour is enough of a change`() throws {
    let dublin = try #require(YearlyClock(parsing: "IST-1GMT0,M10.5.0,M3.5.0/1"))
    #expect(dublin.changes(inYear: 2024).map(\.offset) == [3_600, 0])
    let lordHowe = try #require(YearlyClock(parsing: "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"))
    #expect(lordHowe.changes(inYear: 2024).map(\.offset) == [37_800, 39_600])
  }

  @Test(arguments: [
    "", "CE-1", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0,M11.1.0",
    "<CET-1", "CET-26", "CET-1CEST-99,M3.5.0,M10.5.0", "CET-1CEST;M3.5.0,M10.5.0",
  ])
  func `anything else is refused`(_ text: String) {
    #expect(YearlyClock(parsing: text) == nil)
  }
}
