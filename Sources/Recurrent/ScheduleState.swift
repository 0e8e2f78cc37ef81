/// What a schedule learns on the way: a plain value, so that a checkpoint can keep it.
public struct ScheduleState: Sendable, Hashable {
  /// What every rate is multiplied by: lowered at each plateau, halved by each failed step.
  public var factor = 1.0
  /// The lowest loss of an epoch so far.
  public var lowestLoss = Double.infinity
  /// Epochs in a row without a lower one, since the last plateau.
  public var epochsWithoutLower = 0

  /// Begins at the schedule's own rates.
  public init() {}

  /// Takes in a finished epoch.
  ///
  /// - Parameters:
  ///   - loss: Its validation loss, or its training loss where there is no validation; NaN is worst.
  ///   - schedule: Whose state this is.
  public mutating func finishEpoch(loss: Double, schedule: LearningRateSchedule) {
    if loss < lowestLoss {
      lowestLoss = loss
      epochsWithoutLower = 0
      return
    }
    epochsWithoutLower += 1
    guard case .plateau(_, let plateauFactor, let patience) = schedule,
      epochsWithoutLower >= patience
    else { return }
    factor *= plateauFactor
    epochsWithoutLower = 0
  }

  /// Takes in a step whose loss or gradient was not finite.
  mutating func fail() { factor /= 2 }

  var words: Words {
    var words = Words()
    words.add(factor)
    words.add(lowestLoss)
    words.add(epochsWithoutLower)
    return words
  }

  /// Goes on from the words of another; nil where there are too few.
  init?(from words: inout Words) {
    guard let factor = words.nextNumber(), let lowestLoss = words.nextNumber(),
      let epochs = words.nextCount()
    else { return nil }
    (self.factor, self.lowestLoss, epochsWithoutLower) = (factor, lowestLoss, epochs)
  }
}
