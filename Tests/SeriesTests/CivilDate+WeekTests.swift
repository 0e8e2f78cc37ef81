import Testing

@testable import ForecastSeries

struct CivilDateWeekTests {
  @Test(arguments: [
    ((2005, 1, 1), (2004, 53)), ((2005, 1, 2), (2004, 53)), ((2005, 12, 31), (2005, 52)),
    ((2007, 1, 1), (2007, 1)), ((2008, 12, 29), (2009, 1)), ((2010, 1, 3), (2009, 53)),
    ((2020, 12, 31), (2020, 53)), ((2021, 1, 4), (2021, 1)),
  ])
  func `a day lies in the week that ISO 8601 says`(_ day: (Int, Int, Int), _ week: (Int, Int))
    throws
  {
    let date = try #require(CivilDate(year: day.0, month: day.1, day: day.2))
    #expect(date.week == week)
    #expect(CivilDate(weekYear: week.0, week: week.1, weekday: date.weekday) == date)
  }

  @Test func `every day of two centuries comes back from its week`() {
    for count in -25_567..<47_482 {
      let date = CivilDate(daysSinceEpoch: count)
      let week = date.week
      #expect(
        CivilDate(weekYear: week.year, week: week.number, weekday: date.weekday)?.daysSinceEpoch
          == count)
    }
  }

  @Test func `a year without a week 53 has none`() {
    #expect(CivilDate(weekYear: 2021, week: 53) == nil)
    #expect(CivilDate(weekYear: 2020, week: 53) != nil)
    #expect(CivilDate(weekYear: 2020, week: 0) == nil)
    #expect(CivilDate(weekYear: 2020, week: 1, weekday: 7) == nil)
  }
}
