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
  /// How gradients are kept from being too large.
  public var clipping: GradientClipping
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
  ///   - clipping: How gradients are kept from being too large.
  ///   - patience: Epochs without a better validation loss before training ends.
  public init(
    epochs: Int, loss: Loss, optimizer: Optimizer = .adamW(weightDecay: 1e-4),
    schedule: LearningRateSchedule = .oneCycle(peak: 3e-3), clipping: GradientClipping = .norm(1),
    patience: Int? = nil
  ) {
    precondition(epochs >= 0, "epochs are counted")
    self.epochs = epochs
    self.loss = loss
    self.optimizer = optimizer
    self.schedule = schedule
    self.clipping = clipping
    self.patience = patience
  }
}
