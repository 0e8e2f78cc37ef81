import Synchronization
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct BacktestTests {
  private let rows = panel([(0..<30).map(Double.init), (0..<20).map { 100 + Double($0) }])

  private func run(
    _ panel: Panel, _ models: [Backtest.Model], folds: Int = 3, refit: RefitRule = .never,
    missing: MissingValuePolicy = .mask, threads: Int = 1
  ) throws -> [Backtest.Result] {
    let folds = try RollingOrigin(horizon: 3, stride: 4, foldCount: folds).folds(of: panel)
    return try Backtest(horizon: 3, refit: refit, missing: missing, season: 4, metricSeason: 1)
      .run(panel, folds: folds, models: models, context: FitContext(threads: threads))
  }

  @Test func `each cutoff of each series is forecast and set beside what came`() throws {
    let result = try run(
      rows,
      [
        backtestModel { _, series, horizon in
          [Double](repeating: series.values.last ?? .nan, count: horizon)
        }
      ])[0]
    #expect(result.folds.map(\.count) == [2, 2, 2])
    #expect(result.windows.map(\.forecast.identifier) == ["s0", "s1", "s0", "s1", "s0", "s1"])
    #expect(result.windows.map(\.forecast.cutoff.seconds) == [18, 8, 22, 12, 26, 16])
    #expect(result.windows[0].actuals == [19, 20, 21])
    #expect(result.windows[5].actuals == [117, 118, 119])
    // The last value stays 1, 2 and 3 behind on a slope of one.
    #expect(result.windows.allSatisfy { figure("mase", [$0]) == 2 })
  }

  @Test(arguments: [
    (RefitRule.never, [19, 19, 19, 19, 19]), (.every(1), [11, 15, 19, 23, 27]),
    (.every(2), [11, 11, 19, 19, 27]),
  ])
  func `what was learned is as old as the rule says`(_ rule: RefitRule, _ known: [Int]) throws {
    let folds = rule == .never ? 3 : 5
    let result = try run(
      rows,
      [
        backtestModel { learned, _, horizon in
          [Double](repeating: Double(learned[0].count), count: horizon)
        }
      ], folds: folds, refit: rule)[0]
    let first = result.windows.filter { $0.forecast.identifier == "s0" }
    #expect(first.map { Int($0.forecast.median[0]) } == Array(known.prefix(folds)))
  }

  @Test func `rows after a cutoff are neither learned from nor followed`() throws {
    let seen = Mutex<[Int]>([])
    _ = try run(
      rows,
      [
        backtestModel { learned, series, horizon in
          seen.withLock { $0.append(max(learned[0].count, series.count)) }
          return [Double](repeating: 0, count: horizon)
        }
      ], refit: .every(1))
    #expect(seen.withLock { $0 } == [19, 19, 23, 23, 27, 27])
  }

  @Test func `missing values are filled from the rows before the cutoff`() throws {
    var values = (0..<30).map(Double.init)
    values[18] = .nan
    values[20] = .nan
    let echo = backtestModel { _, series, horizon in
      [Double](repeating: series.values.last ?? .nan, count: horizon)
    }
    // A line to the next value would make the nineteenth value 18, and know what came.
    let line = try run(panel([values]), [echo], missing: .interpolate)[0]
    #expect(line.windows[0].forecast.median == [17, 17, 17])
    #expect(line.windows[0].actuals[1].isNaN)
    let zero = try run(panel([values]), [echo], missing: .zero)[0]
    #expect(zero.windows[0].forecast.median == [0, 0, 0])
    #expect(zero.windows[0].actuals == [19, 0, 21])
  }

  @Test func `any number of threads gives the same bits, models in their order`() throws {
    let rows = seasonalPanel(5, rows: 60)
    let models = ModelCatalog.baselines.map { backtestModel($0, horizon: 3, season: 4) }
    let one = try run(rows, models, refit: .every(1))
    for threads in [2, 5, 16] {
      let other = try run(rows, models, refit: .every(1), threads: threads)
      #expect(other.map(\.name) == ModelCatalog.baselines.map(\.name))
      #expect(
        other.map { $0.windows.map(\.forecast.bits) } == one.map { $0.windows.map(\.forecast.bits) }
      )
    }
  }

  @Test func `models that use threads run by themselves, and keep their place`() throws {
    let say: @Sendable (Panel, TimeSeries, Int) -> [Double] = { _, _, horizon in
      [Double](repeating: 1, count: horizon)
    }
    let results = try run(
      rows, [backtestModel("a", usesThreads: true, say), backtestModel("b", say)], threads: 3)
    #expect(results.map(\.name) == ["a", "b"])
    #expect(results.map { $0.folds.count } == [3, 3])
  }

  @Test func `a fault of a model and a wish to stop end it`() throws {
    let broken = Backtest.Model(name: "broken", usesThreads: false) {
      (_, _) throws(ForecastingError) -> any FittedForecaster in
      throw ForecastingError(.data, "nothing to learn")
    }
    #expect(
      forecastingError { _ = try run(rows, [broken]) }
        == ForecastingError(.data, "nothing to learn"))
    let folds = try RollingOrigin(horizon: 3).folds(of: rows)
    let stopped = forecastingError {
      _ = try Backtest(horizon: 3, metricSeason: 1).run(
        rows, folds: folds, models: [broken], context: FitContext(shouldStop: { true }))
    }
    #expect(stopped == ForecastingError(.interrupted, "the backtest was stopped"))
  }
}
