import ForecastSeries
import Testing

@testable import ForecastIngestion

struct StepWordsTests {
  private func words(
    _ frequency: Frequency, _ year: Int, _ month: Int, _ day: Int, atEnd: Bool = false
  )
    throws -> String
  {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    let axis = TimeAxis(start: Timestamp(date), frequency: frequency, atEndOfMonth: atEnd)
    return StepWords.describing(frequency, on: axis)
  }

  @Test func `a step is said as a person would`() throws {
    #expect(try words(Frequency(.minute, count: 15), 2024, 1, 1) == "every 15 minutes")
    #expect(try words(Frequency(.hour), 2024, 1, 1) == "hourly")
    #expect(try words(Frequency(.businessDay), 2024, 1, 1) == "business days")
    #expect(try words(Frequency(.week), 2024, 1, 7) == "weekly (Sundays)")
    #expect(try words(Frequency(.week, count: 2), 2024, 1, 1) == "every 2 weeks (Mondays)")
    #expect(try words(Frequency(.month), 2024, 1, 15) == "monthly (day 15)")
    #expect(try words(Frequency(.month), 2024, 2, 29, atEnd: true) == "monthly (month end)")
    #expect(try words(Frequency(.quarter), 2024, 4, 1) == "quarterly (quarter start)")
    #expect(try words(Frequency(.quarter), 2024, 3, 31, atEnd: true) == "quarterly (quarter end)")
    #expect(try words(Frequency(.quarter), 2024, 2, 1) == "quarterly (from month 2)")
    #expect(try words(Frequency(.year), 2024, 1, 1) == "yearly (year start)")
    #expect(try words(Frequency(.year), 2024, 12, 31, atEnd: true) == "yearly (year end)")
  }

  @Test func `an index says that it counts`() {
    let axis = TimeAxis(start: Timestamp(seconds: 1), frequency: Frequency(.index))
    #expect(StepWords.describing(Frequency(.index), on: axis) == "counted")
    #expect(StepWords.describing(Frequency(.hour), on: axis) == "hourly, counted by an index")
    let tens = TimeAxis(start: Timestamp(seconds: 1), frequency: Frequency(.index, count: 10))
    #expect(StepWords.describing(Frequency(.index, count: 10), on: tens) == "counted by 10")
  }
}
