import ForecastSeries
import Testing

struct TimestampTests {
  @Test func `a clock reading comes back in its parts`() throws {
    let date = try #require(CivilDate(year: 2024, month: 2, day: 29))
    let time = Timestamp(date, secondOfDay: 23 * 3_600 + 59 * 60 + 58)
    #expect(time.date == date)
    #expect(time.secondOfDay == 86_398)
    #expect(time.seconds == 1_709_251_198)
  }

  @Test func `before 1970 the second of the day still counts from midnight`() throws {
    let time = Timestamp(seconds: -1)
    #expect(time.date == CivilDate(year: 1969, month: 12, day: 31))
    #expect(time.secondOfDay == 86_399)
    let year1 = Timestamp(try #require(CivilDate(year: 1, month: 1, day: 1)), secondOfDay: 1)
    #expect(year1.secondOfDay == 1)
    #expect(year1.date.year == 1)
  }

  @Test func `timestamps are ordered by time`() {
    #expect(Timestamp(seconds: -5) < Timestamp(seconds: 3))
    #expect([5, -1, 3].map { Timestamp(seconds: $0) }.min() == Timestamp(seconds: -1))
  }
}
