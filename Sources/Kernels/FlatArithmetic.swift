internal import CKernels

/// Work on flat arrays, value by value.
extension KernelPath {
  /// 1 / (1 + exp(-x)), within 1.5e-7 of the true value.
  ///
  /// - Parameter x: Any floats; NaN stays NaN.
  /// - Returns: One value for each.
  public func sigmoid(_ x: [Float]) -> [Float] {
    var y = x
    unsafe ck_sigmoid(code, x, &y, x.count)
    return y
  }

  /// tanh(x), within 2e-7 of the true value, and within 4e-7 of it relatively.
  ///
  /// - Parameter x: Any floats; NaN stays NaN.
  /// - Returns: One value for each.
  public func tanh(_ x: [Float]) -> [Float] {
    var y = x
    unsafe ck_tanh(code, x, &y, x.count)
    return y
  }

  /// log(1 + exp(x)) and its slope, sigmoid(x).
  ///
  /// The value is within 1e-6 of the true one relatively while |x| ≤ 10, and within a float's last
  /// bits of 40 absolutely up to there; the slope is within 2e-7.
  ///
  /// - Parameters:
  ///   - x: Any floats; NaN stays NaN.
  ///   - count: How many of them, from the first.
  ///   - value: Receives the values.
  ///   - slope: Receives the slopes.
  public func softplus(
    _ x: [Float], count: Int, value: inout [Float], slope: inout [Float]
  ) {
    precondition(count <= x.count && count <= value.count && count <= slope.count)
    unsafe ck_softplus(code, x, &value, &slope, count)
  }

  /// sum += addend, over the first `count` floats.
  ///
  /// - Parameters:
  ///   - addend: What is added.
  ///   - count: How many floats.
  ///   - sum: What it is added to.
  public func add(_ addend: AlignedFloats, count: Int, to sum: inout [Float]) {
    precondition(count <= addend.count && count <= sum.count)
    unsafe addend.withPointer { addend in unsafe ck_add(code, &sum, addend, count) }
  }

  /// Σ x², in double.
  ///
  /// - Parameter x: Any floats.
  /// - Returns: The sum; not finite exactly if one of the floats is not.
  public func squareSum(_ x: [Float]) -> Double { unsafe ck_square_sum(code, x, x.count) }

  /// x = factor · x.
  ///
  /// - Parameters:
  ///   - x: What is scaled.
  ///   - factor: The factor.
  public func scale(_ x: inout [Float], by factor: Float) {
    let count = x.count
    unsafe ck_scale(code, &x, factor, count)
  }

  /// Holds each value within ±limit.
  ///
  /// - Parameters:
  ///   - x: What is held; NaN stays NaN.
  ///   - limit: The largest magnitude.
  public func clamp(_ x: inout [Float], to limit: Float) {
    let count = x.count
    unsafe ck_clamp(code, &x, limit, count)
  }

  /// One update by Adam: m ← β₁ m + (1−β₁) g; v ← β₂ v + (1−β₂) g²; w ← decay · w − rate · m / (√v · scale + ε).
  ///
  /// - Parameters:
  ///   - weights: w
  ///   - gradients: g
  ///   - first: m
  ///   - second: v
  ///   - constants: The numbers of the update.
  public func adam(
    _ weights: inout [Float], gradients: [Float], first: inout [Float], second: inout [Float],
    constants: AdamConstants
  ) {
    let count = weights.count
    precondition(gradients.count == count && first.count == count && second.count == count)
    unsafe ck_adam(
      code, &weights, gradients, &first, &second, count,
      ck_adam_constants(
        beta1: constants.beta1, beta2: constants.beta2, epsilon: constants.epsilon,
        rate: constants.rate, v_scale: constants.secondScale, decay: constants.decay))
  }

  /// One update by gradient descent with momentum: m ← momentum · m + g; w ← w − rate · m.
  ///
  /// - Parameters:
  ///   - weights: w
  ///   - gradients: g
  ///   - moment: m
  ///   - momentum: How much of the last update stays; 0 for none.
  ///   - rate: The learning rate.
  public func descend(
    _ weights: inout [Float], gradients: [Float], moment: inout [Float], momentum: Float,
    rate: Float
  ) {
    let count = weights.count
    precondition(gradients.count == count && moment.count == count)
    unsafe ck_momentum(code, &weights, gradients, &moment, count, momentum, rate)
  }
}

/// The numbers of one Adam update, bias corrections already worked in.
public struct AdamConstants: Sendable {
  var beta1, beta2, epsilon, rate, secondScale, decay: Float

  /// Takes the numbers of one update.
  ///
  /// - Parameters:
  ///   - beta1: β₁
  ///   - beta2: β₂
  ///   - epsilon: ε
  ///   - rate: The learning rate over 1 − β₁ᵗ.
  ///   - secondScale: 1 / √(1 − β₂ᵗ)
  ///   - decay: What a weight is multiplied by first; 1 for no decay.
  public init(
    beta1: Float, beta2: Float, epsilon: Float, rate: Float, secondScale: Float, decay: Float
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.rate = rate
    self.secondScale = secondScale
    self.decay = decay
  }
}
