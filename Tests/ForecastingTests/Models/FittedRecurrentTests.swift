import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct FittedRecurrentTests {
  private static let settings: [RecurrentSettings] = {
    var long = RecurrentSettings.tiny()
    long.longSeason = 12
    var both = RecurrentSettings.tiny(base: .lastValue)
    both.isBidirectional = true
    var bothWithSeason = long
    bothWithSeason.isBidirectional = true
    bothWithSeason.cell = .gru
    var gru = RecurrentSettings.tiny()
    gru.cell = .gru
    gru.hasResidual = true
    return [
      both, bothWithSeason, gru,
      .tiny(), .tiny(adjusts: true, base: .lastValue), long, .tiny(loss: .mae),
    ]
  }()

  /// A trained model and the rows it was trained on: longer than any tail.
  private func model(_ settings: RecurrentSettings) throws -> (FittedRecurrent, Panel) {
    let panel = seasonalPanel(3, rows: 90)
    return (try fit(settings, panel), panel)
  }

  @Test(arguments: settings)
  func `a forecast from the tail is the one from the whole, bit for bit`(
    _ settings: RecurrentSettings
  ) throws {
    let (model, panel) = try model(settings)
    let length = model.settings.tailLength
    #expect(length < 80)
    let whole = try model.predict(horizon: 3, following: panel)
    #expect(try whole == model.predict(horizon: 3, following: panel.suffix(length)))
    #expect(
      try whole == model.predict(horizon: 3, following: panel.suffix(length + 5)))
    let gappy = panel.with(.nan, at: 20)
    #expect(
      try model.predict(horizon: 3, following: gappy)
        == model.predict(horizon: 3, following: gappy.suffix(length)))
  }

  /// A row that a kernel takes alone is summed in another order: a few float roundings of a correction
  /// that is small beside the value.
  @Test func `a series' forecast does not depend on its neighbours`() throws {
    let (model, panel) = try model(.tiny())
    let together = try model.predict(horizon: 3, following: panel)
    for index in panel.indices {
      let alone = Panel(frequency: panel.frequency, series: [panel[index]])
      let forecast = try model.predict(horizon: 3, following: alone)[0]
      for (one, other) in zip(forecast.values, together[index].values) {
        #expect(abs(one / other - 1) < 1e-6)
      }
    }
  }

  /// The members' mean over one window, zeros before the first row; read alone or beside others.
  @Test func `a network that reads both ways forecasts a series shorter than its window`() throws {
    var settings = RecurrentSettings.tiny(lookback: 20, base: .lastValue)
    settings.isBidirectional = true
    let (model, panel) = try model(settings)
    let short = series(Array(panel[0].values.prefix(9)), id: "s0")
    let alone = try model.predict(
      horizon: 3, following: Panel(frequency: panel.frequency, series: [short]))
    let beside = try model.predict(
      horizon: 3, following: Panel(frequency: panel.frequency, series: [short, panel[1]]))
    #expect(alone[0].isFinite && alone[0].isOrdered)
    for (one, other) in zip(alone[0].values, beside[0].values) {
      #expect(abs(one / other - 1) < 1e-6)
    }
  }

  @Test func `a forecast names the cell that made it`() throws {
    var settings = RecurrentSettings.tiny(epochs: 1)
    settings.cell = .rnnRelu
    let (model, panel) = try model(settings)
    #expect(try model.predict(horizon: 3, following: panel)[0].method == "rnn-relu")
    #expect(FittedModel.recurrent(model).method == "rnn-relu")
  }

  @Test func `a shorter horizon is cut, a longer one refused`() throws {
    let (model, panel) = try model(.tiny())
    let long = try model.predict(horizon: 3, following: panel)
    let short = try model.predict(horizon: 1, following: panel)
    #expect(short[0].median == [long[0].median[0]])
    #expect(
      forecastingError { _ = try model.predict(horizon: 4, following: panel) }?.message
        == "horizon 4 is longer than the fitted horizon 3")
  }

  @Test func `rows after the fit are followed`() throws {
    let (model, panel) = try model(.tiny())
    let later = Panel(
      frequency: panel.frequency, series: [series(Array(panel[0].values) + [99, 112], id: "s0")])
    let forecast = try model.predict(horizon: 3, following: later)[0]
    #expect(forecast.cutoff == Timestamp(seconds: 91))
    #expect(forecast.axis.timestamp(at: 0) == Timestamp(seconds: 92))
    #expect(try forecast.median != model.predict(horizon: 3, following: panel)[0].median)
  }

  @Test func `an unknown id is forecast by its own rows`() throws {
    let (model, _) = try model(.tiny())
    let new = panel([seasonalValues(9).map { $0 * 1e6 }]).series(called: "new")
    let forecast = try model.predict(horizon: 3, following: new)[0]
    #expect(forecast.method == "lstm")
    #expect(forecast.isOrdered && forecast.isFinite)
    #expect(forecast.median.allSatisfy { $0 > 1e8 && $0 < 1e9 })
  }

  @Test func `a short series is served by the free rule and says so`() throws {
    let (model, panel) = try model(.tiny())
    let mixed = Panel(
      frequency: panel.frequency,
      series: [
        series([1, 2, 3, 4, 5, 6, 7], id: "short"), panel[0], series([], id: "empty"),
        series([.nan, .nan, 4] + [Double](repeating: .nan, count: 9), id: "gaps"), panel[1],
        series([1, 2, 3, 4, 5, 6, 7, 8], id: "enough"),
      ])
    let forecasts = try model.predict(horizon: 3, following: mixed)
    #expect(forecasts.map(\.identifier) == ["short", "s0", "gaps", "s1", "enough"])
    #expect(
      forecasts.map(\.method) == ["seasonal-naive", "lstm", "seasonal-naive", "lstm", "lstm"])
    #expect(forecasts[0].median == [4, 5, 6])
    #expect(forecasts[2].median == [4, 4, 4])
    #expect(try forecasts[1] == model.predict(horizon: 3, following: panel)[0])
    #expect(forecasts.allSatisfy { $0.isOrdered && $0.isFinite })
  }

  @Test func `with nothing but short series it needs no network`() throws {
    let (model, _) = try model(.tiny())
    let forecasts = try model.predict(horizon: 2, following: panel([[1, 2], []]))
    #expect(forecasts.map(\.method) == ["seasonal-naive"])
  }
}

extension Panel {
  /// The panel with one value of each series replaced, counted from its end.
  func with(_ value: Double, at rowFromEnd: Int) -> Panel {
    Panel(
      frequency: frequency,
      series: indices.map { index in
        var values = Array(self[index].values)
        values[values.count - rowFromEnd] = value
        return TimeSeries(
          identifier: identifiers[index], axis: axes[index], values: values[...])
      })
  }
}
