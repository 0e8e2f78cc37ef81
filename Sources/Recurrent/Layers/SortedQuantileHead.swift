internal import ForecastKernels

/// Quantiles that cannot cross.
///
/// For each step ahead the network says raw values r. The anchor (the median) is said directly,
/// the others by their distance from their neighbour, which softplus keeps positive:
/// `v[a] = r[a]`, `v[q] = v[q − 1] + softplus(r[q])` above, `v[q] = v[q + 1] − softplus(r[q])` below.
/// Inside the network a line of outputs is `[Q][h]`, so that steps ahead fill vectors.
struct SortedQuantileHead: Sendable {
  let kernel: QuantileKernel
  /// softplus(r) and its slope, for all raw values of the last `forward`.
  private var distances: [Float] = []
  private var slopes: [Float] = []

  init(count: Int, anchor: Int, horizon: Int, path: KernelPath) {
    kernel = QuantileKernel(path: path, count: count, anchor: anchor, horizon: horizon)
  }

  /// Turns raw values into quantiles, in place.
  ///
  /// - Parameters:
  ///   - values: Lines of `width` floats, each `[Q][h]` and padding.
  ///   - lines: How many lines.
  ///   - width: Floats of a line.
  mutating func forward(_ values: inout [Float], lines: Int, width: Int) {
    let size = lines * width
    if distances.count < values.count {
      distances = [Float](repeating: 0, count: values.count)
      slopes = [Float](repeating: 0, count: values.count)
    }
    kernel.path.softplus(values, count: size, value: &distances, slope: &slopes)
    kernel.forward(&values, distances: distances, lines: lines, width: width)
  }

  /// Turns the gradient by the quantiles into the gradient by the raw values, in place.
  ///
  /// A raw value moves its own quantile and all beyond it, the anchor moves all.
  ///
  /// - Parameters:
  ///   - gradients: In the layout of the last `forward`.
  ///   - lines: How many lines.
  ///   - width: Floats of a line.
  func backward(_ gradients: inout [Float], lines: Int, width: Int) {
    kernel.backward(&gradients, slopes: slopes, lines: lines, width: width)
  }
}
