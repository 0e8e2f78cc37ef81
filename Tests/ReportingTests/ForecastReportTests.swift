import ForecastForecasting
import ForecastSeries
import Testing

@testable import ForecastReporting

@Suite struct ForecastReportTests {
  private func forecast(_ id: String, levels: [Double] = [80, 97.5]) -> Forecast {
    let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.month))
    let median = [1.5, -0.0]
    return Forecast(
      identifier: id, cutoff: axis.timestamp(at: 0), axis: axis.advanced(by: 1), median: median,
      intervals: levels.map { level in
        PredictionInterval(
          level: level, lower: median.map { $0 - level }, upper: median.map { $0 + level })
      }, method: "lstm")
  }

  private let schema = PanelSchema(
    identifierColumn: "store", timeColumn: "month", targetColumn: "sales",
    timestampStyle: TimestampStyle(pattern: "yyyy-MM"))

  @Test func `a row a series and step, in the input's own words`() {
    let csv = ForecastReport.csv(
      [forecast("north"), forecast("a,b")], schema: schema, levels: [80, 97.5])
    #expect(
      text(csv) == """
        store,month,forecast,forecast-lo-80,forecast-hi-80,forecast-lo-97.5,forecast-hi-97.5,method,cutoff
        north,1970-02,1.5,-78.5,81.5,-96,99,lstm,1970-01
        north,1970-03,0,-80,80,-97.5,97.5,lstm,1970-01
        "a,b",1970-02,1.5,-78.5,81.5,-96,99,lstm,1970-01
        "a,b",1970-03,0,-80,80,-97.5,97.5,lstm,1970-01

        """)
  }

  @Test func `without an id column there is none, without a time column steps are counted`() {
    let schema = PanelSchema(
      identifierColumn: nil, timeColumn: nil, targetColumn: "y", timestampStyle: .integer)
    let axis = TimeAxis(start: Timestamp(seconds: 8), frequency: Frequency(.index))
    let forecast = Forecast(
      identifier: "", cutoff: Timestamp(seconds: 7), axis: axis, median: [3, 4], intervals: [],
      method: "naive")
    #expect(
      text(ForecastReport.csv([forecast], schema: schema, levels: [])) == """
        step,forecast,method,cutoff
        8,3,naive,7
        9,4,naive,7

        """)
  }

  @Test func `a level that a forecast lacks is empty`() {
    let csv = ForecastReport.csv([forecast("n", levels: [])], schema: schema, levels: [80])
    #expect(
      text(csv) == """
        store,month,forecast,forecast-lo-80,forecast-hi-80,method,cutoff
        n,1970-02,1.5,,,lstm,1970-01
        n,1970-03,0,,,lstm,1970-01

        """)
  }

  @Test func `nothing forecast is a header alone`() {
    #expect(
      text(ForecastReport.csv([], schema: schema, levels: []))
        == "store,month,forecast,method,cutoff\n")
  }
}
