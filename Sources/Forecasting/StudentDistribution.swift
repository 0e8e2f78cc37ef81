import Glibc

/// Student's t distribution, as far as a test of means needs it.
enum StudentDistribution {
  /// How probable it is that a variable lies at least as far from zero as `statistic`, on either side.
  ///
  /// P(|T| ≥ t) = I_x(ν/2, 1/2) with x = ν / (ν + t²), the regularised incomplete beta function by its
  /// continued fraction (DLMF 8.17.22). The tail is computed as itself, not as one minus something, so
  /// that small probabilities keep their digits.
  ///
  /// - Parameters:
  ///   - statistic: t, on either side of zero.
  ///   - degrees: the degrees of freedom ν, at least 1.
  /// - Returns: a probability, 1 for a statistic of zero.
  static func probability(beyond statistic: Double, degrees: Int) -> Double {
    precondition(degrees >= 1, "at least one degree of freedom")
    let freedom = Double(degrees)
    let square = statistic * statistic
    guard square.isFinite else { return statistic.isNaN ? .nan : 0 }
    let (x, rest) = (freedom / (freedom + square), square / (freedom + square))
    let (a, b) = (freedom / 2, 0.5)
    let factor = pow(x, a) * pow(rest, b) / beta(halves: degrees)
    // The fraction converges quickly on this side of the mean only; the other side is its mirror.
    return x < (a + 1) / (a + b + 2)
      ? factor * fraction(x, a, b) / a : 1 - factor * fraction(rest, b, a) / b
  }

  /// B(ν/2, 1/2), stepped up from B(1/2, 1/2) = π or B(1, 1/2) = 2.
  private static func beta(halves degrees: Int) -> Double {
    var value = degrees.isMultiple(of: 2) ? 2 : Double.pi
    for half in stride(from: degrees.isMultiple(of: 2) ? 2 : 1, to: degrees, by: 2) {
      value *= Double(half) / Double(half + 1)
    }
    return value
  }

  /// The continued fraction 1/(1 + d₁/(1 + d₂/(1 + …))), by Lentz's method.
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    var denominator = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var numerator = 1.0
    var value = denominator
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var change = 1.0
      for term in [even, odd] {
        denominator = 1 / nonzero(1 + term * denominator)
        numerator = nonzero(1 + term / numerator)
        change = denominator * numerator
        value *= change
      }
      if abs(change - 1) < 1e-16 { break }
    }
    return value
  }

  private static func nonzero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
}
