import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct FineTuningTests {
  private let old = seasonalPanel(3, rows: 70)
  private let new = panel([seasonalValues(7, count: 60), seasonalValues(8, count: 50)])

  private func start(_ settings: RecurrentSettings = .tiny()) throws -> FineTuning {
    FineTuning(from: try fit(settings, old), name: "old.safetensors")
  }

  /// Settings of a fit of the new series that begins there.
  private func settings(_ start: FineTuning, horizon: Int = 3, rate: Float = 1e-3)
    -> RecurrentSettings
  {
    var settings = start.settings(over: .tiny(horizon: horizon), season: 4)
    settings.learningRate = rate
    settings.epochs = 3
    return settings
  }

  private func fitted(
    _ settings: RecurrentSettings, _ start: FineTuning, panel: Panel? = nil,
    context: FitContext = FitContext(seed: 5)
  ) throws -> FittedRecurrent {
    try RecurrentForecaster(settings: settings, start: start).fit(panel ?? new, context: context)
  }

  @Test func `what the weights were trained for stays, the rest is a quarter or the data's`() throws
  {
    var trained = RecurrentSettings.tiny(lookback: 6, base: .seasonalMean(seasons: 2))
    trained.cell = .gru
    trained.hasResidual = false
    trained.dropout = .perStep(0.1)
    let start = try start(trained)
    var defaults = RecurrentSettings.tiny(horizon: 5, season: 4, adjusts: true, base: .lastValue)
    (defaults.memberCount, defaults.hiddenSize, defaults.epochs) = (5, 64, 200)
    let tuned = start.settings(over: defaults, season: 4)
    #expect(tuned.cell == .gru && !tuned.hasResidual && tuned.hiddenSize == 4)
    #expect(tuned.lookback == 6 && !tuned.adjustsSeason && tuned.base == start.settings.base)
    #expect(tuned.memberCount == 2 && tuned.dropout == .none)
    #expect(tuned.horizon == 5 && tuned.networkHorizon == 3 && tuned.window.horizon == 3)
    #expect(tuned.learningRate == 1e-3 && tuned.epochs == 50)
    #expect(tuned.startName == "old.safetensors")
    #expect(start.settings(over: .tiny(), season: 4).networkHorizon == nil)
    defaults.epochs = 1
    #expect(start.settings(over: defaults, season: 4).epochs == 1)
  }

  @Test func `a rule has no weights, a network and a blend have`() throws {
    let network = try fit(.tiny(), old)
    let gate = SeriesGate(departures: [7: .rules])
    let blend = FittedBlend(network: network, blend: .networkAlone, gate: gate)
    #expect(FineTuning(from: try ruleModel()) == nil)
    #expect(FineTuning(from: .recurrent(network))?.gate == .open)
    #expect(FineTuning(from: .blend(blend))?.gate == gate)
  }

  @Test func `networks over season-free values are not bound to a season`() throws {
    var free = RecurrentSettings.tiny(adjusts: true, base: .lastValue)
    free.level = .lastValue
    #expect(try !start(free).isSeasonBound)
    #expect(try start(.tiny(adjusts: true, base: .lastValue)).isSeasonBound)
    free.longSeason = 12
    #expect(try start(free).isSeasonBound)
  }

  @Test(arguments: [nil, 2])
  func `at a rate of zero it says what the networks said before`(_ patience: Int?) throws {
    let start = try start()
    var same = settings(start, rate: 0)
    same.patience = patience
    let tuned = try fitted(same, start)
    #expect(tuned.networks.map(\.parameters) == start.networks.map(\.parameters))
    let before = FittedRecurrent(
      settings: start.settings, store: tuned.store, fallback: tuned.fallback, errorQuantiles: nil,
      networks: start.networks)
    #expect(
      try tuned.predict(horizon: 3, following: new) == before.predict(horizon: 3, following: new))
  }

  @Test func `it learns, and differs from a fit that begins with random weights`() throws {
    let start = try start()
    let settings = settings(start)
    let tuned = try fitted(settings, start)
    #expect(tuned.networks.map(\.parameters) != start.networks.map(\.parameters))
    let fresh = try fit(settings, new, seed: 5)
    #expect(tuned.networks.map(\.parameters) != fresh.networks.map(\.parameters))
    // Small steps stay near: Adam moves a weight by about the rate an update.
    let moved = zip(tuned.networks, start.networks).flatMap { one, other in
      zip(one.parameters, other.parameters).map { abs($0 - $1) }
    }
    #expect(moved.max() ?? 1 < 0.05)
  }

  @Test func `fewer members are the first ones`() throws {
    let start = try start()
    var one = settings(start, rate: 0)
    one.memberCount = 1
    #expect(try fitted(one, start).networks.map(\.parameters) == [start.networks[0].parameters])
  }

  @Test func `any number of threads and any memory gives the same bytes`() throws {
    let start = try start()
    let settings = settings(start, horizon: 7)
    let one = try fitted(settings, start).networks.map(\.parameters)
    let many = try fitted(settings, start, context: FitContext(seed: 5, threads: 5))
    #expect(one == many.networks.map(\.parameters))
    let tight = try fitted(settings, start, context: FitContext(seed: 5, memoryLimit: 10_000_000))
    #expect(one == tight.networks.map(\.parameters))
  }

  @Test func `without time for a pass the networks are served as they are`() throws {
    let start = try start()
    var settings = settings(start)
    (settings.budgetedEpochs, settings.chosenEpochs) = (0, 0)
    #expect(
      try fitted(settings, start).networks.map(\.parameters) == start.networks.map(\.parameters))
  }

  @Test(arguments: [1, 8], LossName.allCases)
  func `another horizon is trained, judged, scored and calibrated`(
    _ horizon: Int, _ loss: LossName
  ) throws {
    let start = try start(.tiny(loss: loss))
    let settings = settings(start, horizon: horizon)
    let outcome = try ModelFit(method: .recurrent(settings, start: start), metricSeason: 4)
      .run(new, context: FitContext(seed: 5))
    #expect(outcome.model.horizon == horizon)
    #expect(outcome.served.calibration != nil)
    #expect(outcome.metrics.total("mase", of: "lstm") != nil)
    for forecast in try outcome.served.predict(horizon: horizon, following: new) {
      #expect(forecast.horizon == horizon && forecast.isFinite && forecast.isOrdered)
    }
  }

  /// Zeros stand before the first row, and a base of a season that is not there is the level.
  @Test(arguments: [8, 9, 13])
  func `series shorter than the lookback and the season are trained and forecast`(
    _ rows: Int
  ) throws {
    let start = try start(.tiny(lookback: 20))
    let short = panel([seasonalValues(5, count: rows)])
    let fit = ModelFit(
      method: .recurrent(settings(start, horizon: 8), start: start), metricSeason: 4)
    let outcome = try fit.run(short, context: FitContext(seed: 5))
    let forecast = try outcome.served.predict(horizon: 8, following: short)[0]
    #expect(forecast.method == "lstm" && forecast.isFinite && forecast.isOrdered)
    var long = RecurrentSettings.tiny(season: 30, lookback: 20)
    long.longSeason = 40
    let bound = try self.start(long)
    var settings = bound.settings(over: .tiny(horizon: 2), season: 30)
    settings.epochs = 2
    let other = try fitted(settings, bound, panel: short)
    #expect(try other.predict(horizon: 2, following: short)[0].isFinite)
  }

  @Test func `the automatic method begins there, and the gate hears what was served`() throws {
    let gate = SeriesGate(departures: [7: .rules])
    let start = FineTuning(from: try fit(.tiny(), old), gate: gate)
    let forecaster = AutomaticForecaster(
      settings: settings(start, rate: 0), metricSeason: 4, start: start)
    #expect(forecaster.previousGate == gate)
    #expect(AutomaticForecaster(settings: .tiny(), metricSeason: 4).previousGate == .open)
    let fit = ModelFit(method: .automatic(forecaster), metricSeason: 4)
    let outcome = try fit.run(new, context: FitContext(seed: 5))
    #expect(
      outcome.model.network?.networks.map(\.parameters) == start.networks.map(\.parameters))
  }
}
