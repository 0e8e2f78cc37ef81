import ForecastSeries
import Testing

@testable import ForecastIngestion

struct FrequencyVoteTests {
  private func seconds(_ dates: [String], clock: Int = 0) throws -> [Int] {
    try dates.map { date in
      let parts = date.split(separator: "-").compactMap { Int($0) }
      let day = try #require(CivilDate(year: parts[0], month: parts[1], day: parts[2]))
      return Timestamp(day, secondOfDay: clock).seconds
    }
  }

  private func winner(_ series: [[Int]], isInteger: Bool = false) -> FrequencyVote.Ballot? {
    var vote = FrequencyVote()
    for times in series { vote.add(times, isInteger: isInteger) }
    return vote.winner
  }

  @Test(arguments: [
    (1, Frequency(.second)), (60, .init(.minute)), (900, .init(.minute, count: 15)),
    (3_600, .init(.hour)), (10_800, .init(.hour, count: 3)), (86_400, .init(.day)),
    (172_800, .init(.day, count: 2)), (604_800, .init(.week)), (1_209_600, .init(.week, count: 2)),
    (2_419_200, .init(.week, count: 4)), (90, .init(.second, count: 90)),
  ])
  func `equal steps are said in their largest unit`(_ step: Int, _ expected: Frequency) {
    let times = (0..<20).map { 1_704_585_600 + $0 * step }  // a Sunday
    #expect(winner([times])?.frequency == expected)
  }

  @Test func `months, quarters and years are seen by the day of the month`() throws {
    #expect(
      winner([try seconds(["2024-01-15", "2024-02-15", "2024-03-15"])])
        == .init(frequency: Frequency(.month)))
    #expect(
      winner([try seconds(["2024-03-31", "2024-06-30", "2024-09-30"])])
        == .init(frequency: Frequency(.quarter), isAtEndOfMonth: true))
    #expect(
      winner([try seconds(["2020-02-29", "2021-02-28", "2022-02-28"])])
        == .init(frequency: Frequency(.year), isAtEndOfMonth: true))
    #expect(
      winner([try seconds(["2020-01-01", "2020-07-01", "2021-01-01"])])
        == .init(frequency: Frequency(.month, count: 6)))
    #expect(
      winner([try seconds(["2010-01-01", "2020-01-01", "2030-01-01"])])
        == .init(frequency: Frequency(.year, count: 10)))
  }

  @Test func `four weeks within one month are no month`() throws {
    let times = try seconds(["2024-01-01", "2024-01-29", "2024-01-31"])
    #expect(winner([times])?.frequency == Frequency(.day, count: 2))
    #expect(winner([try seconds(["2024-01-01", "2024-01-30"])])?.frequency.unit == .day)
    let twice = try seconds(["2024-01-01", "2024-01-29", "2024-02-28", "2024-03-27"])
    #expect(winner([twice])?.frequency == Frequency(.month))
  }

  @Test func `gaps do not change the step`() throws {
    let days = try seconds(["2024-01-06", "2024-01-07", "2024-01-08", "2024-01-11", "2024-01-12"])
    #expect(winner([days])?.frequency == Frequency(.day))
    #expect(winner([[1, 2, 3, 5, 9, 10]], isInteger: true)?.frequency == Frequency(.index))
    #expect(winner([[0, 5, 15, 20]], isInteger: true)?.frequency == Frequency(.index, count: 5))
  }

  @Test func `business days need two weeks and no weekend in any series`() throws {
    let work = (0..<14).filter { $0 % 7 < 5 }.map { 1_704_067_200 + $0 * 86_400 }  // from a Monday
    #expect(winner([work])?.frequency == Frequency(.businessDay))
    #expect(winner([Array(work.prefix(9))])?.frequency == Frequency(.day))
    let daily = (0..<14).map { 1_704_067_200 + $0 * 86_400 }
    #expect(winner([work, work, daily])?.frequency == Frequency(.day))
  }

  @Test func `the majority of series wins, then the rows, then the shorter step`() throws {
    let months = try seconds(["2024-01-01", "2024-02-01", "2024-03-01"])
    let days = try seconds(["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"])
    #expect(winner([months, days, months])?.frequency == Frequency(.month))
    #expect(winner([months, days])?.frequency == Frequency(.day))
    #expect(winner([months, Array(days.prefix(3))])?.frequency == Frequency(.day))
  }

  @Test func `single rows do not vote`() {
    #expect(winner([[5], [7]]) == nil)
    #expect(winner([]) == nil)
    #expect(FrequencyVote.commonDifference(of: [3]) == nil)
    #expect(FrequencyVote.commonDifference(of: [1, 3, 4, 6, 7]) == 1)
  }
}
