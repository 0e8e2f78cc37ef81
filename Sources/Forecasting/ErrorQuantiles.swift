/// Quantiles of a forecaster's errors over rolling origins: intervals for whatever says only a point.
struct ErrorQuantiles {
  /// Scaled errors (actual − forecast), one array a step ahead.
  private var errors: [[Double]]

  init(horizon: Int) { errors = [[Double]](repeating: [], count: horizon) }

  /// Adds an error of the forecast `ahead` steps after its origin, in units of the series' scale.
  mutating func add(_ error: Double, ahead: Int) { errors[ahead - 1].append(error) }

  /// The quantiles, one row of `grid.count` a step; the median's is zero, so the point stays.
  ///
  /// A step with too few errors takes those of a random walk whose step has the median size one.
  func table(grid: QuantileGrid) -> [Double] {
    errors.enumerated().flatMap { step, errors in
      quantiles(of: errors.sorted(), grid: grid, stepsAhead: step + 1)
    }
  }

  private func quantiles(
    of sorted: [Double], grid: QuantileGrid, stepsAhead: Int
  ) -> [Double] {
    grid.probabilities.enumerated().map { index, probability in
      if index == grid.medianIndex { return 0 }
      guard sorted.count >= ErrorQuantiles.fewest else {
        return NormalDistribution.quantile(probability) * Double(stepsAhead).squareRoot()
          * ErrorQuantiles.deviationOfUnitMedian
      }
      // The (n + 1) p-th smallest error: right on average in a sample of n.
      let place = min(max(Double(sorted.count + 1) * probability - 1, 0), Double(sorted.count - 1))
      let lower = Int(place)
      let upper = min(lower + 1, sorted.count - 1)
      let quantile = sorted[lower] + (sorted[upper] - sorted[lower]) * (place - Double(lower))
      return index < grid.medianIndex ? min(quantile, 0) : max(quantile, 0)
    }
  }

  /// Below this many errors a sample quantile of 95 % says nothing.
  static let fewest = 20
  /// Standard deviation of normal errors whose absolute median is one.
  static let deviationOfUnitMedian = 1.4826
}
