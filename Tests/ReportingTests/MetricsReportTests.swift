import ForecastForecasting
import ForecastSeries
import Testing

@testable import ForecastReporting

@Suite struct MetricsReportTests {
  private func window(_ id: String, actuals: [Double], history: [Double]) -> ScoredWindow {
    let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.day))
    let median = [4.0, 5]
    return ScoredWindow(
      Forecast(
        identifier: id, cutoff: axis.timestamp(at: history.count - 1),
        axis: axis.advanced(by: history.count), median: median,
        intervals: [PredictionInterval(level: 80, lower: [2, 3], upper: [6, 7])], method: "naive"),
      actuals: actuals, history: history[...], season: 1)
  }

  private let header =
    "cutoff,model,horizon,season,n,me,mae,rmse,mape,smape,mase,rmsse,wql,coverage-80,winkler-80,"
    + "skill,mse,owa,left-out\n"

  @Test func `the whole first, then the series, and what is undefined is empty`() {
    let table = MetricsTable(
      [
        (
          "naive",
          [
            window("a", actuals: [4, 1], history: [3, 5, 3]),
            window("b", actuals: [.nan, 0], history: [3, 3]),
          ]
        )
      ], season: 1, levels: [80])
    let schema = PanelSchema(
      identifierColumn: "store", timeColumn: "day", targetColumn: "y", timestampStyle: .date)
    let lines = text(MetricsReport.csv(table, schema: schema)).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] + "\n" == "scope,store," + header)
    // Series a errs by 0 and −4 on a scale of 2, b by −5 on none; both are 2 points outside 3…7 or 3.
    #expect(lines.count == 5)
    #expect(lines[4].isEmpty)
    let whole = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    #expect(whole.prefix(8) == ["all", "", "", "naive", "2", "1", "3", "-3.5"])
    #expect(whole.last == "1")
    let first = lines[2].split(separator: ",", omittingEmptySubsequences: false)
    #expect(
      first.prefix(11) == [
        "series", "a", "1970-01-03", "naive", "2", "1", "2", "-2", "2", "2.8284271247461903", "200",
      ])
    #expect(first[12] == "1")
    #expect(first.last == "")
    #expect(
      lines[3]
        == "series,b,1970-01-02,naive,2,1,1,-5,5,5,,200,,,,0,,,25,,")
  }

  @Test func `a file without ids has the id column of long form`() {
    let schema = PanelSchema(
      identifierColumn: nil, timeColumn: nil, targetColumn: "y", timestampStyle: .integer)
    let empty = MetricsTable([], season: 7, levels: [80])
    #expect(text(MetricsReport.csv(empty, schema: schema)) == "scope,unique_id," + header)
  }
}
