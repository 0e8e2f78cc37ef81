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

struct TrainerTests {
  @Test(arguments: supportedPaths)
  func `25 updates end where PyTorch's end`(path: KernelPath) throws {
    let file = try golden("training-lstm-2layer")
    let I = file.integer("input_size"), O = file.integer("output_size")
    let B = file.integer("batch"), T = file.integer("steps"), updates = file.integer("updates")
    let shape = NetworkShape(
      inputSize: I, hiddenSize: file.integer("hidden_size"), layerCount: file.integer("num_layers"),
      outputSize: O)
    let layout = ParameterLayout(shape: shape, path: path)
    var network = try RecurrentNetwork(
      shape: shape,
      tensors: layout.places.map { place in
        NamedTensor(
          name: place.name, shape: place.shape,
          values: file("initial." + place.name).map { Float($0) })
      }, path: path)
    let x = file("x").map { Float($0) }, y = file("target").map { Float($0) }
    let source = FixedSource(
      batches: (0..<updates).map { update in
        var batch = SequenceBatch(capacity: B, steps: T, inputSize: I, horizon: O)
        batch.firstOutputStep = T - 1
        batch.inputs = Array(x[update * B * T * I..<(update + 1) * B * T * I])
        for b in 0..<B {
          for k in 0..<O {
            batch.targets[(b * T + T - 1) * O + k] = y[(update * B + b) * O + k]
            batch.weights[(b * T + T - 1) * O + k] = 1
          }
        }
        return batch
      })
    let plan = TrainingPlan(
      epochs: 1, loss: .meanSquared, optimizer: .adam(),
      schedule: .constant(file.number("lr")), clipping: .norm(Float(file.number("max_norm"))))

    var stepwise = network
    var state = StepState(plan: plan, parameterCount: layout.count)
    var workspace = Workspace(for: layout)
    for update in 0..<updates {
      var sums = EpochSums()
      state.step(&stepwise, on: source.batches[update], workspace: &workspace, sums: &sums)
      let record = sums.record(epoch: 0)
      let loss = file("loss")[update], norm = file("grad_norm")[update]
      #expect(abs(record.trainingLoss - loss) < 1e-4 * loss)
      #expect(abs(record.gradientNorm - norm) < 1e-4 * norm)
    }

    var batches = source
    let result = Trainer(plan: plan).train(&network, on: &batches)
    #expect(network.parameters == stepwise.parameters)
    #expect(result.ending == .finished && result.bestEpoch == 0)
    for tensor in network.tensors {
      #expect(distance(tensor.values, from: file("final." + tensor.name)) < 1e-3, "\(tensor.name)")
    }
  }

  private func example(batches: Int = 6) -> (RecurrentNetwork, FixedSource) {
    let cases = (0..<batches).map { Case(loss: .meanSquared, rows: 3, seed: UInt64($0 + 1)) }
    return (cases[0].network, FixedSource(batches: cases.map(\.batch)))
  }

  private var plan: TrainingPlan {
    TrainingPlan(epochs: 8, loss: .meanSquared, schedule: .constant(0.01))
  }

  @Test func `training makes the loss smaller`() throws {
    var (network, source) = example()
    let result = Trainer(plan: plan).train(&network, on: &source)
    #expect(result.history.epochs.count == 8 && result.history.skippedSteps == 0)
    let losses = result.history.epochs.map(\.trainingLoss)
    #expect(try #require(losses.last) < 0.8 * losses[0])
  }

  @Test(arguments: [Float.nan, .infinity])
  func `a step that is not finite is skipped and the rate halved`(bad: Float) {
    for spoilsInput in [true, false] {
      var (network, source) = example()
      if spoilsInput {
        source.batches[2].inputs[4] = bad
      } else {
        let place = source.batches[2].weights.lastIndex { $0 > 0 } ?? 0
        source.batches[2].targets[place] = bad
      }
      let result = Trainer(plan: plan).train(&network, on: &source)
      #expect(!network.parameters.contains { !$0.isFinite })
      #expect(result.ending == .finished)
      #expect(result.history.epochs.map(\.skippedSteps) == [Int](repeating: 1, count: 8))
      let rates = result.history.epochs.map(\.learningRate)
      #expect(rates == (1...8).map { 0.01 / Double(1 << $0) })
      #expect(!result.history.epochs.contains { !$0.trainingLoss.isFinite })
    }
  }

  @Test func `a skipped step changes neither weights nor moments`() {
    var (network, source) = example()
    var clean = network
    var state = StepState(plan: plan, parameterCount: network.layout.count)
    var other = state
    var workspace = Workspace(for: network.layout)
    var sums = EpochSums()
    var spoilt = source.batches[1]
    spoilt.inputs[0] = .nan
    state.step(&network, on: source.batches[0], workspace: &workspace, sums: &sums)
    other.step(&clean, on: source.batches[0], workspace: &workspace, sums: &sums)
    state.step(&network, on: spoilt, workspace: &workspace, sums: &sums)
    #expect(network.parameters == clean.parameters)
    #expect(state.optimizer.first == other.optimizer.first)
    #expect(state.optimizer.second == other.optimizer.second)
    #expect(state.failuresInARow == 1 && sums.record(epoch: 0).skippedSteps == 1)
  }

  @Test func `five failures in a row end training with the best so far`() {
    var (network, source) = example()
    let untrained = network.parameters
    for index in source.batches.indices { source.batches[index].inputs[0] = .nan }
    let result = Trainer(plan: plan).train(&network, on: &source)
    #expect(result.ending == .diverged)
    #expect(result.bestEpoch == nil)
    #expect(result.history.skippedSteps == 5)
    #expect(network.parameters == untrained)
  }

  @Test func `the best epoch's weights are kept`() {
    var (network, source) = example()
    var seen: [[Float]] = []
    let losses = [3.0, 1, 2, .nan, 1.5, 1, 2, 3]
    let result = Trainer(plan: plan).train(
      &network, on: &source,
      validate: { network, epoch in
        seen.append(network.parameters)
        return losses[epoch]
      })
    #expect(result.bestEpoch == 1 && result.bestValidationLoss == 1)
    #expect(network.parameters == seen[1])
  }

  @Test func `keeping the best weights moves no others`() {
    var (network, source) = example()
    var places: Set<Int> = []
    let result = Trainer(plan: plan).train(
      &network, on: &source,
      validate: { network, epoch in
        places.insert(place(of: network.parameters))
        return -Double(epoch)
      })
    #expect(result.bestEpoch == 7 && places.count == 1)
  }

  @Test func `patience ends training early`() {
    var (network, source) = example()
    var patient = plan
    patient.patience = 3
    var told: [Int] = []
    let result = Trainer(plan: patient).train(
      &network, on: &source, validate: { _, epoch in epoch < 2 ? 1 - Double(epoch) : 5 },
      progress: { told.append($0.epoch) })
    #expect(result.ending == .patience)
    #expect(result.bestEpoch == 1)
    #expect(told == [0, 1, 2, 3, 4])
  }

  @Test func `training can be interrupted`() {
    var (network, source) = example()
    var steps = 0
    let result = Trainer(plan: plan).train(
      &network, on: &source,
      shouldStop: {
        steps += 1; return steps > 8
      })
    #expect(result.ending == .interrupted)
    #expect(result.history.epochs.count == 1 && result.bestEpoch == 0)
  }

  @Test(arguments: [true, false])
  func `without time the weights so far stay, or the best ones where something judges`(
    _ isJudged: Bool
  ) {
    func trained(steps: Int, passes: Int) -> (RecurrentNetwork, TrainingResult) {
      let cases = (0..<5).map { Case(loss: .meanAbsolute, rows: 4, seed: UInt64($0 + 1)) }
      var network = cases[0].network
      var source = FixedSource(batches: cases.map(\.batch))
      var plan = plan
      plan.schedule = .constant(1e-3)
      plan.epochLimit = passes
      var asked = 0
      let result = Trainer(plan: plan).train(
        &network, on: &source, validate: isJudged ? { _, epoch in Double(epoch) } : nil,
        isOutOfTime: {
          asked += 1
          return asked > steps
        })
      return (network, result)
    }
    let whole = trained(steps: .max, passes: 1)
    let cut = trained(steps: 8, passes: 2)
    #expect(whole.1.ending == .finished && cut.1.ending == .outOfTime)
    #expect(cut.1.history.epochs == whole.1.history.epochs)
    #expect((cut.0.parameters == whole.0.parameters) == isJudged)
  }

  @Test func `training is the same for any number of threads`() {
    let results = (1...3).map { threads in
      let cases = (0..<3).map { Case(loss: .meanAbsolute, rows: 20, seed: UInt64($0 + 1)) }
      var network = cases[0].network
      var source = FixedSource(batches: cases.map(\.batch))
      var short = plan
      short.loss = .meanAbsolute
      _ = Trainer(plan: short, threads: threads).train(&network, on: &source)
      return network.parameters.map(\.bitPattern)
    }
    #expect(Set(results).count == 1)
  }

  @Test(arguments: [1, 2, 4, 5])
  func `the last update of an epoch takes the batches that are left`(accumulation: Int) {
    var (network, source) = example(batches: 6)
    var gathering = plan
    gathering.accumulation = accumulation
    gathering.schedule = .cosine(from: 0.01)
    let updates = (6 + accumulation - 1) / accumulation
    let result = Trainer(plan: gathering).train(&network, on: &source)
    let rates = result.history.epochs.map(\.learningRate)
    #expect(
      rates
        == (1...8).map { gathering.rate(update: $0 * updates - 1, of: 8 * updates) })
    #expect(result.history.epochs[7].trainingLoss < result.history.epochs[0].trainingLoss)
  }

  @Test func `a plateau lowers the rate by validation, or else by the training loss`() {
    var flat = plan
    flat.schedule = .plateau(from: 0.01, factor: 0.5, patience: 2)
    var (network, source) = example()
    let validated = Trainer(plan: flat).train(
      &network, on: &source, validate: { _, epoch in epoch < 3 ? 3 - Double(epoch) : 2 })
    #expect(
      validated.history.epochs.map(\.learningRate)
        == [0.01, 0.01, 0.01, 0.01, 0.01, 0.005, 0.005, 0.0025])
    // Weights that the loss does not see: the training loss is the same in every epoch.
    flat.schedule = .plateau(from: 0, factor: 0.5, patience: 2)
    let still = Trainer(plan: flat).train(&network, on: &source)
    #expect(Set(still.history.epochs.map(\.trainingLoss)).count == 1)
    var state = StepState(plan: flat, parameterCount: 0)
    for row in still.history.epochs { state.finishEpoch(loss: row.trainingLoss) }
    #expect(state.schedule.factor == 0.125)
  }

  @Test func `members train beside each other`() {
    var members = (0..<4).map { _ in example().0 }
    SideBySide.forEach(&members, threads: 3) { _, network in
      var source = example().1
      _ = Trainer(plan: plan).train(&network, on: &source)
    }
    #expect(Set(members.map(\.parameters)).count == 1)
  }
}
