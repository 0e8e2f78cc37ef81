import Testing

@testable import ForecastForecasting

@Suite struct MetricTests {
  private let history = [2.0, 6, 3, 8, 5, 9]
  private let median = [10.0, 6, 8]
  private let actuals = [7.0, 8, 8]

  private var one: ScoredWindow {
    window(
      median, actuals: actuals, history: history, season: 2,
      intervals: [interval(80, around: median, 1, 3), interval(95, around: median, 4, 5)])
  }

  @Test func `the columns stand in the report's order`() {
    #expect(
      Metric.all(levels: [80, 97.5]).map(\.name) == [
        "me", "mae", "rmse", "mape", "smape", "mase", "rmsse", "wql", "coverage-80",
        "coverage-97.5", "winkler-80", "winkler-97.5", "skill", "mse", "owa",
      ])
  }

  /// Errors −3, 2, 0; seasonal differences over two steps 1, 2, 2, 1.
  @Test func `each figure of a window is as by hand`() {
    #expect(isNear(figure("me", [one]), -1.0 / 3))
    #expect(isNear(figure("mae", [one]), 5.0 / 3))
    #expect(isNear(figure("mse", [one]), 13.0 / 3))
    #expect(isNear(figure("rmse", [one]), (13.0 / 3).squareRoot()))
    #expect(isNear(figure("mape", [one]), 100.0 * (3.0 / 7 + 2.0 / 8) / 3))
    #expect(isNear(figure("smape", [one]), 200.0 * (3.0 / 17 + 2.0 / 14) / 3))
    #expect(isNear(figure("mase", [one]), 5.0 / 3 / 1.5))
    #expect(isNear(figure("rmsse", [one]), (13.0 / 3 / 2.5).squareRoot()))
  }

  /// Bounds of 80 %: 9…13, 5…9, 7…11; of 95 %: 6…15, 2…11, 4…13; MASE's scale is 1.5.
  @Test func `intervals are judged by what falls inside and how wide they are`() {
    #expect(isNear(figure("coverage-80", [one]), 2.0 / 3))
    #expect(isNear(figure("coverage-95", [one], levels: [95]), 1))
    #expect(isNear(figure("winkler-80", [one]), (4 + 10.0 * 2 + 4 + 4) / 3 / 1.5))
    #expect(isNear(figure("winkler-95", [one], levels: [95]), 9 / 1.5))
  }

  @Test func `the ends of an interval are inside it`() {
    let ends = window(
      [5, 5], actuals: [4, 8], history: [1, 2], intervals: [interval(80, around: [5, 5], 1, 3)])
    #expect(figure("coverage-80", [ends]) == 1)
  }

  @Test func `the quantile loss is twice the mean pinball over the sum of actuals`() {
    var loss = 0.0
    for step in 0..<3 {
      let quantiles = [(-4.0, 0.025), (-1, 0.1), (0, 0.5), (3, 0.9), (5, 0.975)]
      for (distance, probability) in quantiles {
        let error = actuals[step] - (median[step] + distance)
        loss += 2 * max(probability * error, (probability - 1) * error) / 5
      }
    }
    #expect(isNear(figure("wql", [one]), loss / 23))
    // With nothing but a median it is the absolute error over the sum.
    let point = window(median, actuals: actuals, history: history)
    #expect(isNear(figure("wql", [point]), 5.0 / 23))
  }

  @Test func `skill and owa stand beside the seasonal naive and naive2`() {
    // Seasonal naive says 5, 9, 5: errors 2, 1, 3. The season fails the test, so naive2 says 9.
    #expect(isNear(figure("skill", [one]), 1 - 5.0 / 6))
    let smape = (3.0 / 17 + 2.0 / 14) / (2.0 / 16 + 1.0 / 17 + 1.0 / 17)
    let mase = 5.0 / (2 + 1 + 1)
    #expect(isNear(figure("owa", [one]), (smape + mase) / 2))
  }

  @Test func `a value that was not measured is not scored`() {
    let gappy = window(
      [10, 6, 8, 99], actuals: [7, 8, 8, .nan], history: history, season: 2,
      intervals: [interval(80, around: [10, 6, 8, 99], 1, 3)])
    let whole = window(
      median, actuals: actuals, history: history, season: 2,
      intervals: [interval(80, around: median, 1, 3)])
    for metric in Metric.all(levels: [80]) {
      #expect(metric.value([gappy]) == metric.value([whole]), "\(metric.name)")
    }
  }

  @Test func `a point and its actual that are both zero err by nothing`() {
    let zeros = window([0, 4], actuals: [0, 4], history: history)
    #expect(figure("smape", [zeros]) == 0)
    #expect(figure("mape", [zeros]) == 0)
    let half = window([0, 2], actuals: [0, 4], history: history)
    #expect(isNear(figure("smape", [half]), 200.0 * 2 / 6 / 2))
    #expect(isNear(figure("mape", [half]), 50))
  }

  @Test func `labels have a fraction only where there is one`() {
    #expect(Metric.label(ofLevel: 80) == "80")
    #expect(Metric.label(ofLevel: 97.5) == "97.5")
  }
}
