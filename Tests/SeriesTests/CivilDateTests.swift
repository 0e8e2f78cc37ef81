import ForecastSeries
import Testing

struct CivilDateTests {
  @Test func `every day of the years 1 to 3000 has one number and comes back`() throws {
    var number = try #require(CivilDate(year: 1, month: 1, day: 1)).daysSinceEpoch
    #expect(number == -719_162)
    var failures = 0
    for year in 1...3000 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in lengths.enumerated() {
        for day in 1...length {
          let date = CivilDate(daysSinceEpoch: number)
          if date.year != year || date.month != month + 1 || date.day != day
            || date.daysSinceEpoch != number
          {
            failures += 1
          }
          number += 1
        }
      }
    }
    #expect(failures == 0)
    #expect(CivilDate(daysSinceEpoch: number) == CivilDate(year: 3001, month: 1, day: 1))
  }

  @Test(arguments: [
    (1970, 1, 1, 0), (2000, 2, 29, 11_016), (2038, 1, 19, 24_855), (1969, 12, 31, -1),
    (1600, 1, 1, -135_140), (9999, 12, 31, 2_932_896), (-4, 2, 29, -720_930),
  ])
  func `known days have known numbers`(_ year: Int, _ month: Int, _ day: Int, _ number: Int) {
    #expect(CivilDate(year: year, month: month, day: day)?.daysSinceEpoch == number)
    let date = CivilDate(daysSinceEpoch: number)
    #expect([date.year, date.month, date.day] == [year, month, day])
  }

  @Test(arguments: [
    (2023, 2, 29), (1900, 2, 29), (2100, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 0, 1),
    (2024, 13, 1), (2024, 1, 0), (2024, 1, 32), (2024, 1, -1),
  ])
  func `a day that the calendar does not have is refused`(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test func `leap years are those of the Gregorian calendar`() {
    #expect(
      [1900, 2000, 2023, 2024, 2100, 2400].map { CivilDate.dayCount(ofMonth: 2, year: $0) }
        == [28, 29, 28, 29, 28, 29])
  }

  @Test func `the week begins with Monday as 0`() throws {
    #expect(try #require(CivilDate(year: 1970, month: 1, day: 1)).weekday == 3)
    #expect(try #require(CivilDate(year: 2026, month: 11, day: 21)).weekday == 5)
    #expect(try #require(CivilDate(year: 1, month: 1, day: 1)).weekday == 0)
    #expect((0..<7).map { CivilDate(daysSinceEpoch: 4 + $0).weekday } == [0, 1, 2, 3, 4, 5, 6])
  }

  @Test func `the last day of a month knows that it is`() throws {
    #expect(try #require(CivilDate(year: 2024, month: 2, day: 29)).isEndOfMonth)
    #expect(try !#require(CivilDate(year: 2024, month: 2, day: 28)).isEndOfMonth)
    #expect(try #require(CivilDate(year: 2023, month: 2, day: 28)).isEndOfMonth)
  }
}
