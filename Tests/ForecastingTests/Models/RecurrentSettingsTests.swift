import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct RecurrentSettingsTests {
  @Test(arguments: LossName.allCases)
  func `only the pinball loss says quantiles itself`(_ loss: LossName) {
    let settings = RecurrentSettings.tiny(horizon: 6, loss: loss)
    #expect(settings.quantileCount == (loss == .pinball ? 5 : 1))
    #expect(settings.networkShape.outputSize == 6 * settings.quantileCount)
    #expect(settings.networkShape.horizon == 6)
  }

  @Test func `the median of the network is the grid's median`() {
    for levels in [[80, 95], [50], [], [1, 50, 99.9]] as [[Double]] {
      var settings = RecurrentSettings.tiny()
      settings.grid = QuantileGrid(levels: levels)
      guard case .quantiles(let count, let anchor) = settings.networkShape.head else {
        Issue.record("no quantiles")
        continue
      }
      #expect(count == settings.grid.count)
      #expect(anchor == settings.grid.medianIndex)
    }
  }

  @Test func `the tail covers a whole crop and what its first step looks back to`() {
    var settings = RecurrentSettings.tiny()
    settings.longSeason = 50
    #expect(settings.tailLength >= settings.cropLength + 50 - 1)
  }

  @Test func `a network that reads both ways has windows with a season in them`() {
    var settings = RecurrentSettings.tiny(season: 12, lookback: 5)
    #expect(settings.windowLength == 30)
    settings.isBidirectional = true
    #expect(settings.windowLength == 12)
    #expect(settings.tailLength == 12 + settings.window.reach)
    settings.lookback = 17
    #expect(settings.windowLength == 17)
    settings.cropLength = 6
    #expect(settings.windowLength == 6)
  }

  @Test func `the network and its plan are what the settings say`() {
    var settings = RecurrentSettings.tiny(lookback: 5)
    #expect(
      settings.plan()
        == TrainingPlan(
          epochs: 4, loss: settings.trainingLoss,
          schedule: .oneCycle(peak: Double(settings.learningRate))))
    settings.cell = .gru
    settings.isBidirectional = true
    settings.hasResidual = true
    settings.dropout = .perSequence(0.25)
    settings.warmUpUpdates = 7
    settings.accumulation = 3
    settings.truncationSteps = 11
    let shape = settings.networkShape
    #expect(shape.cell == .gru && shape.isBidirectional && shape.hasResidual && shape.hasHighway)
    let plan = settings.plan(seed: 5, parts: 2)
    #expect(plan.dropout == .perSequence(0.25) && plan.seed == 5)
    #expect(plan.warmUpUpdates == 7 && plan.accumulation == 6)
    // Both ways need the whole window.
    #expect(plan.truncation == nil)
    settings.isBidirectional = false
    #expect(settings.plan().truncation == Truncation(steps: 11, burnIn: 5))
  }

  @Test(arguments: Frequency.Unit.allCases)
  func `defaults make windows and networks for any step`(_ unit: Frequency.Unit) {
    for rows in [8, 40, 700] {
      let panel = panel([seasonalValues(0, count: rows)], unit)
      let settings = RecurrentSettings(for: panel, step: StepDefaults(for: panel))
      #expect(settings.window.inputSize >= 1)
      #expect(settings.networkShape.outputSize >= settings.horizon)
      #expect(settings.memberCount >= 1 && settings.epochs >= 1 && settings.patience == nil)
      #expect(settings.chosenEpochs == nil && settings.errorQuantiles == nil)
    }
  }
}
