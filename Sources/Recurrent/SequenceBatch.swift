/// Some sequences of equal length, with what should be said at each of their steps.
///
/// The caller fills it, again and again; its arrays are as long as the capacity asks and never
/// change their length. Only the first `rowCount` rows of `stepCount` steps are read, packed without
/// gaps: row b, step t, value k of `inputs` is at `(b * stepCount + t) * inputSize + k`.
public struct SequenceBatch: Sendable {
  /// The most sequences it can hold.
  public let capacity: Int
  /// The most steps of a sequence.
  public let stepCapacity: Int
  /// The inputs of a step, I.
  public let inputSize: Int
  /// The steps ahead, h.
  public let horizon: Int
  /// B: how many sequences are filled in.
  public var rowCount: Int {
    willSet { precondition((0...capacity).contains(newValue), "more rows than room") }
  }
  /// T: how many steps each has.
  public var stepCount: Int {
    willSet { precondition((1...stepCapacity).contains(newValue), "more steps than room") }
  }
  /// Outputs and loss are for this step and later ones; earlier steps only warm the state.
  public var firstOutputStep: Int
  /// The inputs, `[B][T][I]`.
  public var inputs: [Float]
  /// `[B][T][h]`: what should be said; any finite value where the weight is zero.
  public var targets: [Float]
  /// `[B][T][h]`: how much each counts; 0 for what is not known, never negative.
  public var weights: [Float]

  /// Makes room; everything is zero.
  ///
  /// - Parameters:
  ///   - capacity: The most sequences.
  ///   - steps: The most steps of a sequence.
  ///   - inputSize: I
  ///   - horizon: h
  ///   - hasTargets: False for a batch that is only predicted: `targets` and `weights` are empty.
  public init(
    capacity: Int, steps: Int, inputSize: Int, horizon: Int, hasTargets: Bool = true
  ) {
    precondition(capacity > 0 && steps > 0 && inputSize > 0 && horizon > 0, "sizes are positive")
    self.capacity = capacity
    stepCapacity = steps
    self.inputSize = inputSize
    self.horizon = horizon
    rowCount = capacity
    stepCount = steps
    firstOutputStep = 0
    inputs = [Float](repeating: 0, count: capacity * steps * inputSize)
    targets = [Float](repeating: 0, count: hasTargets ? capacity * steps * horizon : 0)
    weights = targets
  }

  /// The steps that have outputs.
  public var outputStepCount: Int { stepCount - firstOutputStep }

  func check(_ shape: NetworkShape, needsTargets: Bool) {
    precondition(inputSize == shape.inputSize, "the network reads other inputs")
    precondition((0..<stepCount).contains(firstOutputStep), "no step has outputs")
    precondition(
      !shape.isBidirectional || firstOutputStep == stepCount - 1,
      "a network that reads both ways speaks at the end only")
    precondition(inputs.count >= capacity * stepCapacity * inputSize, "inputs were cut")
    guard needsTargets else { return }
    precondition(horizon == shape.horizon, "the network looks ahead another number of steps")
    let size = rowCount * stepCount * horizon
    precondition(targets.count >= size && weights.count >= size, "targets were cut")
  }
}

/// Where training gets its batches.
///
/// The content of a batch may depend only on the source's own data and seed, the batch's index and
/// the epoch: so training can be repeated, and stopped and taken up again.
public protocol BatchSource {
  /// The batches of one epoch.
  var batchesPerEpoch: Int { get }
  /// Makes a batch with room for any batch of this source.
  ///
  /// - Returns: The batch, content unspecified.
  func makeBatch() -> SequenceBatch
  /// Fills in one batch: rows, steps, inputs, targets, weights, first output step.
  ///
  /// - Parameters:
  ///   - batch: The batch, holding whatever an earlier call left there.
  ///   - index: Which batch of the epoch.
  ///   - epoch: Which epoch, from 0.
  mutating func fill(_ batch: inout SequenceBatch, index: Int, epoch: Int)
}
