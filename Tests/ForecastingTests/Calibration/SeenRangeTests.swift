import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct SeenRangeTests {
  private func forecast(_ median: Double, _ lower: Double, _ upper: Double) throws -> Forecast {
    let rows = seasonalPanel(1)
    let made = try BaselineForecaster(baseline: .naive, horizon: 1, seasons: Seasons(1))
      .fit(rows, context: FitContext()).predict(horizon: 1, following: rows)
    return Forecast(
      identifier: "", cutoff: made[0].cutoff, axis: made[0].axis, median: [median],
      intervals: [
        PredictionInterval(level: 80, lower: [lower / 2], upper: [upper / 2]),
        PredictionInterval(level: 95, lower: [lower], upper: [upper]),
      ], method: "lstm")
  }

  private let rows: [Double] = [1, 3, 2, .nan, 1, 2, 3, 2, 1]

  @Test func `an end lies at most three ranges beyond what was seen`() throws {
    let range = try #require(SeenRange(of: rows))
    let held = range.applied(to: try forecast(2, -1_000, 11_674))
    #expect(held.intervals.map(\.lower) == [[-5], [-5]])
    #expect(held.intervals.map(\.upper) == [[9], [9]])
    #expect(held.median == [2] && held.isOrdered)
  }

  @Test func `a forecast beyond all that was seen takes its room with it`() throws {
    let range = try #require(SeenRange(of: rows))
    #expect(range.applied(to: try forecast(10, 8, 100)).intervals[1].upper == [16])
    #expect(range.applied(to: try forecast(-10, -100, 8)).intervals[1].lower == [-16])
  }

  @Test func `an interval within it stays as it is`() throws {
    let said = try forecast(2, -1, 6)
    #expect(try #require(SeenRange(of: rows)).applied(to: said) == said)
  }

  @Test(arguments: [[], [1, 2, 3], [Double](repeating: 4, count: 50)])
  func `few rows and equal ones say nothing`(_ rows: [Double]) {
    #expect(SeenRange(of: rows) == nil)
  }
}
