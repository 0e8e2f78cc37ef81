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
}
