internal import ForecastKernels

/// What goes on from step to step of a training: the optimizer's moments, the schedule, the count.
///
/// `Trainer` runs whole trainings; this is for loops of one's own.
public struct StepState: Sendable, Hashable {
  /// How to train.
  public let plan: TrainingPlan
  /// The updates that the schedule is laid out for.
  public var plannedUpdates = 0
  /// The updates so far.
  public private(set) var updates = 0
  private(set) var batches = 0
  private(set) var failuresInARow = 0
  private(set) var schedule = ScheduleState()
  private(set) var optimizer: OptimizerState
  private var group: BatchGroup

  /// Begins a training.
  ///
  /// - Parameters:
  ///   - plan: How to train.
  ///   - parameterCount: The floats of the network's layout.
  public init(plan: TrainingPlan, parameterCount: Int) {
    self.plan = plan
    optimizer = OptimizerState(for: plan.optimizer, count: parameterCount)
    group = BatchGroup(count: plan.accumulation > 1 ? parameterCount : 0)
  }

  /// Squares beyond this are not floats, and would freeze Adam's second moment at infinity.
  private static let largestNorm = 1e19

  /// Takes in a batch and updates the network: forward, loss, backward, clip, change.
  ///
  /// A loss or gradient that is not finite changes nothing.
  ///
  /// - Parameters:
  ///   - network: The network, made for the plan's loss.
  ///   - batch: The sequences with targets and weights.
  ///   - workspace: The memory it needs.
  /// - Returns: The loss before the update and the gradient's norm before clipping; NaN where no
  ///   target counts.
  public mutating func step(
    _ network: inout RecurrentNetwork, on batch: SequenceBatch, workspace: inout Workspace
  ) -> (loss: Double, gradientNorm: Double) {
    var sums = EpochSums()
    step(&network, on: batch, workspace: &workspace, sums: &sums)
    let record = sums.record(epoch: 0)
    return (record.trainingLoss, record.gradientNorm)
  }

  /// Takes in a batch, and makes the update that it ends.
  mutating func step(
    _ network: inout RecurrentNetwork, on batch: SequenceBatch, workspace: inout Workspace,
    sums: inout EpochSums, endsUpdate: Bool = true
  ) {
    let weight = batch.weightSum
    defer { batches += 1 }
    if weight != 0 {
      let loss = network.gradient(
        of: plan.loss, on: batch, workspace: &workspace,
        backpropagation: plan.backpropagation(ofBatch: batches))
      group.add(
        loss: loss, weight: weight, gradients: &workspace.gradients, path: network.layout.path,
        pool: workspace.pool)
    }
    guard endsUpdate, group.weight != 0 else { return }
    group.hand(to: &workspace.gradients)
    update(&network, workspace: &workspace, sums: &sums)
    group.clear()
  }

  /// Takes in a finished epoch.
  mutating func finishEpoch(loss: Double) {
    schedule.finishEpoch(loss: loss, schedule: plan.schedule)
  }

  private mutating func update(
    _ network: inout RecurrentNetwork, workspace: inout Workspace, sums: inout EpochSums
  ) {
    let path = network.layout.path, pool = workspace.pool
    let rate = plan.rate(update: updates, of: plannedUpdates) * schedule.factor
    updates += 1
    let norm = path.squareSum(workspace.gradients, pool: pool).squareRoot()
    guard group.loss.isFinite, norm < Self.largestNorm else {
      failuresInARow += 1
      schedule.fail()
      sums.skip(rate: rate)
      return
    }
    failuresInARow = 0
    let change = plan.clipping.change(atNorm: norm)
    let squareSum = optimizer.update(
      &network.parameters, gradients: &workspace.gradients, by: plan.optimizer, rate: rate,
      changing: change, path: path, pool: pool)
    sums.add(
      loss: group.loss, weight: group.weight,
      outcome: GradientClipping.Outcome(norm: norm, after: change, squareSum: squareSum), rate: rate
    )
  }

  // MARK: Checkpoints

  /// The long parts, each under its name.
  var blocks: [(name: String, values: [Float])] {
    [("first", optimizer.first), ("second", optimizer.second), ("group", group.gradients)]
  }

  var words: Words {
    var words = Words()
    for count in [plannedUpdates, updates, batches, failuresInARow, optimizer.updates] {
      words.add(count)
    }
    words.add(group.loss)
    words.add(group.weight)
    words.add(schedule.words)
    return words
  }

  /// Goes on from the words and blocks of another; nil where they are not those of such a training.
  init?(
    plan: TrainingPlan, parameterCount: Int, words: inout Words, blocks: [String: [Float]]
  ) {
    self.init(plan: plan, parameterCount: parameterCount)
    guard let plannedUpdates = words.nextCount(), let updates = words.nextCount(),
      let batches = words.nextCount(), let failures = words.nextCount(),
      let optimized = words.nextCount(), let loss = words.nextNumber(),
      let weight = words.nextNumber(), let schedule = ScheduleState(from: &words),
      let optimizer = OptimizerState(
        for: plan.optimizer, count: parameterCount, updates: optimized,
        first: blocks["first"] ?? [], second: blocks["second"] ?? []),
      let group = BatchGroup(
        count: group.gradients.count, loss: loss, weight: weight, gradients: blocks["group"] ?? [])
    else { return nil }
    (self.plannedUpdates, self.updates, self.batches) = (plannedUpdates, updates, batches)
    (failuresInARow, self.schedule, self.optimizer, self.group) =
      (failures, schedule, optimizer, group)
  }
}
