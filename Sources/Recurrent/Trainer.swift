/// Trains a network: batch by batch, forward, loss, backward; for each update, clip and change.
///
/// A step whose loss or gradient is not finite changes nothing: the weights and moments before it
/// are the last good ones and stay, the learning rate is halved from there on, and the step is
/// counted. `skipLimit` such steps in a row end the training with the best weights so far, and so do
/// weights that are not finite after an epoch.
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
  ///   - isOutOfTime: Asked before every step; true ends the training with the weights so far.
  ///   - start: Where an earlier run of the same training stood; nil to begin.
  ///   - keeper: Who keeps the state of this one, so that another run can go on from it.
  /// - Returns: The course, the best epoch and why training ended.
  public func train(
    _ network: inout RecurrentNetwork, on source: inout some BatchSource,
    validate: ((_ network: RecurrentNetwork, _ epoch: Int) -> Double)? = nil,
    progress: ((EpochRecord) -> Void)? = nil, shouldStop: () -> Bool = { false },
    isOutOfTime: () -> Bool = { false }, from start: TrainingState? = nil,
    keeper: TrainingState.Keeper? = nil
  ) -> TrainingResult {
    var workspace = Workspace(for: network.layout, threads: threads)
    let batches = source.batchesPerEpoch
    var state = start ?? TrainingState(plan: plan, network: network, batches: batches)
    if start != nil { network.parameters = state.parameters }
    // Written over and not shared: a shared array would be copied by the next update.
    state.parameters = []
    var batch = source.makeBatch()

    let epochs = min(plan.epochs, plan.epochLimit ?? plan.epochs)
    while state.result.ending == .finished, state.epoch < epochs {
      while state.batch < batches, state.result.ending == .finished {
        if shouldStop() {
          state.result.ending = .interrupted
          break
        }
        if isOutOfTime() {
          state.result.ending = .outOfTime
          break
        }
        if let keeper, keeper.isDue() { keeper.keep(state.complete(with: network)) }
        source.fill(&batch, index: state.batch, epoch: state.epoch)
        state.batch += 1
        let endsUpdate = state.batch % plan.accumulation == 0 || state.batch == batches
        state.step.step(
          &network, on: batch, workspace: &workspace, sums: &state.sums, endsUpdate: endsUpdate)
        if state.step.failuresInARow >= Self.skipLimit { state.result.ending = .diverged }
      }
      if state.result.ending == .interrupted {
        keeper?.keep(state.complete(with: network))
        break
      }
      if state.result.ending == .outOfTime {
        // Nothing judges half a pass, so what was judged best stays where there is a judge.
        if validate == nil, network.parameters.allSatisfy(\.isFinite) {
          state.best = network.parameters
        }
        break
      }
      state.finishEpoch(of: network, plan: plan, validate: validate, progress: progress)
    }
    network.parameters = state.best
    return state.result
  }
}
