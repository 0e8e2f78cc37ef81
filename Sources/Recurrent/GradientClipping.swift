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

    init(norm: Double, clipped: Bool) {
      self.norm = norm
      self.clipped = clipped
    }

    /// The outcome of a change, from the square sum it left behind a clamp.
    init(norm: Double, after change: GradientChange, squareSum: Double) {
      self.norm = norm
      switch change {
      case .none: clipped = false
      case .scale: clipped = true
      // A limit below the norm may still be above every value; then the sum is the same.
      case .clamp: clipped = squareSum.squareRoot() != norm
      }
    }
  }

  /// Clips gradients in place; leaves them alone if their norm is not finite.
  ///
  /// - Parameters:
  ///   - gradients: The gradients, in any order.
  ///   - path: The processor path.
  /// - Returns: The norm before, and whether anything changed.
  public func clip(_ gradients: inout [Float], path: KernelPath = .current) -> Outcome {
    let norm = path.squareSum(gradients).squareRoot()
    let change = change(atNorm: norm)
    var squareSum = 0.0
    switch change {
    case .none: break
    case .scale(let factor): path.scale(&gradients, by: factor)
    case .clamp(let limit):
      path.clamp(&gradients, to: limit)
      squareSum = path.squareSum(gradients)
    }
    return Outcome(norm: norm, after: change, squareSum: squareSum)
  }

  /// What is to be done to gradients of this norm; nothing if it is not finite.
  func change(atNorm norm: Double) -> GradientChange {
    guard norm.isFinite else { return .none }
    switch self {
    case .none: return .none
    case .norm(let limit):
      let factor = Double(limit) / (norm + 1e-6)
      return factor < 1 ? .scale(Float(factor)) : .none
    case .value(let limit):
      // A norm within the limit leaves no value beyond it; otherwise the clamp itself tells.
      return norm > Double(limit) ? .clamp(limit) : .none
    }
  }
}
