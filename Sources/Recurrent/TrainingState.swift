/// Where a training stands between two batches: everything that the rest of it depends on.
///
/// From it another run of the same plan on the same source goes on and ends with the same bytes as a run
/// that nothing broke. What a batch holds follows from its number, so that no random source is part of
/// it.
public struct TrainingState: Sendable, Hashable {
  /// The weights; the network has them while it is trained.
  public internal(set) var parameters: [Float]
  /// The passes that were finished.
  public private(set) var epoch = 0
  /// The batches of the present pass that were learned from.
  public internal(set) var batch = 0
  /// The course so far, and the best pass.
  public internal(set) var result = TrainingResult(history: TrainingHistory(), ending: .finished)
  var best: [Float]
  var step: StepState
  var sums = EpochSums()
  private var bestLoss = Double.infinity

  /// Who keeps the states of a training.
  public struct Keeper {
    /// Asked before every batch: whether a state is wanted now.
    let isDue: () -> Bool
    /// Given a state that is due, and the last one of a training that was interrupted.
    let keep: (TrainingState) -> Void

    /// Makes a keeper.
    ///
    /// - Parameters:
    ///   - isDue: Asked before every batch: whether a state is wanted now.
    ///   - keep: Given a state that is due, and the last one of a training that was interrupted.
    public init(isDue: @escaping () -> Bool, keep: @escaping (TrainingState) -> Void) {
      self.isDue = isDue
      self.keep = keep
    }
  }

  /// Begins.
  init(plan: TrainingPlan, network: RecurrentNetwork, batches: Int) {
    parameters = network.parameters
    best = network.parameters
    step = StepState(plan: plan, parameterCount: network.layout.count)
    step.plannedUpdates = plan.epochs * plan.updatesPerEpoch(batches: batches)
  }

  /// The state with the weights of the network that it belongs to.
  func complete(with network: RecurrentNetwork) -> TrainingState {
    var whole = self
    whole.parameters = network.parameters
    whole.result.ending = .finished
    return whole
  }

  /// Judges a finished pass and goes on to the next one.
  mutating func finishEpoch(
    of network: RecurrentNetwork, plan: TrainingPlan,
    validate: ((_ network: RecurrentNetwork, _ epoch: Int) -> Double)?,
    progress: ((EpochRecord) -> Void)?
  ) {
    var record = sums.record(epoch: epoch)
    sums = EpochSums()
    batch = 0
    defer { epoch += 1 }
    // A gate that is saturated hides a weight that is no number from every loss, also a judge's.
    if !network.parameters.allSatisfy(\.isFinite) { result.ending = .diverged }
    if result.ending == .diverged {
      result.history.epochs.append(record)
      progress?(record)
      return
    }
    let validation = validate?(network, epoch)
    record.validationLoss = validation
    step.finishEpoch(loss: validation ?? record.trainingLoss)
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
    }
  }
}

// MARK: - Checkpoints

extension TrainingState {
  /// The long parts, each under its name; empty ones too.
  public var blocks: [(name: String, values: [Float])] {
    [("parameters", parameters), ("best", best)] + step.blocks
  }

  /// All other numbers.
  public var words: Words {
    var words = Words()
    words.add(epoch)
    words.add(batch)
    words.add(bestLoss)
    words.add(sums.words)
    words.add(step.words)
    words.add(result.words)
    return words
  }

  /// Takes up what another run kept; nil where it is not of this plan and a network of this size.
  ///
  /// - Parameters:
  ///   - plan: The same plan as then.
  ///   - parameterCount: The floats of the network's layout.
  ///   - words: The numbers; what is behind them stays to be read.
  ///   - blocks: The long parts by their names.
  public init?(
    plan: TrainingPlan, parameterCount: Int, words: inout Words, blocks: [String: [Float]]
  ) {
    guard let parameters = blocks["parameters"], parameters.count == parameterCount,
      let best = blocks["best"], best.count == parameterCount,
      let epoch = words.nextCount(), let batch = words.nextCount(),
      let bestLoss = words.nextNumber(), let sums = EpochSums(from: &words),
      let step = StepState(
        plan: plan, parameterCount: parameterCount, words: &words, blocks: blocks),
      let result = TrainingResult(from: &words)
    else { return nil }
    (self.parameters, self.best, self.epoch, self.batch) = (parameters, best, epoch, batch)
    (self.bestLoss, self.sums, self.step, self.result) = (bestLoss, sums, step, result)
  }
}

extension TrainingResult {
  /// Course, best pass and ending as numbers.
  public var words: Words {
    var words = Words()
    words.add((bestEpoch ?? -1) + 1)
    words.add(bestValidationLoss)
    words.add(Ending.all.firstIndex(of: ending) ?? 0)
    words.add(history.epochs.count)
    for record in history.epochs {
      words.add(record.epoch)
      words.add(record.trainingLoss)
      words.add(record.validationLoss)
      words.add(record.gradientNorm)
      words.add(record.largestGradientNorm)
      words.add(record.clippedShare)
      words.add(record.learningRate)
      words.add(record.skippedSteps)
    }
    return words
  }

  /// Reads what another result was; nil where it is none.
  ///
  /// - Parameter words: The numbers; what is behind them stays to be read.
  public init?(from words: inout Words) {
    guard let best = words.nextCount(), let bestLoss = words.nextOptional(),
      let ending = words.nextCount(), Ending.all.indices.contains(ending),
      let count = words.nextCount()
    else { return nil }
    var history = TrainingHistory()
    for _ in 0..<count {
      guard let epoch = words.nextCount(), let loss = words.nextNumber(),
        let validation = words.nextOptional(), let norm = words.nextNumber(),
        let largest = words.nextNumber(), let clipped = words.nextNumber(),
        let rate = words.nextNumber(), let skipped = words.nextCount()
      else { return nil }
      history.epochs.append(
        EpochRecord(
          epoch: epoch, trainingLoss: loss, validationLoss: validation, gradientNorm: norm,
          largestGradientNorm: largest, clippedShare: clipped, learningRate: rate,
          skippedSteps: skipped))
    }
    self.init(
      history: history, bestEpoch: best == 0 ? nil : best - 1, bestValidationLoss: bestLoss,
      ending: Ending.all[ending])
  }
}

extension TrainingResult.Ending {
  /// In the order of their numbers in a checkpoint.
  fileprivate static let all: [Self] = [.finished, .patience, .interrupted, .outOfTime, .diverged]
}
