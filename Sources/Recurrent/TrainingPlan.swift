/// How a network is to be trained.
public struct TrainingPlan: Sendable, Hashable {
  /// Passes over the source.
  public var epochs: Int
  /// What is made small.
  public var loss: Loss
  /// How gradients become changes.
  public var optimizer: Optimizer
  /// The learning rate of each update.
  public var schedule: LearningRateSchedule
  /// The first updates, whose rates rise in a straight line.
  ///
  /// The k-th of n has k / n of the schedule's rate; the schedule itself is not shifted.
  public var warmUpUpdates: Int
  /// How gradients are kept from being too large.
  public var clipping: GradientClipping
  /// Batches of one update: it takes the gradient of Σ w · ℓ / Σ w over the targets of all of them.
  ///
  /// As one large batch, in the memory of a small one. The last update of an epoch may have fewer.
  public var accumulation: Int
  /// What is left out between the layers.
  public var dropout: Dropout
  /// Tells the draws of dropout from those of other trainings.
  public var seed: UInt64
  /// How far gradients flow back through time; nil for all the way.
  public var truncation: Truncation?
  /// Epochs without a better validation loss before training ends; nil to go on to the end.
  public var patience: Int?
  /// Epochs after which training ends though the schedule was laid out for more; nil for all of them.
  ///
  /// Another training found how many are good under this schedule, and this one goes just as far.
  public var epochLimit: Int?

  /// Makes a plan; the defaults are the recipe's.
  ///
  /// - Parameters:
  ///   - epochs: Passes over the source.
  ///   - loss: What is made small.
  ///   - optimizer: How gradients become changes.
  ///   - schedule: The learning rate of each update.
  ///   - warmUpUpdates: The first updates, whose rates rise in a straight line.
  ///   - clipping: How gradients are kept from being too large.
  ///   - accumulation: Batches of one update.
  ///   - dropout: What is left out between the layers.
  ///   - seed: Tells the draws of dropout from those of other trainings.
  ///   - truncation: How far gradients flow back through time.
  ///   - patience: Epochs without a better validation loss before training ends.
  public init(
    epochs: Int, loss: Loss, optimizer: Optimizer = .adamW(weightDecay: 1e-4),
    schedule: LearningRateSchedule = .oneCycle(peak: 3e-3), warmUpUpdates: Int = 0,
    clipping: GradientClipping = .norm(1), accumulation: Int = 1,
    dropout: Dropout = .none, seed: UInt64 = 0, truncation: Truncation? = nil,
    patience: Int? = nil
  ) {
    precondition(epochs >= 0 && warmUpUpdates >= 0, "epochs and updates are counted")
    precondition(accumulation >= 1, "an update needs a batch")
    self.epochs = epochs
    self.loss = loss
    self.optimizer = optimizer
    self.schedule = schedule
    self.warmUpUpdates = warmUpUpdates
    self.clipping = clipping
    self.accumulation = accumulation
    self.dropout = dropout
    self.seed = seed
    self.truncation = truncation
    self.patience = patience
  }

  /// How the gradient of one batch is found.
  ///
  /// - Parameter number: Which batch of the training, from 0; each leaves out something else.
  /// - Returns: What `RecurrentNetwork.gradient` takes.
  public func backpropagation(ofBatch number: Int) -> Backpropagation {
    Backpropagation(
      dropout: dropout, seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15,
      truncation: truncation)
  }

  /// The updates of one epoch.
  ///
  /// - Parameter batches: The batches of one epoch.
  /// - Returns: How many updates they make.
  public func updatesPerEpoch(batches: Int) -> Int { (batches + accumulation - 1) / accumulation }

  /// The learning rate of one update, with its warm-up; plateaus and failed steps come on top.
  ///
  /// - Parameters:
  ///   - update: Which update, from 0.
  ///   - total: How many updates are planned.
  /// - Returns: The learning rate.
  public func rate(update: Int, of total: Int) -> Double {
    let rate = schedule.rate(update: update, of: total, epochs: epochs)
    guard update < warmUpUpdates else { return rate }
    return rate * Double(update + 1) / Double(warmUpUpdates)
  }
}
