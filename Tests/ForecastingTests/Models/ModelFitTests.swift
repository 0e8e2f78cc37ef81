import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct ModelFitTests {
  private func run(_ method: ForecastMethod, _ panel: Panel) throws -> ModelFit.Outcome {
    try ModelFit(method: method, metricSeason: 4).run(panel, context: FitContext(seed: 1))
  }

  private let naive = ForecastMethod.baseline(
    .naive, horizon: 3, seasons: Seasons(4), grid: .standard)

  @Test(arguments: LossName.allCases)
  func `a fitted network forecasts, whatever its loss`(_ loss: LossName) throws {
    let panel = seasonalPanel()
    let outcome = try run(.recurrent(.tiny(loss: loss)), panel)
    for forecast in try outcome.model.predict(horizon: 3, following: panel) {
      #expect(forecast.isOrdered && forecast.isFinite)
    }
    #expect(outcome.model.method == "lstm")
    #expect(outcome.notes.isEmpty)
    #expect(outcome.shortSeries == 0)
  }

  @Test func `the model stands beside every free rule`() throws {
    let outcome = try run(.recurrent(.tiny()), seasonalPanel())
    let models = outcome.metrics.rows.filter { $0.scope == .all }.map(\.model)
    #expect(models == ["lstm"] + ModelCatalog.references.map(\.name))
    for model in models { #expect(outcome.metrics.total("mase", of: model) != nil) }
    #expect(outcome.metrics.season == 4)
    #expect(outcome.metrics.total("skill", of: "seasonal-naive") == 0)
    let share = try #require(outcome.shareWorse)
    #expect((0...1).contains(share))
  }

  @Test func `a free rule is fitted and scored too`() throws {
    let outcome = try run(naive, seasonalPanel())
    #expect(outcome.model.method == "naive")
    #expect(outcome.history.isEmpty)
    let models = outcome.metrics.rows.filter { $0.scope == .all }.map(\.model)
    #expect(models.first == "naive")
    #expect(Set(models) == Set(ModelCatalog.references.map(\.name)))
  }

  @Test func `passes are told by stage`() throws {
    let outcome = try run(.recurrent(.tiny()), seasonalPanel())
    let told = outcome.history.map { "\($0.stage) \($0.member)" }
    let tried = ["choice 1", "choice 2"]
    #expect(
      told == tried + tried + tried + ["held-out 1", "held-out 2", "refit 1", "refit 2"])
  }

  /// The last three rows of each series are held out: no choice may know them, the refit must.
  @Test func `the held-out tail is untouched by any choice`() throws {
    let panel = seasonalPanel()
    let honest = try run(.recurrent(.tiny()), panel)
    let blind = try run(.recurrent(.tiny()), scrambled(panel, last: 3))
    func course(_ outcome: ModelFit.Outcome) -> [TrainingHistory] {
      outcome.history.filter { $0.stage != "refit" }.map(\.history)
    }
    #expect(course(honest) == course(blind))
    guard case .recurrent(let one) = honest.model, case .recurrent(let other) = blind.model else {
      Issue.record("no network")
      return
    }
    #expect(one.settings.chosenEpochs == other.settings.chosenEpochs)
    #expect(one.networks.map(\.parameters) != other.networks.map(\.parameters))
  }

  @Test func `short series are counted`() throws {
    let mixed = panel([seasonalValues(0), [1, 2, 3], seasonalValues(1)])
    #expect(try run(.recurrent(.tiny(epochs: 2)), mixed).shortSeries == 1)
    let holed = (0..<30).map { $0 % 6 == 0 ? Double($0) : .nan }
    #expect(
      try run(.recurrent(.tiny(epochs: 2)), panel([seasonalValues(0), holed])).shortSeries == 1)
  }

  @Test func `too few rows are refused`() {
    let hint = "give more history, or merge short series"
    for method in [naive, .recurrent(.tiny())] {
      #expect(
        forecastingError { _ = try run(method, panel([[1, 2, 3, 4, 5, 6, 7]])) }
          == ForecastingError(
            .data, "the series has 7 rows, 1 fewer than the 8 that a fit needs", hint: hint))
      #expect(
        forecastingError { _ = try run(method, panel([[1, 2, 3], [1]])) }
          == ForecastingError(
            .data,
            "every series is too short: the longest has 3 rows, 5 fewer than the 8 that a fit needs",
            hint: hint))
    }
  }

  @Test func `too few values in enough rows are refused, not a crash`() {
    let sparse = [1, .nan, 3, .nan, 5, .nan, 7, .nan, 9, .nan, 11]
    #expect(forecastingError { _ = try run(.recurrent(.tiny()), panel([sparse])) }?.kind == .data)
  }

  @Test func `a series whose values are nearly all held out is still fitted`() throws {
    let late = [Double](repeating: .nan, count: 10) + [5, 6, 7, 5, 6, 7, 5, 6, 7]
    let outcome = try run(.recurrent(.tiny(epochs: 2)), panel([late]))
    #expect(outcome.metrics.total("mase", of: "lstm") == nil)
    #expect(outcome.shareWorse == nil)
    #expect(try outcome.model.predict(horizon: 3, following: panel([late])).count == 1)
  }

  @Test func `rows just enough are fitted without a score`() throws {
    let outcome = try run(.recurrent(.tiny(epochs: 2)), panel([[1, 2, 3, 4, 5, 6, 7, 8]]))
    #expect(outcome.metrics.rows.isEmpty)
    #expect(outcome.history.map(\.stage) == ["refit", "refit"])
  }

  private func run(_ method: ForecastMethod, until deadline: FitDeadline?) throws
    -> ModelFit.Outcome
  {
    try ModelFit(method: method, metricSeason: 4).run(
      seasonalPanel(), context: FitContext(seed: 1, deadline: deadline))
  }

  @Test func `a deadline that is far away changes nothing`() throws {
    let free = try run(.recurrent(.tiny()), until: nil)
    let limited = try run(.recurrent(.tiny()), until: TestClock().deadline(after: 1))
    #expect(limited.leftOut.isEmpty && free.leftOut.isEmpty)
    #expect(
      free.model.network?.networks.map(\.parameters)
        == limited.model.network?.networks.map(\.parameters))
    #expect(free.model.network?.settings == limited.model.network?.settings)
    #expect(free.metrics.rows.count == limited.metrics.rows.count)
  }

  /// The head of a network starts at zero, so that it says the last season again.
  @Test(arguments: [true, false])
  func `a deadline in the past still gives a model, which says its base rule`(
    _ isAutomatic: Bool
  ) throws {
    let settings = RecurrentSettings.tiny()
    let outcome = try run(
      isAutomatic
        ? .automatic(AutomaticForecaster(settings: settings, metricSeason: 4))
        : .recurrent(settings), until: TestClock().deadline(after: -1))
    #expect(outcome.leftOut.contains("no pass over the data: the network says its base rule"))
    #expect(outcome.notes.isEmpty && outcome.metrics.rows.isEmpty)
    #expect(outcome.model.network?.settings.chosenEpochs == 0)
    let panel = seasonalPanel()
    let forecasts = try outcome.served.predict(horizon: 3, following: panel)
    for (forecast, series) in zip(forecasts, panel.indices.map { panel[$0] }) {
      let season = series.values.suffix(4).prefix(3)
      for (said, came) in zip(forecast.median, season) { #expect(abs(said - came) < 1e-3) }
    }
  }

  @Test func `a level that was asked for is told and not refused where time is short`() throws {
    var fit = ModelFit(method: .recurrent(.tiny()), metricSeason: 4)
    fit.mustCalibrate = true
    let many = seasonalPanel(40, rows: 200)
    let outcome = try fit.run(
      many, context: FitContext(seed: 1, deadline: TestClock().deadline(after: -1)))
    #expect(outcome.leftOut.contains("a level that was asked for is not calibrated"))
  }

  @Test func `a rule without time is a model too`() throws {
    let rule = ForecastMethod.baseline(.ets, horizon: 3, seasons: Seasons(4), grid: .standard)
    let outcome = try run(rule, until: TestClock().deadline(after: -1))
    #expect(outcome.model.method == "ets" && outcome.metrics.rows.isEmpty)
    for forecast in try outcome.served.predict(horizon: 3, following: seasonalPanel()) {
      #expect(forecast.isFinite && forecast.isOrdered)
    }
  }
}
