import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct ServedModelTests {
  private let rows = seasonalPanel(3)

  private func rule() throws -> FittedModel {
    .baseline(
      try BaselineForecaster(baseline: .seasonalNaive, horizon: 3, seasons: Seasons(4))
        .fit(rows, context: FitContext()))
  }

  @Test func `without anything to follow it, the forecast is the core's`() throws {
    let core = try rule()
    let served = ServedModel(core)
    #expect(
      try served.predict(horizon: 3, following: rows) == core.predict(horizon: 3, following: rows))
    #expect(ServedModel(core, calibratedBy: []).calibration == nil)
  }

  @Test func `intervals are calibrated series by series, also of an unknown and an empty one`()
    throws
  {
    let core = try rule()
    let served = ServedModel(
      core, calibratedBy: try CalibrationWindow.rolling(core, over: rows))
    let more = Panel(
      frequency: rows.frequency,
      series: [rows[0], series([], id: "none"), series(seasonalValues(8), id: "new"), rows[2]])
    let raw = try core.predict(horizon: 2, following: more)
    let said = try served.predict(horizon: 2, following: more)
    #expect(said.map(\.identifier) == ["s0", "new", "s2"])
    #expect(said.map(\.median) == raw.map(\.median))
    #expect(said.allSatisfy(\.isOrdered) && said != raw)
    let calibration = try #require(served.calibration)
    let transforms = core.transforms(for: rows)
    #expect(said[0] == calibration.applied(to: raw[0], transform: transforms[0]))
    #expect(said[2] == calibration.applied(to: raw[2], transform: transforms[2]))
  }

  @Test func `the mean is the point, and the median stays inside the intervals`() throws {
    var served = ServedModel(try rule())
    served.point = .mean
    for forecast in try served.predict(horizon: 3, following: rows) {
      let mean = try #require(forecast.mean)
      #expect(forecast.point == mean && mean != forecast.median && forecast.isOrdered)
      for (value, interval) in zip(mean, forecast.intervals[0].upper) { #expect(value < interval) }
    }
  }

  @Test func `bounds hold for points, means, totals and paths`() throws {
    var served = ServedModel(try rule())
    served.bounds = ForecastBounds(minimum: 70, maximum: 80, isInteger: true)
    for point in PointRule.allCases {
      served.point = point
      for forecast in try served.predict(horizon: 3, following: rows) {
        for value in forecast.point + forecast.values {
          #expect(value >= 70 && value <= 80 && value == value.rounded())
        }
      }
    }
    for paths in try served.paths(7, horizon: 3, following: rows) {
      #expect(paths.paths.count == 7 && paths.paths.allSatisfy { $0.count == 3 })
      #expect(paths.paths.allSatisfy { $0.allSatisfy { $0 >= 70 && $0 <= 80 } })
    }
    for total in try served.totals(horizon: 3, following: rows) {
      #expect(total.values.allSatisfy { $0 >= 210 && $0 <= 240 })
    }
  }

  @Test func `a total's mean is the sum of the means`() throws {
    var served = ServedModel(try rule())
    served.point = .mean
    let steps = try served.predict(horizon: 3, following: rows)
    let totals = try served.totals(horizon: 3, following: rows, seed: 5)
    for (one, total) in zip(steps, totals) {
      #expect(abs(total.point[0] - one.point.reduce(0, +)) < 1e-9 * total.point[0])
    }
  }

  /// Found by fuzzing: quantiles that are numbers, of a distribution whose mean is none.
  @Test(arguments: [("predict", 2_500.0), ("totals", 2_500), ("paths", 14_000)])
  func `a number that cannot be written is refused`(of what: String, factor: Double) throws {
    let core = try rule()
    #expect(core.transforms(for: rows).allSatisfy { $0.value == .logarithm })
    let (levels, factors) = (core.grid.levels.count, core.grid.levels.count * 3)
    let calibration = IntervalCalibration(
      grid: core.grid, origins: Array(repeating: .perStep, count: levels),
      windowCounts: Array(repeating: 100, count: levels),
      lowerFactors: Array(repeating: factor, count: factors),
      upperFactors: Array(repeating: factor, count: factors))
    var served = ServedModel(core, calibration: calibration)
    #expect(try served.predict(horizon: 3, following: rows).allSatisfy(\.isFinite))
    if what != "paths" { served.point = .mean }
    let error = forecastingError {
      switch what {
      case "predict": _ = try served.predict(horizon: 3, following: rows)
      case "totals": _ = try served.totals(horizon: 3, following: rows)
      default: _ = try served.paths(1_000, horizon: 3, following: rows)
      }
    }
    #expect(
      error
        == ForecastingError(
          .notFinite, "the forecast of series 's0' is not a finite number",
          hint: "fit with a lower --learning-rate, or look for extreme values in the last rows"))
  }

  @Test func `a model that must be calibrated and was never held against anything is refused`()
    throws
  {
    #expect(
      forecastingError { try ServedModel(try rule()).checkSupport() }
        == ForecastingError(
          .data,
          "the 80 % interval takes 9 independent held-out windows to calibrate, and the data give 0",
          hint: "give more history, or leave --levels out: its default is not held to this"))
  }
}
