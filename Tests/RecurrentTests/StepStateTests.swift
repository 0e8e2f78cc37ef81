import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct StepStateTests {
  /// A batch of 32 rows with uneven weights, and the same rows as four batches of 8.
  private func cut(_ example: Case) -> [SequenceBatch] {
    let whole = example.batch, T = whole.stepCount
    return (0..<4).map { part in
      var batch = SequenceBatch(
        capacity: 8, steps: T, inputSize: whole.inputSize, horizon: whole.horizon)
      batch.firstOutputStep = whole.firstOutputStep
      let inputs = 8 * T * whole.inputSize, targets = 8 * T * whole.horizon
      batch.inputs = Array(whole.inputs[part * inputs..<(part + 1) * inputs])
      batch.targets = Array(whole.targets[part * targets..<(part + 1) * targets])
      batch.weights = Array(whole.weights[part * targets..<(part + 1) * targets])
      return batch
    }
  }

  @Test(arguments: everyLoss, [GradientClipping.none, .norm(0.01), .value(0.01)])
  func `four batches of 8 rows are one of 32`(loss: Loss, clipping: GradientClipping) {
    var example = Case(loss: loss, rows: 32)
    // Parts that weigh very differently: a mean of means would be far off.
    let quarter = example.batch.weights.count / 4
    for place in example.batch.weights.indices {
      example.batch.weights[place] *= [1, 0.01, 20, 3][place / quarter]
    }
    let parts = cut(example)
    var plan = TrainingPlan(
      epochs: 1, loss: loss, optimizer: .sgd(momentum: 0.9), schedule: .constant(0.1),
      clipping: clipping)
    var large = example.network, small = example.network
    var workspace = Workspace(for: large.layout, threads: 2)
    var whole = StepState(plan: plan, parameterCount: large.layout.count)
    plan.accumulation = 4
    var accumulated = StepState(plan: plan, parameterCount: large.layout.count)
    for _ in 0..<3 {
      var largeSums = EpochSums(), smallSums = EpochSums()
      whole.step(&large, on: example.batch, workspace: &workspace, sums: &largeSums)
      let gradient = workspace.gradients
      for (index, part) in parts.enumerated() {
        accumulated.step(
          &small, on: part, workspace: &workspace, sums: &smallSums, endsUpdate: index == 3)
      }
      #expect(distance(workspace.gradients, from: gradient) < 1e-6)
      #expect(distance(small.parameters, from: large.parameters) < 1e-6)
      let one = largeSums.record(epoch: 0), four = smallSums.record(epoch: 0)
      #expect(abs(four.trainingLoss - one.trainingLoss) < 1e-6 * one.trainingLoss)
      #expect(abs(four.gradientNorm - one.gradientNorm) < 1e-6 * one.gradientNorm)
      let share: Double = clipping == .none ? 0 : 1
      #expect(four.clippedShare == share && one.clippedShare == share)
    }
    #expect(accumulated.updates == 3 && whole.updates == 3)
  }

  @Test func `batches without targets take no part, and alone make no update`() {
    let example = Case(loss: .meanSquared)
    var empty = example.batch
    empty.weights = [Float](repeating: 0, count: empty.weights.count)
    let plan = TrainingPlan(epochs: 1, loss: .meanSquared, accumulation: 3)
    var network = example.network, alone = example.network
    var workspace = Workspace(for: network.layout)
    var state = StepState(plan: plan, parameterCount: network.layout.count), other = state
    var sums = EpochSums()
    for index in 0..<3 {
      state.step(
        &network, on: empty, workspace: &workspace, sums: &sums, endsUpdate: index == 2)
    }
    #expect(state.updates == 0 && network.parameters == example.network.parameters)
    for (index, batch) in [empty, example.batch, empty].enumerated() {
      state.step(
        &network, on: batch, workspace: &workspace, sums: &sums, endsUpdate: index == 2)
    }
    other.step(&alone, on: example.batch, workspace: &workspace, sums: &sums)
    #expect(state.updates == 1 && network.parameters == alone.parameters)
  }

  @Test func `one batch that is not finite spoils its update alone`() {
    let example = Case(loss: .meanSquared)
    var spoilt = example.batch
    spoilt.inputs[0] = .nan
    let plan = TrainingPlan(
      epochs: 1, loss: .meanSquared, schedule: .constant(0.1), accumulation: 2)
    var network = example.network
    var workspace = Workspace(for: network.layout)
    var state = StepState(plan: plan, parameterCount: network.layout.count)
    let moments = state.optimizer
    for batches in [[spoilt, example.batch], [example.batch, spoilt]] {
      var sums = EpochSums()
      for (index, batch) in batches.enumerated() {
        state.step(
          &network, on: batch, workspace: &workspace, sums: &sums, endsUpdate: index == 1)
      }
      #expect(sums.record(epoch: 0).skippedSteps == 1)
    }
    #expect(network.parameters == example.network.parameters && state.optimizer == moments)
    #expect(state.failuresInARow == 2 && state.schedule.factor == 0.25)
    var sums = EpochSums()
    for index in 0..<2 {
      state.step(
        &network, on: example.batch, workspace: &workspace, sums: &sums, endsUpdate: index == 1)
    }
    #expect(state.failuresInARow == 0 && sums.record(epoch: 0).learningRate == 0.025)
    #expect(network.parameters != example.network.parameters)
  }

  @Test(arguments: [1, 2])
  func `steps stay in the memory of the first`(accumulation: Int) {
    let example = Case(loss: .meanSquared)
    let plan = TrainingPlan(
      epochs: 1, loss: .meanSquared, clipping: .norm(0.01), accumulation: accumulation)
    var network = example.network
    var workspace = Workspace(for: network.layout)
    var state = StepState(plan: plan, parameterCount: network.layout.count)
    var places: [Set<Int>] = []
    for step in 0..<6 {
      var sums = EpochSums()
      for index in 0..<accumulation {
        state.step(
          &network, on: example.batch, workspace: &workspace, sums: &sums,
          endsUpdate: index + 1 == accumulation)
      }
      let arrays = [
        network.parameters, state.optimizer.first, state.optimizer.second, workspace.gradients,
      ]
      if step > 0 { places.append(Set(arrays.map(place(of:)))) }
    }
    // With a second batch, two gradients may swap their places.
    #expect(places.allSatisfy { $0.count == 4 })
    #expect(places.reduce(into: Set<Int>()) { $0.formUnion($1) }.count <= 3 + accumulation)
  }

  @Test func `a step is the same for any number of threads where all parts are shared`() {
    let results = (1...3).map { threads in
      let example = Case(loss: .meanSquared, hidden: 120, rows: 20, steps: 4)
      var network = example.network
      let plan = TrainingPlan(
        epochs: 1, loss: .meanSquared, clipping: .norm(0.01), accumulation: 2)
      var workspace = Workspace(for: network.layout, threads: threads)
      var state = StepState(plan: plan, parameterCount: network.layout.count)
      var sums = EpochSums()
      for index in 0..<6 {
        state.step(
          &network, on: example.batch, workspace: &workspace, sums: &sums,
          endsUpdate: index % 2 == 1)
      }
      #expect(FlatChunks(count: network.layout.count).number >= FlatChunks.fewestShared)
      return network.parameters.map(\.bitPattern)
    }
    #expect(Set(results).count == 1)
  }
}

/// Where an array lies.
func place(of floats: [Float]) -> Int {
  unsafe floats.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
}
