import Testing

@testable import ForecastSeries

struct ZonedClockTests {
  private func clock(_ times: ZonedClock.Times) throws -> ZonedClock {
    ZonedClock(
      try #require(
        TimeZoneRules(
          name: "Europe/Berlin", offsetBefore: 3_600, changes: [],
          rule: "CET-1CEST,M3.5.0,M10.5.0/3")), times: times)
  }

  private func time(_ month: Int, _ day: Int, _ hour: Int) throws -> Timestamp {
    Timestamp(
      try #require(CivilDate(year: 2024, month: month, day: day)), secondOfDay: hour * 3_600)
  }

  @Test(arguments: [
    ("+01:00", "2024-10-27T02:00+02:00", "2024-10-27T02:00+01:00"),
    ("+0100", "2024-10-27T02:00+0200", "2024-10-27T02:00+0100"),
    ("+01", "2024-10-27T02:00+02", "2024-10-27T02:00+01"),
    ("Z", "2024-10-27T02:00+02:00", "2024-10-27T02:00+01:00"),
    ("", "2024-10-27T02:00", "2024-10-27T02:00"),
  ])
  func `instants are written on the zone's clock, with its offset as the file has it`(
    _ suffix: String, _ first: String, _ second: String
  ) throws {
    let style = TimestampStyle(
      pattern: "yyyy-MM-ddTHH:mm", suffix: suffix, clock: try clock(.instants))
    #expect(style.string(from: try time(10, 27, 0)) == first)
    #expect(style.string(from: try time(10, 27, 1)) == second)
  }

  @Test func `readings of the clock are written as they are, with the offset of their day`() throws
  {
    let style = TimestampStyle(
      pattern: "yyyy-MM-dd HH:mm", suffix: "+02:00", clock: try clock(.readings))
    #expect(style.string(from: try time(10, 27, 0)) == "2024-10-27 00:00+02:00")
    #expect(style.string(from: try time(10, 28, 0)) == "2024-10-28 00:00+01:00")
    // A time that the clock skips is written with the offset before.
    #expect(style.string(from: try time(3, 31, 2)) == "2024-03-31 02:00+02:00")
  }

  @Test func `seconds since 1970 stay instants, whatever a panel counts`() throws {
    let days = TimestampStyle(pattern: "epoch", clock: try clock(.readings))
    #expect(days.string(from: try time(7, 1, 0)) == String(try time(6, 30, 22).seconds))
    let hours = TimestampStyle(pattern: "epoch-ms", clock: try clock(.instants))
    #expect(hours.string(from: try time(7, 1, 0)) == String(try time(7, 1, 0).seconds * 1_000))
  }
}
