import Testing

@testable import ForecastForecasting
@testable import ForecastRecurrent
@testable import ForecastSeries

@Suite struct PassChoiceTests {
  private func run(
    _ settings: RecurrentSettings, _ panel: Panel
  ) throws -> PassChoice.Result {
    try PassChoice(settings: settings).run(panel, context: FitContext(seed: 2))
  }

  @Test func `whole schedules compete, and each is judged on the last rows`() throws {
    let choice = try run(.tiny(epochs: 8), seasonalPanel())
    #expect(choice.history.allSatisfy { $0.stage == "choice" })
    let tried = Set(choice.history.map(\.history.epochs.count))
    #expect(tried.isSuperset(of: [2, 4]) && tried.isSubset(of: [1, 2, 4, 8]))
    #expect(tried.contains(choice.epochs) && choice.plannedEpochs == choice.epochs)
    #expect(choice.history.allSatisfy { $0.heldOutLoss?.isFinite == true })
    let losses = Dictionary(grouping: choice.history, by: \.history.epochs.count).mapValues {
      $0.compactMap(\.heldOutLoss).reduce(0, +) / Double($0.count)
    }
    let lowest = try #require(losses.values.min())
    #expect(try #require(losses[choice.epochs]) <= lowest * 1.005 * 1.005)
    #expect(choice.errorQuantiles == nil)
  }

  /// One series has as many cutoffs as the horizon has steps, so 2 · 3 − 1 rows are kept away.
  @Test func `the last rows are not learned from`() throws {
    let panel = panel([seasonalValues(0)])
    let honest = try run(.tiny(epochs: 5), panel)
    let blind = try run(.tiny(epochs: 5), scrambled(panel, last: 5))
    let losses = honest.history[0].history.epochs.map(\.trainingLoss)
    #expect(losses == blind.history[0].history.epochs.map(\.trainingLoss))
    #expect(
      honest.history.map(\.heldOutLoss) != blind.history.map(\.heldOutLoss))
  }

  @Test func `patience ends it early`() throws {
    var settings = RecurrentSettings.tiny(epochs: 40)
    settings.patience = 1
    settings.learningRate = 0.3
    let choice = try run(settings, seasonalPanel())
    let passes = choice.history[0].history.epochs
    #expect(choice.history.count == 1 && passes.count < 40)
    #expect(choice.plannedEpochs == 40 && choice.epochs == passes.count - 1)
    #expect(passes.allSatisfy { $0.validationLoss != nil })
  }

  @Test(arguments: ScheduleName.allCases)
  func `whole schedules of every kind compete`(_ schedule: ScheduleName) throws {
    var settings = RecurrentSettings.tiny(epochs: 8)
    settings.schedule = schedule
    let choice = try run(settings, seasonalPanel())
    #expect(Set(choice.history.map(\.history.epochs.count)).isSuperset(of: [2, 4]))
    #expect(choice.history.allSatisfy { $0.heldOutLoss?.isFinite == true })
    // A schedule that comes down does so in each length; the others begin alike.
    let firsts = choice.history.filter { $0.member == 1 }.map { $0.history.epochs[0].learningRate }
    #expect((Set(firsts).count > 1) == ![.plateau, .constant].contains(schedule))
  }

  @Test(arguments: LossName.allCases)
  func `a network that says only a point gets the quantiles of its errors`(
    _ loss: LossName
  ) throws {
    let choice = try run(.tiny(loss: loss, epochs: 2), seasonalPanel())
    #expect(choice.errorQuantiles?.count == (loss == .pinball ? nil : 15))
  }

  @Test func `where nothing can be held out, half of the passes are taken`() throws {
    let short = panel([[1, 2, 3, 4, 5, 6, 7, 8, 9]])
    let choice = try run(.tiny(loss: .mae, epochs: 10), short)
    #expect(choice.epochs == 5)
    #expect(choice.history.isEmpty)
    #expect(choice.errorQuantiles == ErrorQuantiles(horizon: 3).table(grid: .standard))
  }

  @Test func `a series without values before the cutoffs is no trouble`() throws {
    let late = [Double](repeating: .nan, count: 30) + seasonalValues(1, count: 9)
    let choice = try run(.tiny(epochs: 2), panel([seasonalValues(0), late]))
    #expect((1...2).contains(choice.epochs))
  }
}
