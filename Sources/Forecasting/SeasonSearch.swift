/// Finds a season where no calendar names one.
public enum SeasonSearch {
  /// The lag with the highest autocorrelation of the detrended values, or 1.
  ///
  /// A lag counts where three cycles of it are there, where it is a local peak, and where its
  /// autocorrelation is large beside the noise of a series of that length.
  ///
  /// - Parameter values: the series, gaps filled.
  /// - Returns: the season length in steps, 1 for none.
  public static func strongestSeason(of values: [Double]) -> Int {
    let longest = min(values.count / 3, 400)
    guard longest >= 2 else { return 1 }
    let detrended = withoutLine(values)
    let total = detrended.reduce(0) { $0 + $1 * $1 }
    guard total > 0 else { return 1 }
    let correlations = (0...(longest + 1)).map { lag in
      zip(detrended.dropFirst(lag), detrended).reduce(0) { $0 + $1.0 * $1.1 } / total
        * Double(values.count) / Double(values.count - lag)
    }
    var best = (lag: 1, correlation: max(0.3, 3 / Double(values.count).squareRoot()))
    for lag in 2...longest
    where correlations[lag] > best.correlation * 1.05
      && correlations[lag] >= correlations[lag - 1] && correlations[lag] >= correlations[lag + 1]
    {
      best = (lag, correlations[lag])
    }
    return best.lag
  }

  /// The values without their least-squares line.
  private static func withoutLine(_ values: [Double]) -> [Double] {
    let count = Double(values.count)
    let meanTime = (count - 1) / 2
    let mean = values.reduce(0, +) / count
    var (covariance, variance) = (0.0, 0.0)
    for (time, value) in values.enumerated() {
      covariance += (Double(time) - meanTime) * (value - mean)
      variance += (Double(time) - meanTime) * (Double(time) - meanTime)
    }
    let slope = variance > 0 ? covariance / variance : 0
    return values.enumerated().map { time, value in
      value - mean - slope * (Double(time) - meanTime)
    }
  }
}
