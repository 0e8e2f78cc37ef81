import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct FittedModelTests {
  private let rule = FittedBaseline(
    baseline: .naive, horizon: 2, seasons: Seasons(3), grid: QuantileGrid(levels: [80]),
    store: TransformStore(
      keys: TransformStore(fitting: panel([[1]]), season: 1, adjustsSeason: false).keys,
      transforms: [SeriesTransform(value: .unit(1), indices: .none, scale: 1e300)]),
    errorQuantiles: [-1, 0, 1, -1e9, 0, 1e9])

  @Test func `a number that cannot be written is an error that names the series`() {
    let model = FittedModel.baseline(rule)
    #expect(
      forecastingError { _ = try model.predict(horizon: 2, following: panel([[1]])) }
        == ForecastingError(
          .notFinite, "the forecast of series 's0' is not a finite number",
          hint: "fit with a lower --learning-rate, or look for extreme values in the last rows"))
    #expect(forecastingError { _ = try model.predict(horizon: 1, following: panel([[1]])) } == nil)
  }

  @Test func `the series in the error has no control characters`() {
    let wild = Panel(
      frequency: Frequency(.index), series: [series([1e300, 1e300], id: "a\u{1b}[2J")])
    let fitted = FittedBaseline(
      baseline: .naive, horizon: 2, seasons: Seasons(3), grid: QuantileGrid(levels: [80]),
      store: TransformStore(fitting: wild, season: 1, adjustsSeason: false),
      errorQuantiles: [-1e9, 0, 1e9, -1e9, 0, 1e9])
    let error = forecastingError {
      _ = try FittedModel.baseline(fitted).predict(horizon: 2, following: wild)
    }
    #expect(error?.message == "the forecast of series 'a\\u{1b}[2J' is not a finite number")
  }

  @Test func `a rule tells what it is`() {
    let model = FittedModel.baseline(rule)
    #expect(model.method == "naive")
    #expect(model.horizon == 2 && model.season == 3)
    #expect(model.grid.levels == [80])
    #expect(model.knows("s0") && !model.knows("s1"))
    #expect((model.tailLength ?? 0) >= model.season)
  }

  @Test func `a network tells what it is`() throws {
    let settings = RecurrentSettings.tiny(epochs: 1)
    let fitted = try fit(settings, panel([seasonalValues(0), [1, 2, 3]]))
    let model = FittedModel.recurrent(fitted)
    #expect(model.method == "lstm")
    #expect(model.horizon == 3 && model.season == 4)
    #expect(model.grid == .standard)
    // The short series is known too: it is served by the rule beside the network.
    #expect(model.knows("s0") && model.knows("s1") && !model.knows("s2"))
    #expect(model.tailLength == fitted.settings.tailLength)
  }
}
