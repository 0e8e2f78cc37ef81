import Testing

@testable import ForecastRecurrent

struct TrainingHistoryTests {
  @Test func `steps left out are added up over the epochs`() {
    var history = TrainingHistory()
    #expect(history.skippedSteps == 0)
    for (epoch, skipped) in [0, 3, 1].enumerated() {
      history.epochs.append(
        EpochRecord(
          epoch: epoch, trainingLoss: 1, validationLoss: nil, gradientNorm: 1,
          largestGradientNorm: 1, clippedShare: 0, learningRate: 0.1, skippedSteps: skipped))
    }
    #expect(history.skippedSteps == 4)
  }

  @Test func `an epoch's figures are means over what counted`() {
    var sums = EpochSums()
    let outcome = { GradientClipping.Outcome(norm: $0, clipped: $1) }
    sums.add(loss: 2, weight: 3, outcome: outcome(1, false), rate: 0.5)
    sums.add(loss: 6, weight: 1, outcome: outcome(4, true), rate: 0.25)
    sums.skip(rate: 0.5)
    sums.skip(rate: 0.125)
    let record = sums.record(epoch: 7)
    #expect(record.epoch == 7)
    #expect(record.trainingLoss == 3, "the mean is weighed: (2 · 3 + 6 · 1) / 4")
    #expect(record.gradientNorm == 2.5 && record.largestGradientNorm == 4)
    #expect(record.clippedShare == 0.5)
    #expect(record.learningRate == 0.125, "the last step's, also where it was left out")
    #expect(record.skippedSteps == 2)
    #expect(record.validationLoss == nil)
  }

  @Test func `an epoch without a step has no loss`() {
    let record = EpochSums().record(epoch: 0)
    #expect(record.trainingLoss.isNaN && record.gradientNorm.isNaN)
    #expect(record.largestGradientNorm.isNaN)
    #expect(record.clippedShare == 0)
  }
}
