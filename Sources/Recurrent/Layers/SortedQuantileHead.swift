internal import ForecastKernels

/// Quantiles that cannot cross.
///
/// For each step ahead the network says raw values r. The anchor (the median) is said directly,
/// the others by their distance from their neighbour, which softplus keeps positive:
/// `v[a] = r[a]`, `v[q] = v[q − 1] + softplus(r[q])` above, `v[q] = v[q + 1] − softplus(r[q])` below.
struct SortedQuantileHead {
  let count: Int
  let anchor: Int
  let path: KernelPath
  /// softplus(r) and its slope, for all raw values of the last `forward`.
  private var distances: [Float] = []
  private var slopes: [Float] = []

  init(count: Int, anchor: Int, path: KernelPath) {
    self.count = count
    self.anchor = anchor
    self.path = path
  }

  /// Turns raw values into quantiles, in place.
  ///
  /// - Parameters:
  ///   - values: Lines of `width` floats, each `[h][Q]` and padding.
  ///   - lines: How many lines.
  ///   - width: Floats of a line.
  ///   - horizon: h
  mutating func forward(_ values: inout [Float], lines: Int, width: Int, horizon: Int) {
    let size = lines * width
    if distances.count < size {
      distances = [Float](repeating: 0, count: size)
      slopes = distances
    }
    path.softplus(values, count: size, value: &distances, slope: &slopes)
    for line in 0..<lines {
      for step in 0..<horizon {
        let base = line * width + step * count
        var value = values[base + anchor]
        for q in stride(from: anchor + 1, to: count, by: 1) {
          value += distances[base + q]
          values[base + q] = value
        }
        value = values[base + anchor]
        for q in stride(from: anchor - 1, through: 0, by: -1) {
          value -= distances[base + q]
          values[base + q] = value
        }
      }
    }
  }

  /// Turns the gradient by the quantiles into the gradient by the raw values, in place.
  ///
  /// A raw value moves its own quantile and all beyond it, the anchor moves all.
  ///
  /// - Parameters:
  ///   - gradients: In the layout of the last `forward`.
  ///   - lines: How many lines.
  ///   - width: Floats of a line.
  ///   - horizon: h
  func backward(_ gradients: inout [Float], lines: Int, width: Int, horizon: Int) {
    for line in 0..<lines {
      for step in 0..<horizon {
        let base = line * width + step * count
        var above: Float = 0
        for q in stride(from: count - 1, to: anchor, by: -1) {
          above += gradients[base + q]
          gradients[base + q] = above * slopes[base + q]
        }
        var below: Float = 0
        for q in 0..<anchor {
          below += gradients[base + q]
          gradients[base + q] = -below * slopes[base + q]
        }
        gradients[base + anchor] += above + below
      }
    }
  }
}
