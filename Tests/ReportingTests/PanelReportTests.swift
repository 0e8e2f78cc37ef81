import ForecastSeries
import Testing

@testable import ForecastReporting

@Suite struct PanelReportTests {
  private let panel: Panel = {
    let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.month))
    return Panel(
      frequency: Frequency(.month),
      series: [
        TimeSeries(identifier: "north", axis: axis, values: [0.1, .nan, -3]),
        TimeSeries(identifier: "a,b", axis: axis.advanced(by: 2), values: [1e22]),
      ])
  }()

  @Test func `a row a series and time in the input's words, a missing value empty`() {
    let schema = PanelSchema(
      identifierColumn: "store", timeColumn: "month", targetColumn: "sales",
      timestampStyle: TimestampStyle(pattern: "yyyy-MM"))
    #expect(
      text(PanelReport.csv(panel, schema: schema)) == """
        store,month,sales
        north,1970-01,0.1
        north,1970-02,
        north,1970-03,-3
        "a,b",1970-03,1e+22

        """)
  }

  @Test func `a wide file is written long, counted rows as steps`() {
    let schema = PanelSchema(
      identifierColumn: "unique_id", timeColumn: nil, targetColumn: nil,
      timestampStyle: TimestampStyle(pattern: "yyyy-MM"))
    let lines = text(PanelReport.csv(panel, schema: schema)).split(separator: "\n")
    #expect(lines.first == "unique_id,step,value")
    #expect(lines.count == 5)
  }
}
