/// What happened in one epoch.
public struct EpochRecord: Sendable, Hashable {
  /// Which epoch, from 0.
  public var epoch: Int
  /// Σ w · ℓ / Σ w over the epoch's batches, each before its update; NaN if none counted.
  public var trainingLoss: Double
  /// What the caller's validation said; nil without one.
  public var validationLoss: Double?
  /// The mean over the steps of the gradient's norm before clipping; NaN if there was no step.
  public var gradientNorm: Double
  /// The largest of these norms; NaN if there was no step.
  public var largestGradientNorm: Double
  /// The share of steps whose gradient was clipped.
  public var clippedShare: Double
  /// The learning rate of the last step.
  public var learningRate: Double
  /// Steps left out because loss or gradient was not finite.
  public var skippedSteps: Int
}

/// The course of a training, one row for each epoch that was finished.
public struct TrainingHistory: Sendable, Hashable {
  /// The rows, in order.
  public internal(set) var epochs: [EpochRecord] = []

  /// Begins empty.
  public init() {}

  /// Steps left out in all epochs.
  public var skippedSteps: Int { epochs.reduce(0) { $0 + $1.skippedSteps } }
}

/// How a training ended, and what it leaves.
public struct TrainingResult: Sendable, Hashable {
  /// Why it ended.
  public enum Ending: String, Sendable, Hashable {
    /// All epochs were made.
    case finished
    /// Validation did not improve for as many epochs as the plan allows.
    case patience
    /// The caller said stop.
    case interrupted
    /// The time was over: the weights so far count.
    case outOfTime
    /// Too many steps in a row were not finite.
    case diverged
  }

  /// The course.
  public var history: TrainingHistory
  /// The epoch whose weights the network now has; nil if none was finished.
  public var bestEpoch: Int?
  /// Its validation loss; nil without validation.
  public var bestValidationLoss: Double?
  /// Why it ended.
  public var ending: Ending
}

/// What an epoch adds up.
struct EpochSums: Sendable, Hashable {
  private var loss = 0.0
  private var weight = 0.0
  private var norm = 0.0
  private var largestNorm = 0.0
  private var steps = 0
  private var clipped = 0
  private var rate = 0.0
  private var skipped = 0

  /// Takes in a step.
  mutating func add(
    loss: Double, weight: Double, outcome: GradientClipping.Outcome, rate: Double
  ) {
    self.loss += loss * weight
    self.weight += weight
    norm += outcome.norm
    largestNorm = max(largestNorm, outcome.norm)
    steps += 1
    if outcome.clipped { clipped += 1 }
    self.rate = rate
  }

  /// Takes in a step that was left out.
  mutating func skip(rate: Double) {
    skipped += 1
    self.rate = rate
  }

  func record(epoch: Int) -> EpochRecord {
    EpochRecord(
      epoch: epoch, trainingLoss: loss / weight, validationLoss: nil,
      gradientNorm: norm / Double(steps), largestGradientNorm: steps > 0 ? largestNorm : .nan,
      clippedShare: steps > 0 ? Double(clipped) / Double(steps) : 0,
      learningRate: rate, skippedSteps: skipped)
  }

  var words: Words {
    var words = Words()
    for value in [loss, weight, norm, largestNorm, rate] { words.add(value) }
    for count in [steps, clipped, skipped] { words.add(count) }
    return words
  }

  /// Goes on from the words of others; nil where there are too few.
  init?(from words: inout Words) {
    guard let loss = words.nextNumber(), let weight = words.nextNumber(),
      let norm = words.nextNumber(), let largestNorm = words.nextNumber(),
      let rate = words.nextNumber(), let steps = words.nextCount(),
      let clipped = words.nextCount(), let skipped = words.nextCount()
    else { return nil }
    (self.loss, self.weight, self.norm, self.largestNorm) = (loss, weight, norm, largestNorm)
    (self.rate, self.steps, self.clipped, self.skipped) = (rate, steps, clipped, skipped)
  }

  init() {}
}
