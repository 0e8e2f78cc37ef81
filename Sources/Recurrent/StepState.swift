internal import ForecastKernels

/// What goes on from step to step of a training: the optimizer's moments, the schedule, the count.
///
/// `Trainer` runs whole trainings; this is for loops of one's own.
public struct StepState: Sendable {
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
}
