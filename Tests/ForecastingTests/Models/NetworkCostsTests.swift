import Testing

@testable import ForecastForecasting

@Suite struct NetworkCostsTests {
  /// Four series in batches of three are two batches; each of two networks takes a second for one.
  private func costs(_ settings: RecurrentSettings) throws -> NetworkCosts {
    let panel = seasonalPanel()
    return try NetworkCosts(
      settings: settings, before: panel, all: panel, total: 1_000,
      deadline: TestClock(tick: .seconds(1)).deadline(after: 1_000), context: FitContext(seed: 1))
  }

  @Test func `a training takes its candidates, the held-out fit and the refit`() throws {
    let costs = try costs(.tiny(epochs: 8))
    #expect(abs(costs.refit(passes: 8) - 8 * 2 * 2) < 1e-9)
    #expect(abs(costs.training(passes: 8, hasTrial: false) - 32) < 1e-9)
    #expect(abs(costs.training(passes: 8, hasTrial: true) - (2 + 4 + 8 + 8 + 8) * 4) < 1e-9)
    #expect(costs.reading > 0 && costs.ruleForecasts > 4)
  }

  @Test func `with patience one schedule is followed instead of several`() throws {
    var settings = RecurrentSettings.tiny(epochs: 8)
    settings.patience = 2
    let costs = try costs(settings)
    #expect(abs(costs.training(passes: 8, hasTrial: true) - 3 * 8 * 4) < 1e-9)
  }

  @Test func `both paces are remembered`() throws {
    let context = FitContext(seed: 1)
    _ = try NetworkCosts(
      settings: .tiny(), before: seasonalPanel(), all: seasonalPanel(), total: 1_000,
      deadline: TestClock(tick: .seconds(1)).deadline(after: 1_000), context: context)
    #expect(context.course.secondsPerBatch(networks: 2) == 2)
  }
}
