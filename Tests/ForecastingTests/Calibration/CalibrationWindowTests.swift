import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct CalibrationWindowTests {
  @Test func `a score is the distance in units of the end's, each side on its own`() {
    let window = CalibrationWindow(
      forecast([10, 10], ends: [(80, [8, 8], [14, 14])]), actuals: [12, 4], transform: plain)
    #expect(window.score(at: 0, level: 0, isUpper: true) == 0.5)
    #expect(window.score(at: 0, level: 0, isUpper: false) == -1)
    #expect(window.score(at: 1, level: 0, isUpper: false) == 3)
    #expect(window.standardisedError(at: 0) == 0.5)
    #expect(window.standardisedError(at: 1) == -3)
    #expect(window.score(at: 0, level: 1, isUpper: true) == nil)
  }

  @Test func `a positive series is measured in logarithms`() throws {
    let window = CalibrationWindow(
      forecast([10], ends: [(80, [5], [20])]), actuals: [40], transform: logarithmic)
    let score = try #require(window.score(at: 0, level: 0, isUpper: true))
    #expect(abs(score - 2) < 1e-12)
  }

  @Test func `an interval without width is measured by a hundredth of the scale`() {
    let wide = SeriesTransform(value: .unit(1), indices: .none, scale: 50)
    let window = CalibrationWindow(
      forecast([10, 10], ends: [(80, [10, 10], [10, 10])]), actuals: [12, .nan], transform: wide)
    #expect(window.score(at: 0, level: 0, isUpper: true) == 4)
    #expect(window.score(at: 1, level: 0, isUpper: true) == nil)
  }

  @Test func `a model is rolled over rows that it did not learn from`() throws {
    let rows = panel([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [5, 5, 5, 5, 5, 5, 5, 5]])
    let model = FittedModel.baseline(
      try BaselineForecaster(baseline: .naive, horizon: 3, seasons: Seasons(1))
        .fit(rows, context: FitContext()))
    let windows = try CalibrationWindow.rolling(
      model, over: rows, heldOut: [4, 0], mostCutoffs: 4)
    #expect(
      windows.map(\.forecast.median) == [[8, 8, 8], [9, 9, 9], [10, 10, 10], [11, 11, 11]])
    #expect(
      windows.map { $0.actuals.filter { !$0.isNaN } } == [
        [9, 10, 11], [10, 11, 12], [11, 12], [12],
      ])
    #expect(windows.map(\.origin) == [8, 9, 10, 11])
    #expect(Set(windows.map(\.key)).count == 1)
    let both = try CalibrationWindow.rolling(model, over: rows, heldOut: [4, 2], mostCutoffs: 2)
    #expect(both.map(\.forecast.identifier) == ["s0", "s1", "s0"])
    #expect(both.map(\.origin) == [8, 6, 10])
    #expect(
      try CalibrationWindow.rolling(model, over: rows, heldOut: [0, 0], mostCutoffs: 2).isEmpty)
  }

  @Test
  func `the held-out tail gives windows up to its end`()
    throws
  {
    let rows = seasonalPanel(2)
    let tail = HeldOutTail(rows, horizon: 3, season: 4)
    let trial = FittedModel.baseline(
      try BaselineForecaster(baseline: .seasonalNaive, horizon: 3, seasons: Seasons(4))
        .fit(tail.training, context: FitContext()))
    let windows = try CalibrationWindow.rolling(trial, over: rows, tail: tail)
    #expect(windows.count == 6)
    let known = windows.map { $0.actuals.count { !$0.isNaN } }
    #expect(known == [3, 3, 2, 2, 1, 1])
  }

  /// Before training: the rows held out, and those that the choice of the passes sets apart before them.
  @Test func `a level beyond all rows that can be held out is refused before training`() {
    let rows = panel([seasonalValues(0, count: 24)])
    let tail = HeldOutTail(rows, horizon: 3, season: 4)
    func refusal(_ levels: [Double], chosen: Int?) -> ForecastingError? {
      var settings = RecurrentSettings.tiny()
      settings.grid = QuantileGrid(levels: levels)
      settings.chosenEpochs = chosen
      let fit = ModelFit(method: .recurrent(settings), metricSeason: 4)
      return forecastingError { try fit.checkCalibration(in: tail) }
    }
    // Three rows held out, and before them the four rows of two cutoffs.
    #expect(
      refusal([80], chosen: nil)
        == IntervalCalibration.tooFew(level: 80, windows: 7, grid: QuantileGrid(levels: [80])))
    #expect(
      refusal([50, 80], chosen: 2)
        == ForecastingError(
          .data,
          "the 80 % interval takes 9 independent held-out windows to calibrate, and the data give 3",
          hint: "--levels 50, or give more history"))
    #expect(refusal([60], chosen: nil) == nil)
  }
}
