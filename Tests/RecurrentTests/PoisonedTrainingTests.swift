import Testing

@testable import ForecastRecurrent

/// Where a number that is none gets into a training.
enum Poison: CaseIterable {
  case input, target, importance, overflow
}

/// Batches of which one, at one step of the training, is spoilt.
private struct PoisonedSource: BatchSource {
  let batches: [SequenceBatch]
  var poison: Poison?
  var step = -1
  var batchesPerEpoch: Int { batches.count }
  func makeBatch() -> SequenceBatch { batches[0] }
  mutating func fill(_ batch: inout SequenceBatch, index: Int, epoch: Int) {
    batch = batches[index]
    guard epoch * batches.count + index == step else { return }
    let place = batch.weights.lastIndex { $0 > 0 } ?? 0
    switch poison {
    case .input: batch.inputs[step % batch.inputs.count] = .nan
    case .target: batch.targets[place] = .nan
    case .importance: batch.weights[place] = .infinity
    // Every number is finite, but the squares of the gradient are not.
    case .overflow: batch.targets[place] = 1e25
    case nil: break
    }
  }
}

/// A number that is none at any one of 100 steps never gets into the weights that are kept.
struct PoisonedTrainingTests {
  private static let steps = 100

  private static let plan = TrainingPlan(
    epochs: 10, loss: .meanSquared, schedule: .constant(0.01))

  private func example(_ poison: Poison? = nil, step: Int = -1) -> (
    RecurrentNetwork, PoisonedSource
  ) {
    let cases = (0..<10).map { Case(loss: .meanSquared, rows: 3, seed: UInt64($0 + 1)) }
    return (
      cases[0].network, PoisonedSource(batches: cases.map(\.batch), poison: poison, step: step)
    )
  }

  private func isSound(_ network: RecurrentNetwork) -> Bool {
    network.parameters.allSatisfy(\.isFinite)
  }

  @Test(arguments: Poison.allCases)
  func `a batch that is spoilt is passed over, and training goes on`(_ poison: Poison) {
    for step in 0..<Self.steps {
      var (network, source) = example(poison, step: step)
      let result = Trainer(plan: Self.plan).train(&network, on: &source)
      #expect(isSound(network), "step \(step)")
      #expect(result.ending == .finished && result.history.skippedSteps == 1, "step \(step)")
      #expect(result.bestEpoch == 9, "step \(step)")
      #expect(result.history.epochs.allSatisfy { $0.trainingLoss.isFinite }, "step \(step)")
    }
  }

  /// The training at one of its steps, with one weight that is none.
  private func poisoned(
    at step: Int, judged: Bool = false, isOutOfTime: Bool = false
  ) -> (RecurrentNetwork, TrainingResult) {
    var (network, source) = example()
    var asked = -1
    var state: TrainingState?
    let keeper = TrainingState.Keeper(
      isDue: {
        asked += 1
        return asked == step
      }, keep: { state = state ?? $0 })
    // A judge who likes every pass better than the one before, and does not look at the weights.
    let validate: ((RecurrentNetwork, Int) -> Double)? =
      judged ? { _, epoch in -Double(epoch) } : nil
    _ = Trainer(plan: Self.plan).train(
      &network, on: &source, validate: validate, shouldStop: { asked >= step }, keeper: keeper)
    // A number of the weights themselves, not of the room between them.
    let used = network.parameters.indices.filter { network.parameters[$0] != 0 }
    state?.parameters[used[step % used.count]] = step % 2 == 0 ? .nan : .infinity
    let result = Trainer(plan: Self.plan).train(
      &network, on: &source, validate: validate, isOutOfTime: { isOutOfTime }, from: state)
    return (network, result)
  }

  @Test(arguments: [false, true])
  func `weights that are spoilt are never kept`(_ judged: Bool) {
    for step in 0..<Self.steps {
      let (network, result) = poisoned(at: step, judged: judged)
      #expect(isSound(network), "step \(step)")
      #expect(result.ending == .diverged, "step \(step)")
      #expect(result.bestEpoch == (step < 10 ? nil : step / 10 - 1), "step \(step)")
    }
  }

  @Test func `weights that are spoilt are not kept where time is over either`() {
    for step in 0..<Self.steps {
      let (network, result) = poisoned(at: step, isOutOfTime: true)
      #expect(isSound(network) && result.ending == .outOfTime, "step \(step)")
    }
  }

  /// Else the tests above could not fail: without a check the poison is in every weight.
  @Test func `one such number would spoil every weight`() {
    var (network, source) = example(.target, step: 0)
    var batch = source.makeBatch()
    source.fill(&batch, index: 0, epoch: 0)
    var workspace = Workspace(for: network.layout)
    _ = network.gradient(of: .meanSquared, on: batch, workspace: &workspace)
    let gradients = workspace.gradients
    for place in network.parameters.indices { network.parameters[place] -= gradients[place] }
    #expect(network.parameters.count { $0.isNaN } > network.parameters.count / 2)
  }
}
