import ForecastForecasting
import ForecastSeries
import Testing

@testable import ForecastReporting

@Suite struct ComparisonReportTests {
  /// Always says the same number.
  private struct Constant: FittedForecaster {
    let value: Double

    func predict(horizon: Int, following history: Panel) throws(ForecastingError) -> [Forecast] {
      history.indices.map { index in
        let series = history[index]
        return Forecast(
          identifier: series.identifier, cutoff: series.axis.timestamp(at: series.count - 1),
          axis: series.axis.advanced(by: series.count),
          median: [Double](repeating: value, count: horizon), intervals: [], method: "constant")
      }
    }
  }

  private func model(_ name: String, _ value: Double) -> Backtest.Model {
    Backtest.Model(name: name, usesThreads: false) { _, _ in Constant(value: value) }
  }

  private func report(_ one: Double, _ other: Double) throws -> String {
    let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.day))
    // Steps of one up to the cutoffs: the MASE is the error.
    let panel = Panel(
      frequency: Frequency(.day),
      series: ["r", "s"].enumerated().map { index, id in
        TimeSeries(identifier: id, axis: axis, values: [1, 2, 3, 4, 5 + Double(2 * index)])
      })
    let results = try Backtest(horizon: 1, metricSeason: 1).run(
      panel, folds: [Fold(known: [4, 4], isScored: [true, true])],
      models: [model("a", one), model("b", other)], context: FitContext())
    return text(
      ComparisonReport.csv(
        try ModelComparison(results[0], against: results[1], horizon: 1, stride: 1)))
  }

  private let header = "model,against,test,n,mase,mase-against,difference,statistic,p-value\n"

  @Test func `one row tells who lost more, and how sure that is`() throws {
    // 5 and 7 came. A says 5: errors 0 and 2; b says 8: errors 3 and 1. Differences −3 and 1.
    #expect(try report(5, 8) == header + "a,b,paired-t,2,1,2,-1,-0.5,0.7048327646991335\n")
  }

  @Test func `what is undefined is empty`() throws {
    #expect(try report(5, 5) == header + "a,b,paired-t,2,1,1,0,,\n")
  }
}
