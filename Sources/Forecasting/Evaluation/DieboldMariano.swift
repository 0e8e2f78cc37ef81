/// Whether two forecasts of the same times differ in accuracy by more than chance.
///
/// With d_t the difference of their losses at cutoff t, T cutoffs, and forecasts that overlap over H
/// cutoffs, so that differences closer than H are correlated:
///
///     d̄ = Σ d_t / T,   V = (γ₀ + 2 Σ_{k<H} γ_k) / T,   γ_k = Σ_{t>k} (d_t − d̄)(d_{t−k} − d̄) / T
///     statistic = √((T + 1 − 2H + H(H − 1)/T) / T) · d̄ / √V,   p from Student's t with T − 1 degrees
///
/// F. X. Diebold and R. S. Mariano, "Comparing predictive accuracy", Journal of Business & Economic
/// Statistics 13 (1995), with the small-sample correction of D. Harvey, S. Leybourne and P. Newbold,
/// "Testing the equality of prediction mean squared errors", International Journal of Forecasting 13
/// (1997). For H = 1 it is the paired t test.
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
  /// The sum of autocovariances can come out at or below zero in a small sample; then only γ₀ is used,
  /// and the correction is that of H = 1.
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
    var steps = min(overlap, differences.count)
    var variance = (1..<max(steps, 1)).reduce(own) { $0 + 2 * covariance($1) } / count
    if variance <= 0 { (steps, variance) = (1, own / count) }
    let horizon = Double(steps)
    let correction = (count + 1 - 2 * horizon + horizon * (horizon - 1) / count) / count
    // Equal differences leave a variance of rounding errors only, which says nothing.
    let size = differences.reduce(0) { max($0, abs($1)) }
    guard differences.count >= 2, correction > 0, own > size * size * 1e-24 else {
      (statistic, probability) = (nil, nil)
      return
    }
    let value = correction.squareRoot() * mean / variance.squareRoot()
    statistic = value
    probability = StudentDistribution.probability(beyond: value, degrees: differences.count - 1)
  }
}
