import ForecastSeries
import Testing

@testable import ForecastForecasting
@testable import ForecastReporting

@Suite struct PathReportTests {
  private func sample(_ id: String, steps: Int = 2) -> SamplePaths {
    let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.month)).advanced(by: 1)
    let median = [Double](repeating: 4.5, count: steps)
    return SamplePaths(
      2,
      of: Forecast(
        identifier: id, cutoff: Timestamp(seconds: 0), axis: axis, median: median, intervals: [],
        method: "naive"),
      transform: SeriesTransform(value: .unit(1), indices: .none, scale: 1), dependence: .unknown,
      bounds: .none, seed: 0)
  }

  @Test func `a row a series, path and step, in the input's own words`() {
    let schema = PanelSchema(
      identifierColumn: "store", timeColumn: "month", targetColumn: "sales",
      timestampStyle: TimestampStyle(pattern: "yyyy-MM"))
    #expect(
      text(PathReport.csv([sample("north"), sample("a,b", steps: 1)], schema: schema)) == """
        store,month,path,value
        north,1970-02,1,4.5
        north,1970-03,1,4.5
        north,1970-02,2,4.5
        north,1970-03,2,4.5
        "a,b",1970-02,1,4.5
        "a,b",1970-02,2,4.5

        """)
    #expect(text(PathReport.csv([], schema: schema)) == "store,month,path,value\n")
  }

  @Test func `without an id or a time column`() {
    let schema = PanelSchema(
      identifierColumn: nil, timeColumn: nil, targetColumn: "y", timestampStyle: .integer)
    #expect(text(PathReport.csv([sample("")], schema: schema)).hasPrefix("step,path,value\n"))
  }
}
