import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

/// Batches made beforehand.
private struct FixedSource: BatchSource {
  var batches: [SequenceBatch]
  var batchesPerEpoch: Int { batches.count }
  func makeBatch() -> SequenceBatch { batches[0] }
  mutating func fill(_ batch: inout SequenceBatch, index: Int, epoch: Int) {
    batch = batches[index]
  }
}

/// What a keeper was given.
private final class Kept {
  var states: [TrainingState] = []
}

struct TrainingStateTests {
  private static let plans: [TrainingPlan] = {
    let plain = TrainingPlan(epochs: 4, loss: .meanSquared)
    var parts = plain
    (parts.accumulation, parts.dropout, parts.seed) = (4, .perStep(0.3), 9)
    var plateau = plain
    plateau.schedule = .plateau(from: 0.01, patience: 1)
    plateau.optimizer = .sgd(momentum: 0.9)
    var patient = plain
    (patient.patience, patient.optimizer) = (1, .rmsprop(momentum: 0.5))
    return [plain, parts, plateau, patient]
  }()

  private func example() -> (RecurrentNetwork, FixedSource) {
    let cases = (0..<5).map { Case(loss: .meanSquared, rows: 3, seed: UInt64($0 + 1)) }
    return (cases[0].network, FixedSource(batches: cases.map(\.batch)))
  }

  /// A judge who likes the second pass best.
  private func validation(_ plan: TrainingPlan) -> ((RecurrentNetwork, Int) -> Double)? {
    plan.patience == nil ? nil : { _, epoch in abs(Double(epoch) - 1) }
  }

  private func taken(_ state: TrainingState, plan: TrainingPlan, count: Int) -> TrainingState? {
    var words = Words(state.words.all)
    let blocks = Dictionary(uniqueKeysWithValues: state.blocks.map { ($0.name, $0.values) })
    let read = TrainingState(plan: plan, parameterCount: count, words: &words, blocks: blocks)
    return words.isAtEnd ? read : nil
  }

  @Test(arguments: plans)
  func `stopped after any batch and taken up from numbers, training ends with the same bits`(
    _ plan: TrainingPlan
  ) throws {
    let trainer = Trainer(plan: plan)
    var (whole, source) = example()
    let expected = trainer.train(&whole, on: &source, validate: validation(plan))
    for stop in 0..<20 {
      var (network, source) = example()
      let kept = Kept()
      let keeper = TrainingState.Keeper(isDue: { false }, keep: { kept.states.append($0) })
      var asked = 0
      let broken = trainer.train(
        &network, on: &source, validate: validation(plan),
        shouldStop: {
          asked += 1
          return asked > stop
        }, keeper: keeper)
      guard broken.ending == .interrupted else {
        #expect(broken == expected)
        continue
      }
      #expect(kept.states.count == 1)
      let state = try #require(kept.states.last)
      #expect(state.epoch == stop / 5 && state.batch == stop % 5)
      let start: TrainingState = try #require(
        taken(state, plan: plan, count: network.layout.count))
      var (other, again) = example()
      let result = trainer.train(
        &other, on: &again, validate: validation(plan), from: start)
      #expect(result == expected, "after \(stop) batches")
      #expect(other.parameters == whole.parameters, "after \(stop) batches")
    }
  }

  @Test func `states that are due are kept without a trace in the training`() throws {
    let trainer = Trainer(plan: Self.plans[1])
    var (whole, source) = example()
    let expected = trainer.train(&whole, on: &source)
    var (network, again) = example()
    let kept = Kept()
    let result = trainer.train(
      &network, on: &again,
      keeper: .init(isDue: { true }, keep: { kept.states.append($0) }))
    #expect(result == expected)
    #expect(network.parameters == whole.parameters)
    #expect(kept.states.count == 20)
    #expect(Set(kept.states.map { [$0.epoch, $0.batch] }).count == 20)
  }

  @Test func `numbers of another plan or network are refused`() throws {
    let plan = Self.plans[0]
    var (network, source) = example()
    let kept = Kept()
    _ = Trainer(plan: plan).train(
      &network, on: &source, keeper: .init(isDue: { true }, keep: { kept.states.append($0) }))
    let state = try #require(kept.states.last), count = network.layout.count
    #expect(taken(state, plan: plan, count: count) == state)
    #expect(taken(state, plan: plan, count: count + 16) == nil)
    #expect(taken(state, plan: Self.plans[1], count: count) == nil)
    #expect(taken(state, plan: Self.plans[2], count: count) == nil)
    let blocks = Dictionary(uniqueKeysWithValues: state.blocks.map { ($0.name, $0.values) })
    for length in 0..<state.words.all.count {
      var words = Words(Array(state.words.all.prefix(length)))
      #expect(
        TrainingState(plan: plan, parameterCount: count, words: &words, blocks: blocks) == nil)
    }
  }

  @Test func `a result comes back from its numbers`() throws {
    var (network, source) = example()
    let result = Trainer(plan: Self.plans[3]).train(
      &network, on: &source, validate: { _, epoch in epoch == 0 ? 1 : .infinity })
    #expect(result.ending == .patience)
    var words = Words(result.words.all)
    #expect(TrainingResult(from: &words) == result)
    #expect(words.isAtEnd)
    var few = Words(Array(result.words.all.dropLast()))
    #expect(TrainingResult(from: &few) == nil)
  }
}
