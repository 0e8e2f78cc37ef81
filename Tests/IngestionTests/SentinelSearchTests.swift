import ForecastSeries
import Testing

@testable import ForecastIngestion

struct SentinelSearchTests {
  @Test(arguments: [
    ([2.6, -200, 2, -200, 11.9, -200, 1.2], -200), ([5, 9_999, 6, 9_999, 7, 9_999], 9_999),
    ([-200, -200, -200, 0.1, 11.9], -200),
  ])
  func `a value far from all others is found`(_ values: [Double], _ expected: Double) {
    #expect(SentinelSearch.sentinel(in: values)?.value == expected)
    #expect(SentinelSearch.sentinel(in: values)?.count == 3)
  }

  @Test(arguments: [
    [], [1, 1, 1], [1, 2, 3, 4], [-200, -200, 2, 3], [0, 0, 0, 1, 2, 3], [-1, -1, -1, 5, 9, 12],
    [.nan, .nan], [0, 0, 0, 50, 60],
  ])
  func `what may be a value is none`(_ values: [Double]) {
    #expect(SentinelSearch.sentinel(in: values) == nil)
  }

  @Test func `it is suggested with the option that says so`() throws {
    let rows = (1...12).map { "\($0),\($0 % 4 == 0 ? -200 : $0)\n" }.joined()
    let told = try reading("ds,y\n" + rows)
    #expect(
      told.notes.filter { $0.contains("--na") } == [
        "-200 comes 3 times and lies far from all other values: --na -200 if it means a missing one"
      ])
    let known = try reading("ds,y\n" + rows) { $0.missingMarks = ["-200"] }
    #expect(!known.notes.contains { $0.contains("--na") })
  }
}
