import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct BudgetPlanTests {
  private let panel = seasonalPanel()

  private func plan(
    _ method: ForecastMethod, _ deadline: FitDeadline?
  ) throws -> (plan: BudgetPlan?, leftOut: [String]) {
    let context = FitContext(seed: 1, deadline: deadline)
    let plan = try BudgetPlan(
      for: ModelFit(method: method, metricSeason: 4), panel: panel,
      tail: HeldOutTail(panel, horizon: 3, season: 4), context: context)
    return (plan, context.course.leftOut)
  }

  private func automatic(_ settings: RecurrentSettings) -> ForecastMethod {
    .automatic(AutomaticForecaster(settings: settings, metricSeason: 4))
  }

  @Test func `without a deadline there is no plan`() throws {
    #expect(try plan(.recurrent(.tiny()), nil).plan == nil)
  }

  @Test func `with time enough nothing changes`() throws {
    let settings = RecurrentSettings.tiny(epochs: 8)
    let made = try plan(automatic(settings), TestClock().deadline(after: 1))
    let plan = try #require(made.plan)
    #expect(plan.hasTrial && made.leftOut.isEmpty)
    #expect(plan.method.recurrentSettings == settings)
    #expect(plan.refit.deadline?.secondsLeft == 0.95)
  }

  @Test func `without time nothing is trained or compared`() throws {
    let made = try plan(automatic(.tiny(epochs: 8)), TestClock().deadline(after: -1))
    let plan = try #require(made.plan)
    let settings = try #require(plan.method.recurrentSettings)
    #expect(!plan.hasTrial)
    #expect(settings.budgetedEpochs == 0 && settings.chosenEpochs == 0 && settings.epochs == 1)
    #expect(
      made.leftOut == [
        "no model without the last rows: not scored, intervals not calibrated",
        "the network stands alone, without its statistical neighbours",
        "no pass over the data: the network says its base rule",
      ])
  }

  /// A batch takes a second at each look, so that the four hundred passes cannot be made.
  @Test func `passes are lowered before anything is trained, and then members`() throws {
    let slow = TestClock(tick: .seconds(1)).deadline(after: 3_000)
    let made = try plan(.recurrent(.tiny(epochs: 400)), slow)
    let settings = try #require(made.plan?.method.recurrentSettings)
    let passes = try #require(settings.budgetedEpochs)
    #expect((1..<400).contains(passes) && settings.epochs == passes)
    #expect(settings.chosenEpochs == nil && settings.memberCount == 1)
    #expect(
      made.leftOut == [
        "1 of 2 members, as with --members 1",
        "\(passes) of 400 passes planned, as with --epochs \(passes)",
      ])
  }

  @Test func `a rule that costs nothing is fitted as ever, a costly one is not scored in no time`()
    throws
  {
    func rule(_ rule: Baseline) -> ForecastMethod {
      .baseline(rule, horizon: 3, seasons: Seasons(4), grid: .standard)
    }
    let naive = try plan(rule(.naive), TestClock().deadline(after: 1))
    #expect(naive.plan?.hasTrial == true && naive.leftOut.isEmpty)
    let slow = TestClock(tick: .seconds(1)).deadline(after: 10)
    #expect(try plan(rule(.ets), slow).plan?.hasTrial == false)
  }
}
