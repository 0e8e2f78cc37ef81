internal import CKernels

/// The arithmetic of sorted quantiles: lines of `[quantile][step ahead]`, then padding.
public struct QuantileKernel: Sendable, Hashable {
  /// The processor path.
  public let path: KernelPath
  /// The quantiles.
  public let count: Int
  /// The quantile that is said directly.
  public let anchor: Int
  /// The steps ahead.
  public let horizon: Int

  /// Describes the quantiles.
  ///
  /// - Parameters:
  ///   - path: The processor path.
  ///   - count: How many there are.
  ///   - anchor: The one that is said directly.
  ///   - horizon: The steps ahead.
  public init(path: KernelPath, count: Int, anchor: Int, horizon: Int) {
    precondition((0..<count).contains(anchor) && horizon > 0)
    self.path = path
    self.count = count
    self.anchor = anchor
    self.horizon = horizon
  }

  /// Adds distances up from the anchor and down from it, in place.
  ///
  /// - Parameters:
  ///   - values: The lines; only the anchor's values are read.
  ///   - distances: How far each quantile is from its neighbour.
  ///   - lines: How many lines.
  ///   - width: Floats of a line.
  public func forward(_ values: inout [Float], distances: [Float], lines: Int, width: Int) {
    check(values, distances, lines: lines, width: width)
    unsafe ck_quantiles_forward(
      path.code, &values, distances, Int32(lines), Int32(width), Int32(horizon), Int32(count),
      Int32(anchor))
  }

  /// Turns gradients by the quantiles into gradients by what the network said, in place.
  ///
  /// - Parameters:
  ///   - gradients: The lines.
  ///   - slopes: The slopes of the distances.
  ///   - lines: How many lines.
  ///   - width: Floats of a line.
  public func backward(_ gradients: inout [Float], slopes: [Float], lines: Int, width: Int) {
    check(gradients, slopes, lines: lines, width: width)
    unsafe ck_quantiles_backward(
      path.code, &gradients, slopes, Int32(lines), Int32(width), Int32(horizon), Int32(count),
      Int32(anchor))
  }

  private func check(_ values: [Float], _ others: [Float], lines: Int, width: Int) {
    precondition(width >= count * horizon)
    precondition(values.count >= lines * width && others.count >= lines * width)
  }
}

extension KernelPath {
  /// Replaces one line of quantiles by the slopes of the pinball loss.
  ///
  /// With d = target − prediction, τ the quantile and w the weight: ℓ = max(τ d, (τ − 1) d), and a
  /// prediction becomes scale · w · dℓ. Targets of weight 0 are not looked at.
  ///
  /// - Parameters:
  ///   - predictions: `[quantile][step ahead]` from `start`.
  ///   - start: Where the line begins.
  ///   - targets: One for each step ahead, from `place`.
  ///   - weights: One for each step ahead, from `place`.
  ///   - place: Where both begin.
  ///   - horizon: The steps ahead.
  ///   - quantiles: τ
  ///   - scale: What every slope is multiplied by.
  /// - Returns: Σ w · ℓ over steps and quantiles.
  public func pinball(
    _ predictions: inout [Float], at start: Int, targets: [Float], weights: [Float],
    at place: Int, horizon: Int, quantiles: [Float], scale: Float
  ) -> Double {
    precondition(start >= 0 && start + horizon * quantiles.count <= predictions.count)
    precondition(place >= 0 && place + horizon <= min(targets.count, weights.count))
    return unsafe predictions.withUnsafeMutableBufferPointer { predictions in
      unsafe targets.withUnsafeBufferPointer { targets in
        unsafe weights.withUnsafeBufferPointer { weights in
          guard let line = predictions.baseAddress, let target = targets.baseAddress,
            let weight = weights.baseAddress
          else { return 0 }
          return unsafe ck_pinball(
            code, line + start, target + place, weight + place, Int32(horizon),
            Int32(quantiles.count), quantiles, scale)
        }
      }
    }
  }
}
