import Testing

@testable import ForecastRecurrent

struct SequenceBatchTests {
  @Test func `a batch has room for what it says`() {
    var batch = SequenceBatch(capacity: 3, steps: 5, inputSize: 2, horizon: 4)
    #expect(batch.inputs.count == 30 && batch.targets.count == 60 && batch.weights.count == 60)
    batch.firstOutputStep = 2
    #expect(batch.outputStepCount == 3)
    let predicted = SequenceBatch(
      capacity: 3, steps: 5, inputSize: 2, horizon: 4, hasTargets: false)
    #expect(predicted.targets.isEmpty && predicted.weights.isEmpty)
  }

  @Test func `only targets of steps with outputs are weighed`() {
    var batch = SequenceBatch(capacity: 2, steps: 3, inputSize: 1, horizon: 2)
    batch.firstOutputStep = 1
    batch.weights = [9, 9, 1, 2, 3, 4, 9, 9, 5, 6, 7, 8]
    #expect(batch.weightSum == 36)
    batch.stepCount = 2
    batch.rowCount = 1
    #expect(batch.weightSum == 3)
  }
}
