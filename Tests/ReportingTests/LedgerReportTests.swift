import ForecastForecasting
import ForecastSeries
import Testing

@testable import ForecastReporting

@Suite struct LedgerReportTests {
  private func issue(
    _ levels: [Double], actual: Double? = nil, scale: Double? = 0.5
  ) -> IssuedForecast {
    IssuedForecast(
      identifier: "north", cutoff: "2000-01", model: "ab12", method: "lstm", levels: levels,
      stretches: levels.map { $0 / 80 }, scale: scale,
      steps: [
        .init(
          time: "2000-02", point: 1.5, ends: levels.map { .init(lower: -$0, upper: $0) },
          actual: actual)
      ])
  }

  @Test func `a row a step with what was said and what came`() {
    let schema = PanelSchema(
      identifierColumn: "store", timeColumn: "month", targetColumn: "sales",
      timestampStyle: TimestampStyle(pattern: "yyyy-MM"))
    let csv = LedgerReport.csv(
      ForecastLedger([issue([80], actual: 2), issue([60, 80], scale: nil)]), schema: schema)
    #expect(
      text(csv) == """
        store,month,forecast,forecast-lo-60,forecast-hi-60,forecast-lo-80,forecast-hi-80,method,cutoff,actual,scale,stretch-60,stretch-80,model
        north,2000-02,1.5,,,-80,80,lstm,2000-01,2,0.5,,1,ab12
        north,2000-02,1.5,-60,60,-80,80,lstm,2000-01,,,0.75,1,ab12

        """)
  }

  @Test func `an empty ledger is a header`() {
    let schema = PanelSchema(
      identifierColumn: nil, timeColumn: nil, targetColumn: "y", timestampStyle: .integer)
    #expect(
      text(LedgerReport.csv(ForecastLedger(), schema: schema))
        == "step,forecast,method,cutoff,actual,scale,model\n")
  }
}
