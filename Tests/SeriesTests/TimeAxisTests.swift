import ForecastSeries
import Testing

struct TimeAxisTests {
  /// The first dates of an axis as text.
  private func dates(_ axis: TimeAxis, _ count: Int, from: Int = 0) -> [String] {
    (from..<(from + count)).map { TimestampStyle.date.string(from: axis.timestamp(at: $0)) }
  }

  private func time(_ year: Int, _ month: Int, _ day: Int, second: Int = 0) throws -> Timestamp {
    Timestamp(
      try #require(CivilDate(year: year, month: month, day: day)), secondOfDay: second)
  }

  @Test func `months that begin on the 31st at the month's end stay there`() throws {
    let axis = TimeAxis(
      start: try time(2024, 1, 31), frequency: Frequency(.month), atEndOfMonth: true)
    #expect(dates(axis, 4) == ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"])
    #expect(dates(axis, 2, from: -2) == ["2023-11-30", "2023-12-31"])
  }

  @Test func `month ends that begin in a short month go to the 31st`() throws {
    let axis = TimeAxis(
      start: try time(2023, 2, 28), frequency: Frequency(.month), atEndOfMonth: true)
    #expect(dates(axis, 3) == ["2023-02-28", "2023-03-31", "2023-04-30"])
  }

  @Test func `a fixed day of the month is cut only where the month is shorter`() throws {
    let axis = TimeAxis(start: try time(2023, 1, 30), frequency: Frequency(.month))
    #expect(dates(axis, 4) == ["2023-01-30", "2023-02-28", "2023-03-30", "2023-04-30"])
  }

  @Test func `quarter ends follow the calendar`() throws {
    let axis = TimeAxis(
      start: try time(2023, 12, 31), frequency: Frequency(.quarter), atEndOfMonth: true)
    #expect(
      dates(axis, 5) == ["2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"])
  }

  @Test func `quarters keep the month in which they begin`() throws {
    let axis = TimeAxis(start: try time(2024, 2, 1), frequency: Frequency(.quarter))
    #expect(dates(axis, 3) == ["2024-02-01", "2024-05-01", "2024-08-01"])
    #expect(axis.position(of: try time(2024, 3, 1)) == nil)
  }

  @Test func `a year from a leap day falls on the 28th between leap years`() throws {
    let axis = TimeAxis(start: try time(2020, 2, 29), frequency: Frequency(.year))
    #expect(
      dates(axis, 5) == ["2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"])
  }

  @Test func `business days skip the weekend in both directions`() throws {
    let axis = TimeAxis(start: try time(2024, 3, 7), frequency: Frequency(.businessDay))
    #expect(dates(axis, 4) == ["2024-03-07", "2024-03-08", "2024-03-11", "2024-03-12"])
    #expect(dates(axis, 4, from: -4) == ["2024-03-01", "2024-03-04", "2024-03-05", "2024-03-06"])
    #expect(axis.position(of: try time(2024, 3, 9)) == nil)
    #expect(axis.position(of: try time(2024, 3, 11)) == 2)
  }

  @Test func `a step on the clock crosses midnight`() throws {
    let axis = TimeAxis(
      start: try time(2024, 2, 28, second: 85_500), frequency: Frequency(.minute, count: 15))
    #expect(axis.timestamp(at: 1) == (try time(2024, 2, 29)))
    #expect(axis.position(of: try time(2024, 2, 29, second: 900)) == 2)
    #expect(axis.position(of: try time(2024, 2, 29, second: 901)) == nil)
  }

  @Test func `the season's phase does not depend on the first row`() throws {
    let axis = TimeAxis(start: try time(2024, 1, 1), frequency: Frequency(.month))
    let later = TimeAxis(start: try time(2024, 6, 1), frequency: Frequency(.month))
    #expect(axis.ordinal(at: 5) == later.ordinal(at: 0))
    #expect(axis.advanced(by: 5) == later)
    let days = TimeAxis(start: try time(2024, 1, 1), frequency: Frequency(.businessDay))
    let nextWeek = TimeAxis(start: try time(2024, 1, 8), frequency: Frequency(.businessDay))
    #expect((nextWeek.ordinal(at: 0) - days.ordinal(at: 0)) == 5)
  }

  @Test func `an index counts in its own steps, below zero too`() {
    let axis = TimeAxis(start: Timestamp(seconds: -7), frequency: Frequency(.index, count: 5))
    #expect((0..<4).map { axis.timestamp(at: $0).seconds } == [-7, -2, 3, 8])
    #expect(axis.position(of: Timestamp(seconds: 13)) == 4)
    #expect(axis.position(of: Timestamp(seconds: 14)) == nil)
  }

  @Test(arguments: Frequency.Unit.allCases)
  func `each position has a time that leads back to it`(_ unit: Frequency.Unit) throws {
    for count in [1, 2, 3, 7] {
      for start in [try time(1, 1, 1), try time(1967, 4, 28, second: 3_661), try time(2024, 2, 29)]
      {
        for atEnd in [false, true] {
          let isAtEnd = atEnd && start.date.isEndOfMonth
          let axis = TimeAxis(
            start: start, frequency: Frequency(unit, count: count), atEndOfMonth: isAtEnd)
          #expect(axis.timestamp(at: 0) == start)
          var previous: Timestamp?
          for position in -40...400 {
            let time = axis.timestamp(at: position)
            if axis.position(of: time) != position {
              Issue.record("\(unit) \(count): position \(position) is lost")
            }
            if let previous, previous >= time { Issue.record("\(unit): time stands still") }
            previous = time
          }
          #expect(axis.advanced(by: 17).timestamp(at: -17) == start)
        }
      }
    }
  }

  @Test func `a time beyond what an integer holds is the last one`() {
    let axis = TimeAxis(
      start: Timestamp(seconds: 999_999_999_999_999), frequency: Frequency(.index, count: 1 << 53))
    #expect(axis.timestamp(at: 2).seconds == 999_999_999_999_999 + (2 << 53))
    #expect(axis.timestamp(at: 100_000).seconds == .max)
    #expect(axis.timestamp(at: -100_000).seconds == .min)
    #expect(axis.position(of: axis.timestamp(at: 1_000)) == 1_000)
  }
}
