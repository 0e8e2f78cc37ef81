public import ForecastKernels

/// How gradients are kept from being too large: the list.
public enum GradientClipping: Sendable, Hashable {
  /// As they are.
  case none
  /// Scaled so that their global norm is at most this: PyTorch's `clip_grad_norm_`.
  case norm(Float)
  /// Each value held within ± this: PyTorch's `clip_grad_value_`.
  case value(Float)

  /// What clipping found and did.
  public struct Outcome: Sendable, Hashable {
    /// The global norm before clipping, summed in double; not finite if a gradient is not.
    public var norm: Double
    /// Whether any gradient was changed.
    public var clipped: Bool
  }

  /// Clips gradients in place; leaves them alone if their norm is not finite.
  ///
  /// - Parameters:
  ///   - gradients: The gradients, in any order.
  ///   - path: The processor path.
  /// - Returns: The norm before, and whether anything changed.
  public func clip(_ gradients: inout [Float], path: KernelPath = .current) -> Outcome {
    let norm = path.squareSum(gradients).squareRoot()
    guard norm.isFinite else { return Outcome(norm: norm, clipped: false) }
    switch self {
    case .none:
      return Outcome(norm: norm, clipped: false)
    case .norm(let limit):
      let factor = Double(limit) / (norm + 1e-6)
      guard factor < 1 else { return Outcome(norm: norm, clipped: false) }
      path.scale(&gradients, by: Float(factor))
      return Outcome(norm: norm, clipped: true)
    case .value(let limit):
      // A norm within the limit leaves no value beyond it; otherwise the clamp itself tells.
      guard norm > Double(limit) else { return Outcome(norm: norm, clipped: false) }
      path.clamp(&gradients, to: limit)
      return Outcome(norm: norm, clipped: path.squareSum(gradients).squareRoot() != norm)
    }
  }
}
