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

  private func history(_ losses: [Double?]) -> TrainingHistory {
    var history = TrainingHistory()
    history.epochs = losses.enumerated().map { epoch, loss in
      EpochRecord(
        epoch: epoch, trainingLoss: 1, validationLoss: loss, gradientNorm: 1, clippedShare: 0,
        learningRate: 1, skippedSteps: 0)
    }
    return history
  }

  @Test func `the lowest loss decides, the later pass where two are as good`() {
    #expect(PassChoice.epochs(by: history([5, 3, 4, 6])) == 2)
    #expect(PassChoice.epochs(by: history([5, 3, 4, 3, 6])) == 4)
    #expect(PassChoice.epochs(by: history([2, 3, 4])) == 1)
    #expect(PassChoice.epochs(by: history([5, .nan, 4, .nan])) == 3)
    #expect(PassChoice.epochs(by: history([])) >= 1)
    #expect((1...2).contains(PassChoice.epochs(by: history([.nan, .nan]))))
  }

  @Test func `every pass is judged on the last rows`() throws {
    let choice = try run(.tiny(epochs: 6), seasonalPanel())
    let passes = choice.history[0].history.epochs
    #expect(choice.history.map(\.stage) == ["choice"])
    #expect(passes.count == 6)
    let losses = passes.compactMap(\.validationLoss)
    #expect(losses.count == 6 && losses.allSatisfy { $0.isFinite })
    #expect(choice.epochs == PassChoice.epochs(by: choice.history[0].history))
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
      honest.history[0].history.epochs.map(\.validationLoss)
        != blind.history[0].history.epochs.map(\.validationLoss))
  }

  @Test func `patience ends it early`() throws {
    var settings = RecurrentSettings.tiny(epochs: 40)
    settings.patience = 1
    settings.learningRate = 0.3
    #expect(try run(settings, seasonalPanel()).history[0].history.epochs.count < 40)
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
