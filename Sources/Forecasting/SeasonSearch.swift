/// Finds a season where no calendar names one.
public enum SeasonSearch {
  /// The lag with the highest autocorrelation of the detrended values, or 1.
  ///
  /// A lag counts where three cycles of it are there, where its autocorrelation is large beside the
  /// noise of a series of that length, and where it is a peak that rises well above what lies before: a
  /// random walk has high autocorrelations too, but they only fall. Twice and three times a season are
  /// nearly as high as the season itself, so of peaks that differ by noise the first one is taken.
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
    let noise = 1 / Double(values.count).squareRoot()
    var lowest = correlations[1]
    var peaks: [(lag: Int, height: Double)] = []
    for lag in 2...longest {
      let height = correlations[lag]
      if height >= correlations[lag - 1], height >= correlations[lag + 1],
        height > max(leastHeight, 3 * noise), height - lowest > leastRise
      {
        peaks.append((lag, height))
      }
      lowest = min(lowest, height)
    }
    let highest = peaks.map(\.height).max() ?? 0
    return peaks.first { $0.height >= highest - 2 * noise }?.lag ?? 1
  }

  /// An autocorrelation below this makes no season.
  private static let leastHeight = 0.4
  /// How far a peak rises above the lowest autocorrelation before it.
  private static let leastRise = 0.2

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
