internal import ForecastKernels

/// The batches of one update, as if they were one: Σ w · ℓ / Σ w over all their targets.
struct BatchGroup: Sendable, Hashable {
  /// The loss of the batches so far.
  private(set) var loss = 0.0
  /// Σ w of the batches so far.
  private(set) var weight = 0.0
  /// The gradient of `loss`; empty where each group has one batch, whose gradient stays in place.
  private(set) var gradients: [Float]

  /// Begins empty.
  ///
  /// - Parameter count: How many parameters there are; 0 if no group has a second batch.
  init(count: Int) { gradients = [Float](repeating: 0, count: count) }

  /// Goes on from another; nil where it is that of a network of another size.
  init?(count: Int, loss: Double, weight: Double, gradients: [Float]) {
    guard gradients.count == count else { return nil }
    (self.loss, self.weight, self.gradients) = (loss, weight, gradients)
  }

  /// Takes in a batch with a loss that is a mean over targets of this weight.
  ///
  /// - Parameters:
  ///   - loss: The batch's loss.
  ///   - weight: Its Σ w.
  ///   - batch: Its gradient; holds something else afterwards.
  ///   - path: The processor path.
  ///   - pool: Who shares the work.
  mutating func add(
    loss: Double, weight: Double, gradients batch: inout [Float], path: KernelPath, pool: ThreadPool
  ) {
    let isFirst = self.weight == 0
    precondition(isFirst || !gradients.isEmpty, "there is no room for a second batch")
    self.weight += weight
    let share = weight / self.weight
    self.loss += (loss - self.loss) * share
    if gradients.isEmpty { return }
    if isFirst {
      swap(&gradients, &batch)
    } else {
      path.blend(batch, share: Float(share), into: &gradients, keep: Float(1 - share), pool: pool)
    }
  }

  /// Hands the gradient of all batches back; where each group has one batch, it is there already.
  mutating func hand(to batch: inout [Float]) {
    if !gradients.isEmpty { swap(&gradients, &batch) }
  }

  /// Forgets the batches.
  mutating func clear() {
    loss = 0
    weight = 0
  }
}
