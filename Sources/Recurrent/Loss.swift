internal import ForecastKernels

/// What training makes small: Σ w · ℓ / Σ w over all targets, where w is the target's weight.
///
/// With p the prediction, y the target and d = y − p, the list of losses ℓ and their slopes by p.
public enum Loss: Sendable, Hashable {
  /// ℓ = d²
  case meanSquared
  /// ℓ = |d|
  case meanAbsolute
  /// ℓ = d² / 2 near zero, δ (|d| − δ / 2) beyond δ: PyTorch's HuberLoss.
  case huber(delta: Float)
  /// ℓ = the mean over the quantiles τ of max(τ d, (τ − 1) d); the quantiles rise strictly.
  case pinball(quantiles: [Float])

  /// The outputs that a network needs for this loss.
  public var head: OutputHead {
    guard case .pinball(let quantiles) = self else { return .point }
    precondition(!quantiles.isEmpty && quantiles.allSatisfy { $0 > 0 && $0 < 1 }, "0 < τ < 1")
    precondition(zip(quantiles, quantiles.dropFirst()).allSatisfy(<), "quantiles rise")
    let anchor = quantiles.indices.min { abs(quantiles[$0] - 0.5) < abs(quantiles[$1] - 0.5) }
    return .quantiles(count: quantiles.count, anchor: anchor ?? 0)
  }

  /// The loss of a batch's outputs.
  ///
  /// - Parameters:
  ///   - outputs: `[B][T − first][h][Q]`, as `forward` leaves them.
  ///   - batch: The batch, with targets and weights.
  /// - Returns: Σ w · ℓ and Σ w, so that batches can be added up.
  public func sums(of outputs: [Float], on batch: SequenceBatch) -> (loss: Double, weight: Double) {
    let count = head.width, width = batch.horizon * count
    precondition(outputs.count == batch.rowCount * batch.outputStepCount * width)
    var row = [Float](repeating: 0, count: width)
    var sum = 0.0
    var at = 0
    for b in 0..<batch.rowCount {
      for t in batch.firstOutputStep..<batch.stepCount {
        for k in 0..<batch.horizon {
          for q in 0..<count { row[q * batch.horizon + k] = outputs[at + k * count + q] }
        }
        sum += differentiate(
          &row, at: 0, targets: batch.targets, weights: batch.weights,
          place: (b * batch.stepCount + t) * batch.horizon, horizon: batch.horizon, scale: 1,
          path: .current)
        at += width
      }
    }
    return (sum, batch.weightSum)
  }

  /// Replaces one step's predictions by scale · w · ℓ'(p).
  ///
  /// - Parameters:
  ///   - predictions: `[Q][h]` from `start`.
  ///   - start: Where they begin.
  ///   - targets: The targets, `[h]` from `place`.
  ///   - weights: Their weights, `[h]` from `place`.
  ///   - place: Where both begin.
  ///   - horizon: h
  ///   - scale: What every slope is multiplied by.
  ///   - path: The processor path.
  /// - Returns: Σ w · ℓ of the step.
  func differentiate(
    _ predictions: inout [Float], at start: Int, targets: [Float], weights: [Float], place: Int,
    horizon: Int, scale: Float, path: KernelPath
  ) -> Double {
    switch self {
    case .meanSquared:
      return each(&predictions, start, targets, weights, place, horizon, scale) { d in
        (d * d, -2 * d)
      }
    case .meanAbsolute:
      return each(&predictions, start, targets, weights, place, horizon, scale) { d in
        (abs(d), d > 0 ? -1 : d < 0 ? 1 : d)
      }
    case .huber(let delta):
      return each(&predictions, start, targets, weights, place, horizon, scale) { d in
        if abs(d) <= delta { return (d * d / 2, -d) }
        return (delta * (abs(d) - delta / 2), d.isNaN ? d : d > 0 ? -delta : delta)
      }
    case .pinball(let quantiles):
      let share = 1 / Double(quantiles.count)
      return share
        * path.pinball(
          &predictions, at: start, targets: targets, weights: weights, at: place, horizon: horizon,
          quantiles: quantiles, scale: scale * Float(share))
    }
  }

  @inline(__always)
  private func each(
    _ predictions: inout [Float], _ start: Int, _ targets: [Float], _ weights: [Float],
    _ place: Int, _ horizon: Int, _ scale: Float,
    _ loss: (Float) -> (value: Float, slope: Float)
  ) -> Double {
    var sum = 0.0
    for k in 0..<horizon {
      let weight = weights[place + k]
      guard weight != 0 else {
        predictions[start + k] = 0
        continue
      }
      let (value, slope) = loss(targets[place + k] - predictions[start + k])
      sum += Double(weight * value)
      predictions[start + k] = scale * weight * slope
    }
    return sum
  }
}

extension SequenceBatch {
  /// Σ w over the targets that count.
  var weightSum: Double {
    var sum = 0.0
    for b in 0..<rowCount {
      let start = (b * stepCount + firstOutputStep) * horizon
      for place in start..<(b + 1) * stepCount * horizon { sum += Double(weights[place]) }
    }
    return sum
  }
}
