import ForecastForecasting
import ForecastSeries
import Testing

@testable import ForecastReporting

@Suite struct BacktestReportTests {
  /// Says the last value and one beside it.
  private struct Echo: FittedForecaster {
    func predict(horizon: Int, following history: Panel) throws(ForecastingError) -> [Forecast] {
      history.indices.map { index in
        let series = history[index]
        let median = [Double](repeating: series.values.last ?? 0, count: horizon)
        return Forecast(
          identifier: series.identifier, cutoff: series.axis.timestamp(at: series.count - 1),
          axis: series.axis.advanced(by: series.count), median: median,
          intervals: [
            PredictionInterval(
              level: 80, lower: median.map { $0 - 1 }, upper: median.map { $0 + 1 })
          ], method: "echo")
      }
    }
  }

  @Test func `every forecast stands beside what came`() throws {
    let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.day))
    let panel = Panel(
      frequency: Frequency(.day),
      series: [TimeSeries(identifier: "a,b", axis: axis, values: [1, 2, 3, .nan, 5.5])])
    let results = try Backtest(horizon: 2, metricSeason: 1).run(
      panel,
      folds: [Fold(known: [2], isScored: [true]), Fold(known: [3], isScored: [true])],
      models: [Backtest.Model(name: "mine", usesThreads: false) { _, _ in Echo() }],
      context: FitContext())
    let schema = PanelSchema(
      identifierColumn: "store", timeColumn: "day", targetColumn: "y", timestampStyle: .date)
    #expect(
      text(BacktestReport.csv(results, schema: schema, levels: [80])) == """
        store,day,forecast,forecast-lo-80,forecast-hi-80,method,cutoff,actual,model
        "a,b",1970-01-03,2,1,3,echo,1970-01-02,3,mine
        "a,b",1970-01-04,2,1,3,echo,1970-01-02,,mine
        "a,b",1970-01-04,3,2,4,echo,1970-01-03,,mine
        "a,b",1970-01-05,3,2,4,echo,1970-01-03,5.5,mine

        """)
  }
}
