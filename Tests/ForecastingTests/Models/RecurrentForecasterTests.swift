import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct RecurrentForecasterTests {
  @Test func `on a clean season it beats the naive rule by far`() throws {
    let tail = HeldOutTail(seasonalPanel(6, rows: 80), horizon: 6, season: 4)
    var settings = RecurrentSettings.tiny(horizon: 6, lookback: 8, base: .lastValue, epochs: 60)
    settings.hiddenSize = 8
    settings.learningRate = 0.01
    let fitted = try fit(settings, tail.training)
    let own = tail.windows(of: try fitted.predict(horizon: 6, following: tail.training))
    let naive = try tail.windows(of: .naive, horizon: 6, seasons: Seasons(4), grid: .standard)
    let table = MetricsTable([("own", own), ("naive", naive)], season: 4, levels: [80])
    let mase = try #require(table.total("mase", of: "own"))
    let other = try #require(table.total("mase", of: "naive"))
    #expect(mase < 0.5 * other)
  }

  /// The way through the logarithm and back costs a few ulps: 1e-12.
  @Test(arguments: [false, true])
  func `untrained it says exactly the rule that it corrects`(_ isSeasonal: Bool) throws {
    let panel = seasonalPanel()
    var settings = RecurrentSettings.tiny(
      horizon: 6, base: isSeasonal ? .seasonalMean(seasons: 1) : .lastValue)
    settings.chosenEpochs = 0
    let rule = isSeasonal ? Baseline.seasonalNaive : .naive
    for (index, forecast) in try fit(settings, panel).predict(horizon: 6, following: panel)
      .enumerated()
    {
      let said = rule.forecast(panel[index].values, season: 4, horizon: 6)
      for (value, other) in zip(forecast.median, said) { #expect(abs(value / other - 1) < 1e-12) }
      #expect(forecast.isOrdered)
      #expect(forecast.method == "lstm")
    }
  }

  @Test(arguments: LossName.allCases)
  func `each loss trains, and its intervals are in order`(_ loss: LossName) throws {
    let panel = seasonalPanel()
    let fitted = try fit(.tiny(loss: loss), panel)
    #expect((fitted.errorQuantiles == nil) == (loss == .pinball))
    for forecast in try fitted.predict(horizon: 3, following: panel) {
      #expect(forecast.isOrdered && forecast.isFinite)
    }
  }

  @Test(arguments: OptimizerName.allCases)
  func `each optimizer changes the network`(_ optimizer: OptimizerName) throws {
    let panel = seasonalPanel()
    var settings = RecurrentSettings.tiny()
    settings.optimizer = optimizer
    settings.chosenEpochs = 0
    let before = try fit(settings, panel)
    settings.chosenEpochs = 3
    let after = try fit(settings, panel)
    for (left, right) in zip(before.networks, after.networks) {
      #expect(left.parameters != right.parameters)
      #expect(right.parameters.allSatisfy { $0.isFinite })
    }
    for forecast in try after.predict(horizon: 3, following: panel) {
      #expect(forecast.isOrdered && forecast.isFinite)
    }
  }

  @Test func `the same seed gives the same bytes, another one others`() throws {
    let panel = seasonalPanel()
    func bits(_ seed: UInt64) throws -> [[UInt64]] {
      try fit(.tiny(), panel, seed: seed).predict(horizon: 3, following: panel).map(\.bits)
    }
    #expect(try bits(1) == bits(1))
    #expect(try bits(1) != bits(2))
  }

  @Test func `rows that it was not given change nothing`() throws {
    let panel = seasonalPanel()
    let one = try fit(.tiny(), panel.droppingLast(5))
    let other = try fit(.tiny(), scrambled(panel, last: 5).droppingLast(5))
    #expect(one.networks.map(\.parameters) == other.networks.map(\.parameters))
    #expect(one.store == other.store)
  }

  @Test func `a stop is an error, not a half-trained model`() {
    let context = FitContext(shouldStop: { true })
    let expected = ForecastingError(.interrupted, "the fit was stopped")
    var settings = RecurrentSettings.tiny()
    #expect(
      forecastingError {
        _ = try RecurrentForecaster(settings: settings).fit(seasonalPanel(), context: context)
      } == expected)
    settings.chosenEpochs = 2
    #expect(
      forecastingError {
        _ = try RecurrentForecaster(settings: settings).fit(seasonalPanel(), context: context)
      } == expected)
  }

  @Test func `nothing to learn from is said`() {
    let gaps = [1, 2, 3, 4, 5, 6, 7] + [Double](repeating: .nan, count: 20)
    let expected = ForecastingError(
      .data, "no series has 8 values: fewer are nothing to learn from",
      hint: "give more history, or fill missing values with --missing")
    for panel in [panel([gaps]), panel([]), panel([[1, 2, 3]])] {
      #expect(forecastingError { _ = try fit(.tiny(), panel) } == expected)
    }
  }

  @Test func `a fit reports each pass of each stage`() throws {
    let report = try RecurrentForecaster(settings: .tiny(), stage: "test")
      .fitReporting(seasonalPanel(), context: FitContext())
    #expect(report.history.map(\.stage).drop { $0 == "choice" } == ["test", "test"])
    #expect(report.history.map(\.member) == [1, 2, 1, 2, 1, 2, 1, 2])
    let chosen = try #require(report.fitted.settings.chosenEpochs)
    #expect((1...4).contains(chosen))
    #expect(report.history.last?.history.epochs.count == chosen)
  }

  @Test func `gaps, zeros, negative values and constants train too`() throws {
    let rows: [[Double]] = [
      seasonalValues(0).enumerated().map { $0 % 7 == 2 ? .nan : $1 },
      seasonalValues(1).map { $0 - 90 }, (0..<40).map { $0 % 4 == 0 ? 6 : 0 },
      [Double](repeating: 5, count: 30), [Double](repeating: 0, count: 30),
      [.nan, .nan] + seasonalValues(2), seasonalValues(3) + [.nan, .nan],
    ]
    let panel = panel(rows)
    for base in [WindowShape.Base.lastValue, .seasonalMean(seasons: 2)] {
      for adjusts in [false, true] {
        let fitted = try fit(.tiny(adjusts: adjusts, base: base, epochs: 2), panel)
        let forecasts = try fitted.predict(horizon: 3, following: panel)
        #expect(forecasts.count == rows.count)
        for forecast in forecasts {
          #expect(forecast.isOrdered && forecast.isFinite, "\(forecast.identifier)")
        }
      }
    }
  }
}
