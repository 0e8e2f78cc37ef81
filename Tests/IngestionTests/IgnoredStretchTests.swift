import ForecastSeries
import Testing

@testable import ForecastIngestion

struct IgnoredStretchTests {
  @Test func `both ends count, and colons of the clock do not part them`() throws {
    let style = TimestampStyle(pattern: "yyyy-MM-dd HH:mm")
    let stretch = try #require(
      IgnoredStretch("2024-01-01 10:00:2024-01-01 12:00", style: style))
    let times = ["09:59", "10:00", "12:00", "12:01"].compactMap {
      style.timestamp(from: "2024-01-01 \($0)")?.seconds
    }
    #expect(times.map(stretch.contains) == [false, true, true, false])
    #expect(IgnoredStretch("2024-01-02:2024-01-01", style: .date) == nil)
    #expect(IgnoredStretch("2024-01-01", style: .date) == nil)
    #expect(IgnoredStretch("3:7", style: .integer)?.contains(7) == true)
  }

  @Test func `an ignored stretch has no values, in all series`() throws {
    let text =
      "unique_id,ds,y\n"
      + ["a", "b"].map { id in (1...6).map { "\(id),2024-01-0\($0),\($0)\n" }.joined() }.joined()
    let reading = try reading(text) { $0.ignoredStretches = ["2024-01-02:2024-01-03"] }
    for series in 0..<2 { #expect(values(reading, series) == [1, nil, nil, 4, 5, 6]) }
    #expect(reading.notes.contains("4 values between 2024-01-02:2024-01-03 are ignored"))
    #expect(reading.resolvedOptions.ignoredStretches == ["2024-01-02:2024-01-03"])
  }

  @Test func `without a time column rows are counted from 1`() throws {
    let reading = try reading("y\n5\n6\n7\n8\n") { $0.ignoredStretches = ["2:3"] }
    #expect(values(reading) == [5, nil, nil, 8])
  }

  @Test func `a stretch that is none is refused`() {
    let error = #expect(throws: IngestionError.self) {
      try reading("ds,y\n2024-01-01,1\n2024-01-02,2\n") { $0.ignoredStretches = ["Monday"] }
    }
    #expect(
      error?.description
        == "--ignore 'Monday' is no stretch of times; hint: --ignore 2024-01-01:2024-01-02")
    #expect(error?.kind == .usage)
  }
}
