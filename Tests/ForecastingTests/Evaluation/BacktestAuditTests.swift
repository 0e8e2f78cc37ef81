import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct BacktestAuditTests {
  private let rows = seasonalPanel(3, rows: 60)

  private func findings(
    _ panel: Panel, _ model: @escaping (Panel) -> Backtest.Model
  ) throws -> [BacktestAudit.Finding] {
    let folds = try RollingOrigin(horizon: 3).folds(of: panel)
    let audit = BacktestAudit(
      folds: folds, seasons: Seasons(4), isPositive: panel.values.allSatisfy { $0 > 0 }, seed: 1)
    return try audit.findings(for: panel) {
      (panel, folds) throws(ForecastingError) -> [Backtest.Result] in
      try Backtest(horizon: 3, metricSeason: 4).run(
        panel, folds: folds, models: [model(panel)], context: FitContext())
    }
  }

  private func verdicts(_ findings: [BacktestAudit.Finding]) -> [Bool] { findings.map(\.passes) }

  @Test(arguments: ModelCatalog.baselines.map(\.name))
  func `every rule is honest`(_ name: String) throws {
    let baseline = try #require(ModelCatalog.baseline(named: name))
    for panel in [rows, panel([seasonalValues(0).map { $0 - 60 }, seasonalValues(1)])] {
      let findings = try findings(panel) { _ in
        backtestModel(baseline, horizon: 3, season: 4)
      }
      #expect(verdicts(findings) == [true, true, true])
      #expect(findings.map(\.check) == BacktestAudit.Check.allCases)
      #expect(findings[0].forecastCount == 3 * panel.count)
      // A rule that searches its weights ends where a step of the search no longer pays.
      let tolerance = baseline.memory == .everything ? 1e-9 : 1e-12
      #expect((findings[2].difference?.size ?? 0) < tolerance)
    }
  }

  @Test func `the network is honest`() throws {
    let findings = try findings(rows) { _ in
      Backtest.Model(name: "lstm", usesThreads: true) {
        (training, context) throws(ForecastingError) -> any FittedForecaster in
        try ForecastMethod.recurrent(.tiny()).fit(training, context: context)
      }
    }
    #expect(verdicts(findings) == [true, true, true])
  }

  @Test func `a scale that is taken from all rows is caught`() throws {
    let findings = try findings(rows) { all in
      let mean = all.values.reduce(0, +) / Double(all.values.count)
      return backtestModel("leaking") { _, _, horizon in
        [Double](repeating: mean, count: horizon)
      }
    }
    #expect(verdicts(findings) == [false, true, true])
    let difference = try #require(findings[0].difference)
    #expect(difference.model == "leaking")
    #expect(difference.identifier == "s0")
    #expect(difference.step == 1)
    #expect(difference.value != difference.changed)
  }

  @Test func `a single value from the last row is caught, by a single bit`() throws {
    let findings = try findings(rows) { all in
      let last = all.values.last ?? 0
      return backtestModel("peeping") { _, series, horizon in
        let value = series.values.last ?? 0
        return [Double](repeating: last < 50 ? value.nextUp : value, count: horizon)
      }
    }
    #expect(verdicts(findings)[0] == false)
  }

  @Test func `a rule that looks at the calendar is caught`() throws {
    let findings = try findings(rows) { _ in
      backtestModel { _, series, horizon in
        [Double](repeating: Double(series.axis.ordinal(at: 0) % 100), count: horizon)
      }
    }
    #expect(verdicts(findings).prefix(2) == [true, false])
  }

  @Test func `a rule with a number of its own is caught by another unit`() throws {
    let findings = try findings(rows) { _ in
      backtestModel { _, series, horizon in
        [Double](repeating: (series.values.last ?? 0) + 1, count: horizon)
      }
    }
    #expect(verdicts(findings) == [true, true, false])
    #expect(try #require(findings[2].difference).size > 1e-3)
  }

  @Test func `garbage begins after the cutoff, and differs from the data`() throws {
    let folds = try RollingOrigin(horizon: 3).folds(of: rows)
    let audit = BacktestAudit(folds: folds, seasons: Seasons(4), isPositive: true, seed: 7)
    let scrambled = audit.scrambled(rows, after: folds[0], stream: 1)
    for index in rows.indices {
      let known = folds[0].known[index]
      let (before, after) = (rows[index].values, scrambled[index].values)
      #expect(before.prefix(known).elementsEqual(after.prefix(known)))
      #expect(zip(before, after).dropFirst(known).allSatisfy { $0.0 != $0.1 })
    }
    let again = audit.scrambled(rows, after: folds[0], stream: 1)
    #expect(again.values.map(\.bitPattern) == scrambled.values.map(\.bitPattern))
  }

  @Test func `times are moved by whole seasons, and any factor is for positive values`() {
    let both = BacktestAudit(
      folds: [], seasons: Seasons(24, longer: [168]), isPositive: false, seed: 0)
    #expect(both.shift == 3 * 168)
    #expect(both.factors == [1_024])
    let odd = BacktestAudit(folds: [], seasons: Seasons(4, longer: [6]), isPositive: true, seed: 0)
    #expect(odd.shift == 3 * 12)
    #expect(odd.factors == [1_000, 0.37])
  }
}
