internal import CKernels

/// The equations of one update of each weight w by its gradient g: the list.
public enum UpdateRule: Sendable, Hashable {
  /// m ← momentum · m + g; w ← w − rate · m
  case descend(momentum: Float, rate: Float)
  /// m ← β₁ m + (1−β₁) g; v ← β₂ v + (1−β₂) g²; w ← decay · w − rate · m / (√v · scale + ε)
  case adam(AdamConstants)
  /// v ← smoothing · v + (1−smoothing) g²; m ← momentum · m + g / (√v + ε); w ← w − rate · m
  case rmsprop(smoothing: Float, epsilon: Float, momentum: Float, rate: Float)

  /// Whether v is used.
  var hasSecond: Bool {
    if case .descend = self { false } else { true }
  }
}

/// The numbers of one Adam update, bias corrections already worked in.
public struct AdamConstants: Sendable, Hashable {
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

/// What becomes of a gradient before its update.
public enum GradientChange: Sendable, Hashable {
  /// It stays as it is.
  case none
  /// Each value is multiplied by this.
  case scale(Float)
  /// Each value is held within ± this.
  case clamp(Float)
}

extension KernelPath {
  /// Changes gradients and makes one update, chunk by chunk, so that memory is passed over once.
  ///
  /// - Parameters:
  ///   - weights: w
  ///   - gradients: g, left as changed.
  ///   - first: m
  ///   - second: v; empty for a rule without it.
  ///   - rule: The equations.
  ///   - change: What becomes of the gradients first.
  ///   - pool: Who shares the work; nil for the calling thread alone.
  /// - Returns: Σ g² after a clamp; 0 for any other change, where nobody needs it.
  @discardableResult
  public func update(
    _ weights: inout [Float], gradients: inout [Float], first: inout [Float],
    second: inout [Float], by rule: UpdateRule, changing change: GradientChange = .none,
    pool: ThreadPool? = nil
  ) -> Double {
    let count = weights.count
    precondition(gradients.count == count && first.count == count)
    precondition(second.count == (rule.hasSecond ? count : 0))
    return unsafe weights.withUnsafeMutableBufferPointer { weights in
      unsafe gradients.withUnsafeMutableBufferPointer { gradients in
        unsafe first.withUnsafeMutableBufferPointer { first in
          unsafe second.withUnsafeMutableBufferPointer { second in
            guard let w = weights.baseAddress, let g = gradients.baseAddress,
              let m = first.baseAddress
            else { return 0 }
            let v = second.baseAddress
            return unsafe FlatChunks(count: count).sum(pool) { sums, chunks in
              unsafe UpdateWork(
                path: self, rule: rule, change: change, chunks: chunks, w: w, g: g, m: m, v: v,
                sums: sums)
            }
          }
        }
      }
    }
  }
}

@safe private struct UpdateWork: SharedWork {
  let path: KernelPath
  let rule: UpdateRule
  let change: GradientChange
  let chunks: FlatChunks
  let w, g, m: UnsafeMutablePointer<Float>
  let v: UnsafeMutablePointer<Float>?
  let sums: UnsafeMutablePointer<Double>

  /// The floats that are scaled and updated at a time: few enough to stay in the innermost cache.
  private static let block = 1024

  func perform(_ chunk: Int, worker: Int) {
    let places = chunks.places(chunk)
    switch change {
    case .none: update(places)
    case .scale(let factor):
      for start in stride(from: places.lowerBound, to: places.upperBound, by: Self.block) {
        let block = start..<min(places.upperBound, start + Self.block)
        unsafe ck_scale(path.code, g + start, factor, block.count)
        update(block)
      }
    case .clamp(let limit):
      // Cut as the sum before the clamp was, so that an unchanged gradient has the same sum.
      let start = places.lowerBound, count = places.count
      unsafe ck_clamp(path.code, g + start, limit, count)
      unsafe sums[chunk] = ck_square_sum(path.code, g + start, count)
      update(places)
    }
  }

  private func update(_ places: Range<Int>) {
    let start = places.lowerBound, count = places.count, code = path.code
    let w = unsafe w + start, g = unsafe g + start, m = unsafe m + start
    switch rule {
    case .descend(let momentum, let rate):
      unsafe ck_momentum(code, w, g, m, count, momentum, rate)
    case .adam(let k):
      guard let v = unsafe v else { return }
      unsafe ck_adam(
        code, w, g, m, v + start, count,
        ck_adam_constants(
          beta1: k.beta1, beta2: k.beta2, epsilon: k.epsilon, rate: k.rate,
          v_scale: k.secondScale, decay: k.decay))
    case .rmsprop(let smoothing, let epsilon, let momentum, let rate):
      guard let v = unsafe v else { return }
      unsafe ck_rmsprop(
        code, w, g, m, v + start, count,
        ck_rmsprop_constants(
          smoothing: smoothing, epsilon: epsilon, momentum: momentum, rate: rate))
    }
  }
}
