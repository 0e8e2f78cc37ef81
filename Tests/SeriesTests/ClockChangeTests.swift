import Testing

@testable import ForecastSeries

struct ClockChangeTests {
  @Test(arguments: [
    ("M3.5.0", 2024, "2024-03-31 02:00"), ("M10.5.0/3", 2025, "2025-10-26 03:00"),
    ("M4.1.0/3", 2024, "2024-04-07 03:00"), ("M2.5.4/0", 2023, "2023-02-23 00:00"),
    ("J60", 2024, "2024-03-01 02:00"), ("J60", 2023, "2023-03-01 02:00"),
    ("J59", 2024, "2024-02-28 02:00"), ("59/1:30:15", 2024, "2024-02-29 01:30"),
    ("0/-1", 2024, "2023-12-31 23:00"), ("M9.1.6/24", 2024, "2024-09-08 00:00"),
    ("M3.4.4/50", 2024, "2024-03-30 02:00"),
  ])
  func `a day and a time are found in their year`(_ text: String, _ year: Int, _ expected: String)
    throws
  {
    let change = try #require(ClockChange(parsing: text[...]))
    let style = TimestampStyle(pattern: "yyyy-MM-dd HH:mm")
    #expect(
      style.string(from: Timestamp(seconds: change.localSeconds(inYear: year))) == expected)
  }

  @Test(arguments: [
    "", "M", "M3.5", "M13.1.0", "M3.6.0", "M3.0.0", "M3.5.7", "J0", "J366", "366", "-1", "x",
    "M3.5.0/", "M3.5.0/168", "M3.5.0/2:60", "M3.5.0/2:00:00:00", "M3.5.0/2x",
  ])
  func `anything else is refused`(_ text: String) {
    #expect(ClockChange(parsing: text[...]) == nil)
  }
}
