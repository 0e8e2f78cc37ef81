public import ForecastKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// How a gradient becomes a change of the weights: the list.
public enum Optimizer: Sendable, Hashable {
  /// Gradient descent: m ← momentum · m + g; w ← w − rate · m, as PyTorch's SGD.
  case sgd(momentum: Float)
  /// Adam (Kingma and Ba 2015), as PyTorch computes it.
  case adam(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8)
  /// Adam with decoupled weight decay (Loshchilov and Hutter 2019): w ← (1 − rate · decay) w first.
  case adamW(
    beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8, weightDecay: Float = 0.01)
  /// Each gradient over the root of its running mean square (Tieleman and Hinton 2012), as PyTorch's
  /// RMSprop: m ← momentum · m + g / (√v + ε); w ← w − rate · m.
  case rmsprop(smoothing: Float = 0.99, epsilon: Float = 1e-8, momentum: Float = 0)
}

/// What an optimizer remembers from update to update.
public struct OptimizerState: Sendable, Hashable {
  /// Updates made so far.
  public private(set) var updates = 0
  /// The running mean of gradients, or the momentum.
  public private(set) var first: [Float]
  /// The running mean of squared gradients; empty for SGD.
  public private(set) var second: [Float]

  /// Begins with zero moments.
  ///
  /// - Parameters:
  ///   - optimizer: Who will use it.
  ///   - count: How many parameters there are.
  public init(for optimizer: Optimizer, count: Int) {
    first = [Float](repeating: 0, count: count)
    if case .sgd = optimizer { second = [] } else { second = first }
  }

  /// Goes on from the moments of another; nil where they are not those of this optimizer and count.
  init?(for optimizer: Optimizer, count: Int, updates: Int, first: [Float], second: [Float]) {
    self.init(for: optimizer, count: count)
    guard first.count == self.first.count, second.count == self.second.count else { return nil }
    (self.updates, self.first, self.second) = (updates, first, second)
  }

  /// Makes one update.
  ///
  /// - Parameters:
  ///   - parameters: The weights to change.
  ///   - gradients: Their gradients, in the same order.
  ///   - optimizer: Who this state belongs to.
  ///   - rate: The learning rate of this update.
  ///   - path: The processor path.
  public mutating func update(
    _ parameters: inout [Float], gradients: [Float], by optimizer: Optimizer, rate: Double,
    path: KernelPath = .current
  ) {
    var gradients = gradients
    update(&parameters, gradients: &gradients, by: optimizer, rate: rate, path: path)
  }

  /// Changes the gradients in place and makes one update, in one passage over memory.
  ///
  /// - Returns: Σ g² after a clamp, as `KernelPath.update` says it.
  @discardableResult
  mutating func update(
    _ parameters: inout [Float], gradients: inout [Float], by optimizer: Optimizer, rate: Double,
    changing change: GradientChange = .none, path: KernelPath, pool: ThreadPool? = nil
  ) -> Double {
    updates += 1
    return path.update(
      &parameters, gradients: &gradients, first: &first, second: &second,
      by: rule(of: optimizer, rate: rate), changing: change, pool: pool)
  }

  private func rule(of optimizer: Optimizer, rate: Double) -> UpdateRule {
    switch optimizer {
    case .sgd(let momentum): .descend(momentum: momentum, rate: Float(rate))
    case .adam(let beta1, let beta2, let epsilon):
      .adam(constants(beta1, beta2, epsilon, rate: rate, decay: 0))
    case .adamW(let beta1, let beta2, let epsilon, let decay):
      .adam(constants(beta1, beta2, epsilon, rate: rate, decay: Double(decay)))
    case .rmsprop(let smoothing, let epsilon, let momentum):
      .rmsprop(smoothing: smoothing, epsilon: epsilon, momentum: momentum, rate: Float(rate))
    }
  }

  private func constants(
    _ beta1: Float, _ beta2: Float, _ epsilon: Float, rate: Double, decay: Double
  ) -> AdamConstants {
    // Both running means start at zero; the corrections take that start out again.
    let correction1 = 1 - pow(Double(beta1), Double(updates))
    let correction2 = 1 - pow(Double(beta2), Double(updates))
    return AdamConstants(
      beta1: beta1, beta2: beta2, epsilon: epsilon, rate: Float(rate / correction1),
      secondScale: Float(1 / correction2.squareRoot()), decay: Float(1 - rate * decay))
  }
}
