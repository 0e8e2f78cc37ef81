internal import ForecastKernels

/// Trains a network: batch by batch, forward, loss, backward, clip, update.
///
/// A step whose loss or gradient is not finite changes nothing: the weights and moments before it
/// are the last good ones and stay, the learning rate is halved from there on, and the step is
/// counted. `skipLimit` such steps in a row end the training with the best weights so far.
public struct Trainer: Sendable {
  /// Steps in a row that may fail before training ends.
  public static let skipLimit = 5

  /// How to train.
  public var plan: TrainingPlan
  /// How many threads share each batch.
  public var threads: Int

  /// Makes a trainer.
  ///
  /// - Parameters:
  ///   - plan: How to train.
  ///   - threads: How many threads share each batch.
  public init(plan: TrainingPlan, threads: Int = 1) {
    precondition(threads >= 1, "somebody must do the work")
    self.plan = plan
    self.threads = threads
  }

  /// Trains, and leaves the best weights in the network.
  ///
  /// The best are those after the epoch with the lowest validation loss, or after the last epoch if
  /// there is no validation. The result depends on the network, the plan and the source alone, not
  /// on the threads.
  ///
  /// - Parameters:
  ///   - network: The network, made for the plan's loss.
  ///   - source: Where the batches come from.
  ///   - validate: The validation loss after an epoch, lower is better; NaN counts as worst.
  ///   - progress: Told about every finished epoch.
  ///   - shouldStop: Asked before every step.
  /// - Returns: The course, the best epoch and why training ended.
  public func train(
    _ network: inout RecurrentNetwork, on source: inout some BatchSource,
    validate: ((_ network: RecurrentNetwork, _ epoch: Int) -> Double)? = nil,
    progress: ((EpochRecord) -> Void)? = nil, shouldStop: () -> Bool = { false }
  ) -> TrainingResult {
    var workspace = Workspace(for: network.layout, threads: threads)
    var state = StepState(plan: plan, parameterCount: network.layout.count)
    state.plannedUpdates = plan.epochs * source.batchesPerEpoch
    var batch = source.makeBatch()
    var result = TrainingResult(history: TrainingHistory(), ending: .finished)
    var best = network.parameters
    var bestLoss = Double.infinity

    for epoch in 0..<min(plan.epochs, plan.epochLimit ?? plan.epochs) {
      var sums = EpochSums()
      for index in 0..<source.batchesPerEpoch where result.ending == .finished {
        if shouldStop() {
          result.ending = .interrupted
          break
        }
        source.fill(&batch, index: index, epoch: epoch)
        state.step(&network, on: batch, workspace: &workspace, sums: &sums)
        if state.failuresInARow >= Self.skipLimit { result.ending = .diverged }
      }
      if result.ending == .interrupted { break }
      var record = sums.record(epoch: epoch)
      if result.ending == .diverged {
        result.history.epochs.append(record)
        progress?(record)
        break
      }
      let validation = validate?(network, epoch)
      record.validationLoss = validation
      result.history.epochs.append(record)
      progress?(record)
      if validation == nil || validation.map({ $0 < bestLoss }) == true {
        bestLoss = validation ?? bestLoss
        best = network.parameters
        result.bestEpoch = epoch
        result.bestValidationLoss = validation
      } else if let patience = plan.patience, epoch - (result.bestEpoch ?? -1) >= patience {
        result.ending = .patience
        break
      }
    }
    network.parameters = best
    return result
  }
}

/// What goes on from step to step.
struct StepState {
  let plan: TrainingPlan
  var plannedUpdates = 0
  var updates = 0
  var failuresInARow = 0
  private var rateFactor = 1.0
  private(set) var optimizer: OptimizerState

  init(plan: TrainingPlan, parameterCount: Int) {
    self.plan = plan
    optimizer = OptimizerState(for: plan.optimizer, count: parameterCount)
  }

  /// Squares beyond this are not floats, and would freeze Adam's second moment at infinity.
  private static let largestNorm = 1e19

  mutating func step(
    _ network: inout RecurrentNetwork, on batch: SequenceBatch, workspace: inout Workspace,
    sums: inout EpochSums
  ) {
    let weight = batch.weightSum
    guard weight != 0 else { return }
    let rate = plan.schedule.rate(update: updates, of: plannedUpdates) * rateFactor
    updates += 1
    let loss = network.gradient(of: plan.loss, on: batch, workspace: &workspace)
    let outcome = plan.clipping.clip(&workspace.gradients, path: network.layout.path)
    guard loss.isFinite, outcome.norm < Self.largestNorm else {
      failuresInARow += 1
      rateFactor /= 2
      sums.skipped += 1
      sums.rate = rate
      return
    }
    failuresInARow = 0
    optimizer.update(
      &network.parameters, gradients: workspace.gradients, by: plan.optimizer, rate: rate,
      path: network.layout.path)
    sums.add(loss: loss, weight: weight, outcome: outcome, rate: rate)
  }
}

/// What an epoch adds up.
struct EpochSums {
  private var loss = 0.0
  private var weight = 0.0
  private var norm = 0.0
  private var steps = 0
  private var clipped = 0
  var rate = 0.0
  var skipped = 0

  mutating func add(
    loss: Double, weight: Double, outcome: GradientClipping.Outcome, rate: Double
  ) {
    self.loss += loss * weight
    self.weight += weight
    norm += outcome.norm
    steps += 1
    if outcome.clipped { clipped += 1 }
    self.rate = rate
  }

  func record(epoch: Int) -> EpochRecord {
    EpochRecord(
      epoch: epoch, trainingLoss: loss / weight, validationLoss: nil,
      gradientNorm: norm / Double(steps),
      clippedShare: steps > 0 ? Double(clipped) / Double(steps) : 0,
      learningRate: rate, skippedSteps: skipped)
  }
}
