/// Whether two forecasts of the same times differ in accuracy by more than chance.
///
/// With d_t the difference of their losses at cutoff t, T cutoffs, and forecasts that overlap over H
/// cutoffs, so that differences closer than H are correlated:
///
///     d̄ = Σ d_t / T,   γ_k = Σ_{t>k} (d_t − d̄)(d_{t−k} − d̄) / T
///     V = (γ₀ + 2 Σ_{0<k<H} (1 − k/H) γ_k) / T
///     statistic = √((T + 1 − 2H + H(H − 1)/T) / T) · d̄ / √V,   p from Student's t with T − 1 degrees
///
/// F. X. Diebold and R. S. Mariano, "Comparing predictive accuracy", Journal of Business & Economic
/// Statistics 13 (1995), with the small-sample correction of D. Harvey, S. Leybourne and P. Newbold,
/// "Testing the equality of prediction mean squared errors", International Journal of Forecasting 13
/// (1997). The weights 1 − k/H are those of W. K. Newey and K. D. West (Econometrica 55, 1987): with the
/// plain sum of the first paper a small sample's variance can come out near zero, or below it, and make
/// anything significant. For H = 1 the test is the paired t test.
public struct DieboldMariano: Sendable, Equatable {
  /// How many differences there are, T.
  public let count: Int
  /// The mean difference d̄: below zero, the first forecast lost less.
  public let meanDifference: Double
  /// The corrected statistic; nil where the differences do not vary, or are too few.
  public let statistic: Double?
  /// How probable so large a difference is by chance alone, on either side; nil with the statistic.
  public let probability: Double?

  /// Tests some differences of losses.
  ///
  /// - Parameters:
  ///   - differences: loss of the first forecast less loss of the second one, in order of time; at
  ///     least one.
  ///   - overlap: how many following cutoffs share forecast times, H: 1 for none.
  public init(_ differences: [Double], overlap: Int = 1) {
    precondition(!differences.isEmpty && overlap >= 1, "something to compare")
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    self.count = differences.count
    meanDifference = mean
    let deviations = differences.map { $0 - mean }
    func covariance(_ lag: Int) -> Double {
      zip(deviations.dropFirst(lag), deviations).reduce(0) { $0 + $1.0 * $1.1 } / count
    }
    let own = covariance(0)
    let horizon = Double(min(overlap, differences.count))
    let variance =
      (1..<max(Int(horizon), 1)).reduce(own) { sum, lag in
        sum + 2 * (1 - Double(lag) / horizon) * covariance(lag)
      } / count
    let correction = (count + 1 - 2 * horizon + horizon * (horizon - 1) / count) / count
    // Equal differences leave a variance of rounding errors only, which says nothing.
    let size = differences.reduce(0) { max($0, abs($1)) }
    guard differences.count >= 2, correction > 0, variance > size * size * 1e-24 else {
      (statistic, probability) = (nil, nil)
      return
    }
    let value = correction.squareRoot() * mean / variance.squareRoot()
    statistic = value
    probability = StudentDistribution.probability(beyond: value, degrees: differences.count - 1)
  }
}
