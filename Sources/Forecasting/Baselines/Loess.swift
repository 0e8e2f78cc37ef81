/// Local regression on values one step apart (Cleveland and Devlin, 1988).
///
/// The fit at a position weighs the nearest values by the tricube of their distance. Where the window is
/// symmetric the weights are always the same and the slope drops out, so they are made once.
struct Loess {
  /// How many of the nearest values count; odd.
  let span: Int
  /// Whether the local fit has a slope.
  let isLinear: Bool
  /// The weights of a symmetric window; they sum to 1.
  private let symmetric: [Double]

  /// Makes a smoother.
  ///
  /// - Parameters:
  ///   - span: how many of the nearest values count, odd and at least 3.
  ///   - isLinear: whether the local fit has a slope.
  init(span: Int, isLinear: Bool) {
    precondition(span >= 3 && !span.isMultiple(of: 2), "a symmetric window has a middle")
    self.span = span
    self.isLinear = isLinear
    let half = Double(span / 2)
    let raw = (0..<span).map { Self.tricube(abs(Double($0) - half), bandwidth: half) }
    let sum = raw.reduce(0, +)
    symmetric = raw.map { $0 / sum }
  }

  /// The smoothed series.
  ///
  /// - Parameters:
  ///   - values: the series; at least one value.
  ///   - stride: the fit is made at every so many values and at the last, with straight lines between.
  /// - Returns: as many values.
  func smoothed(_ values: [Double], stride: Int = 1) -> [Double] {
    var smoothed = [Double](repeating: 0, count: values.count)
    var position = 0
    smoothed[0] = fit(values, at: 0)
    while position < values.count - 1 {
      let next = min(position + stride, values.count - 1)
      smoothed[next] = fit(values, at: next)
      let step = (smoothed[next] - smoothed[position]) / Double(next - position)
      for between in (position + 1)..<max(next, position + 1) {
        smoothed[between] = smoothed[position] + step * Double(between - position)
      }
      position = next
    }
    return smoothed
  }

  /// The local fit at one position, which may lie beside the series.
  func fit(_ values: [Double], at position: Int) -> Double {
    let left = max(0, min(position - span / 2, values.count - span))
    guard values.count >= span, position - left == span / 2 else {
      return edgeFit(values, at: position, from: left)
    }
    var sum = 0.0
    for index in 0..<span { sum += symmetric[index] * values[left + index] }
    return sum
  }

  private func edgeFit(_ values: [Double], at position: Int, from left: Int) -> Double {
    let right = min(left + span, values.count)
    var bandwidth = Double(max(position - left, right - 1 - position))
    if span > values.count { bandwidth += Double((span - values.count) / 2) }
    var total = 0.0
    var first = 0.0
    var second = 0.0
    var level = 0.0
    var product = 0.0
    for index in left..<right {
      let distance = Double(index - position)
      let weight = Self.tricube(abs(distance), bandwidth: bandwidth)
      total += weight
      first += weight * distance
      second += weight * distance * distance
      level += weight * values[index]
      product += weight * distance * values[index]
    }
    guard total > 0 else { return values[min(max(position, left), right - 1)] }
    let mean = level / total
    guard isLinear else { return mean }
    // The regression's value at distance 0; without a spread of positions there is no slope.
    let centre = first / total
    let spread = second / total - centre * centre
    let leastSpread = 0.001 * Double(values.count - 1)
    guard spread > leastSpread * leastSpread else { return mean }
    return mean - centre * (product / total - centre * mean) / spread
  }

  private static func tricube(_ distance: Double, bandwidth: Double) -> Double {
    guard distance < bandwidth else { return bandwidth == 0 && distance == 0 ? 1 : 0 }
    let ratio = distance / bandwidth
    let rest = 1 - ratio * ratio * ratio
    return rest * rest * rest
  }
}
