/// Trains a network: batch by batch, forward, loss, backward; for each update, clip and change.
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
  ///   - isOutOfTime: Asked before every step; true ends the training with the weights so far.
  /// - Returns: The course, the best epoch and why training ended.
  public func train(
    _ network: inout RecurrentNetwork, on source: inout some BatchSource,
    validate: ((_ network: RecurrentNetwork, _ epoch: Int) -> Double)? = nil,
    progress: ((EpochRecord) -> Void)? = nil, shouldStop: () -> Bool = { false },
    isOutOfTime: () -> Bool = { false }
  ) -> TrainingResult {
    var workspace = Workspace(for: network.layout, threads: threads)
    var state = StepState(plan: plan, parameterCount: network.layout.count)
    let batches = source.batchesPerEpoch
    state.plannedUpdates = plan.epochs * plan.updatesPerEpoch(batches: batches)
    var batch = source.makeBatch()
    var result = TrainingResult(history: TrainingHistory(), ending: .finished)
    var best = network.parameters
    var bestLoss = Double.infinity

    for epoch in 0..<min(plan.epochs, plan.epochLimit ?? plan.epochs) {
      var sums = EpochSums()
      for index in 0..<batches where result.ending == .finished {
        if shouldStop() {
          result.ending = .interrupted
          break
        }
        if isOutOfTime() {
          result.ending = .outOfTime
          break
        }
        source.fill(&batch, index: index, epoch: epoch)
        let endsUpdate = (index + 1) % plan.accumulation == 0 || index + 1 == batches
        state.step(
          &network, on: batch, workspace: &workspace, sums: &sums, endsUpdate: endsUpdate)
        if state.failuresInARow >= Self.skipLimit { result.ending = .diverged }
      }
      if result.ending == .interrupted { break }
      if result.ending == .outOfTime {
        // Nothing judges half a pass, so what was judged best stays where there is a judge.
        if validate == nil { best = network.parameters }
        break
      }
      var record = sums.record(epoch: epoch)
      if result.ending == .diverged {
        result.history.epochs.append(record)
        progress?(record)
        break
      }
      let validation = validate?(network, epoch)
      record.validationLoss = validation
      state.finishEpoch(loss: validation ?? record.trainingLoss)
      result.history.epochs.append(record)
      progress?(record)
      if validation == nil || validation.map({ $0 < bestLoss }) == true {
        bestLoss = validation ?? bestLoss
        // Written over and not shared: a shared array would be copied by the next update.
        for place in best.indices { best[place] = network.parameters[place] }
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
