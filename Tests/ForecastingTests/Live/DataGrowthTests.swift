import ForecastSeries
import Testing

@testable import ForecastForecasting

@Suite struct DataGrowthTests {
  private let rows = panel([[1, 2, 3, 4], [1, 2]], .day)

  private func growth(since last: String, in identifier: String? = nil) -> DataGrowth {
    DataGrowth(of: rows, since: last, style: .date, in: identifier)
  }

  @Test func `rows and seconds since a row are counted in the series that reaches furthest`() {
    #expect(growth(since: "1970-01-02") == .grown(rows: 2, seconds: 2 * 86_400))
    #expect(growth(since: "1970-01-04") == .grown(rows: 0, seconds: 0))
  }

  @Test func `data that end before the row have lost some`() {
    #expect(growth(since: "1970-01-07") == .shrunk(rows: 3))
    #expect(growth(since: "1970-01-04", in: "s1") == .shrunk(rows: 2))
  }

  @Test func `what is nowhere near is unknown`() {
    #expect(growth(since: "1969-12-31") == .unknown)
    #expect(growth(since: "") == .unknown)
    #expect(growth(since: "1970-01-01", in: "s9") == .unknown)
  }
}
