/// Scores of a calibration, each with the weight of its independence.
///
/// Split conformal prediction (Papadopoulos et al. 2002, Lei et al. 2018): if n scores and the next one
/// are exchangeable, the next one lies at or below the ⌈(n + 1)(1 − α)⌉-th smallest with a probability of
/// at least 1 − α. With weights w the smallest score s with Σ w over the scores up to s of at least
/// (Σ w + 1)(1 − α) takes its place (Tibshirani et al. 2019, the new point with weight one); for weights
/// of one that is the same rank.
struct ConformalSample {
  private var scores: [(score: Double, weight: Double)] = []
  private var total = 0.0

  mutating func add(_ score: Double, weight: Double = 1) {
    scores.append((score, weight))
    total += weight
  }

  /// How many scores a tail of probability α needs: the smallest n with ⌈(n + 1)(1 − α)⌉ ≤ n.
  static func countNeeded(tail: Double) -> Int {
    Int((1 / tail - 1 - tolerance).rounded(.up))
  }

  /// The score that the next one exceeds with probability `tail` at most; nil where there are too few.
  func quantile(tail: Double) -> Double? {
    let wanted = (total + 1) * (1 - tail) - ConformalSample.tolerance
    guard wanted <= total else { return nil }
    var sum = 0.0
    for (score, weight) in scores.sorted(by: { $0.score < $1.score }) {
      sum += weight
      if sum >= wanted { return score }
    }
    return scores.map(\.score).max()
  }

  /// Sums of weights are not exact.
  private static let tolerance = 1e-6
}
