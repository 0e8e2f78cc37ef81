/// The sums of squares and products of a Theta model for four smoothing weights at once.
///
/// The error at a step is r − δ·p − ω·g, with r what smoothing from level zero leaves, p = (1−α)^t what a
/// first level of one adds, and g what the line adds: the least squares in δ and ω need only the sums of
/// the products of r, p and g. Four weights go side by side because each recursion alone would wait for
/// its own last step.
struct ThetaProfile {
  /// A fitted model.
  struct Solution {
    var alpha = 0.5
    var lineWeight = 0.5
    var start = 0.0
    var squares = Double.infinity
  }

  private let alphas: SIMD4<Double>
  private var rr = SIMD4<Double>.zero
  private var rp = SIMD4<Double>.zero
  private var rg = SIMD4<Double>.zero
  private var pp = SIMD4<Double>.zero
  private var pg = SIMD4<Double>.zero
  private var gg = SIMD4<Double>.zero

  /// Smaller powers count as zero; the processor is slow where numbers run out of exponents.
  private static let leastPower = SIMD4<Double>(repeating: 1e-140)

  /// Sums over a series.
  ///
  /// - Parameters:
  ///   - values: the differences from the first value.
  ///   - intercepts: of the line before each step.
  ///   - slopes: of the line before each step.
  ///   - alphas: the smoothing weights.
  init(
    values: [Double], intercepts: [Double], slopes: [Double], alphas: SIMD4<Double>
  ) {
    precondition(intercepts.count > values.count && slopes.count > values.count)
    self.alphas = alphas
    let decays = 1 - alphas
    let inverses = 1 / alphas
    var power = SIMD4<Double>(repeating: 1)
    var level = SIMD4<Double>.zero
    for index in values.indices {
      let rest = values[index] - level
      if index >= ThetaModel.warmUp {
        let slope = slopes[index] * inverses
        let line = power * (intercepts[index] - slope * decays) + slope
        rr += rest * rest
        rp += rest * power
        rg += rest * line
        pp += power * power
        pg += power * line
        gg += line * line
      }
      level += alphas * rest
      power *= decays
      power.replace(with: 0, where: power .< Self.leastPower)
    }
  }

  /// The best first level and line weight for one of the smoothing weights.
  ///
  /// - Parameters:
  ///   - lane: which of the four.
  ///   - lineWeight: the line's weight ω; nil to find it, between 0 and 1.
  ///   - reach: how far from the first value the level may begin.
  /// - Returns: the parameters with their squared errors.
  func solution(_ lane: Int, lineWeight: Double?, reach: Double) -> Solution {
    // By division and not by inverse: for α near one the powers' squares are small, not nothing.
    let level = pp[lane] > 0 ? rp[lane] / pp[lane] : 0
    let share = pp[lane] > 0 ? pg[lane] / pp[lane] : 0
    let lineSquares = gg[lane] - share * pg[lane]
    var weight = lineWeight ?? 0.5
    if lineWeight == nil, lineSquares > 1e-12 * gg[lane] {
      weight = min(max((rg[lane] - level * pg[lane]) / lineSquares, 0), 1)
    }
    var start = level - weight * share
    if abs(start) > reach {
      start = start > 0 ? reach : -reach
      if lineWeight == nil, gg[lane] > 0 {
        weight = min(max((rg[lane] - start * pg[lane]) / gg[lane], 0), 1)
      }
    }
    let explained = start * (2 * rp[lane] - start * pp[lane] - 2 * weight * pg[lane])
    let squares = rr[lane] - explained - weight * (2 * rg[lane] - weight * gg[lane])
    return Solution(
      alpha: alphas[lane], lineWeight: weight, start: start, squares: max(squares, 0))
  }
}
