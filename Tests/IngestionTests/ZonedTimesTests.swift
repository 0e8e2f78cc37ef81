import ForecastSeries
import Testing

@testable import ForecastIngestion

struct ZonedTimesTests {
  private let rules = try? ZoneFile.rules(named: "Europe/Berlin")
  /// 2024-10-27 00:00 UTC, when the clock shows 02:00 for the first time.
  private let back = 1_729_987_200

  private func zoned(_ readings: [Int], series: [Int32] = []) throws -> ZonedTimes {
    var rows = RowStore(width: 1)
    for (row, reading) in readings.enumerated() {
      rows.beginRow(series: series.isEmpty ? nil : series[row], time: reading, line: row + 2)
      rows.append(1)
    }
    let count = Int(series.max() ?? 0) + 1
    return ZonedTimes(
      readings: readings, of: SeriesRows(rows, seriesCount: count), on: try #require(rules))
  }

  /// What the clock shows so many hours after the first 02:00.
  private func reading(_ hours: Double) -> Int {
    back + Int(hours * 3_600) + (hours < 1 ? 7_200 : 3_600)
  }

  @Test(arguments: [0.25, 0.5, 1])
  func `the order of rows tells an hour that comes twice apart`(_ step: Double) throws {
    let hours = stride(from: -3.0, through: 3, by: step).map { $0 }
    let expected = hours.map { back + Int($0 * 3_600) }
    let oldest = try zoned(hours.map(reading))
    #expect(oldest.instants == expected)
    #expect(oldest.repeatedCount == Int(1 / step))
    let newest = try zoned(hours.reversed().map(reading))
    #expect(newest.instants == expected.reversed())
    #expect(oldest.faults.isEmpty && newest.faults.isEmpty)
  }

  @Test func `each series has its own order`() throws {
    let hours = [-1.0, 0, 1, 2]
    let readings = hours.flatMap { [reading($0), reading($0)] }
    let times = try zoned(readings, series: [0, 1, 0, 1, 0, 1, 0, 1])
    let expected: [Int] = [-1, -1, 0, 0, 1, 1, 2, 2].map { back + $0 * 3_600 }
    #expect(times.instants == expected)
  }

  @Test func `an hour that is there once is the first of the two`() throws {
    let times = try zoned([reading(-1), reading(0), reading(2)])
    #expect(times.instants == [back - 3_600, back, back + 7_200])
    #expect(times.repeatedCount == 0)
  }

  @Test func `a lone row of an hour that comes twice keeps the step`() throws {
    // Every six hours, and the second 02:30 is a multiple of it.
    let times = try zoned([reading(-10.5), reading(-4.5), reading(1.5), reading(7.5)])
    #expect(times.instants.map { $0 - back } == [-37_800, -16_200, 5_400, 27_000])
    #expect(times.repeatedCount == 1)
  }

  @Test func `without order, and in the gap of spring, nothing can be told`() throws {
    let mixed = try zoned([reading(-1), reading(2), reading(0), reading(1), reading(3)])
    #expect(mixed.faults.map(\.row) == [2])
    #expect(mixed.faults.map(\.fault) == [.unordered])
    // 2024-03-31 02:00 on the clock, which goes on to 03:00 at once.
    let spring = 1_711_850_400
    let gap = try zoned([spring - 7_200, spring - 3_600, spring, spring + 3_600])
    #expect(gap.faults.map(\.row) == [2])
    #expect(gap.faults.map(\.fault) == [.skipped])
  }

  @Test func `instants are given their clock`() throws {
    let instants = [back - 1, back, back + 3_599, back + 3_600, 0, 1_720_000_000]
    let times = ZonedTimes(instants: instants, on: try #require(rules))
    #expect(times.instants == instants)
    let ahead: [Int] = zip(times.readings, instants).map { $0 - $1 }
    #expect(ahead == [7_200, 7_200, 7_200, 3_600, 3_600, 7_200])
  }
}
