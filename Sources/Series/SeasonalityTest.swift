/// Whether a series is seasonal by the rule of the M4 competition.
///
/// The rule tests the raw autocorrelation at the season's lag against a 90 % band. It calls a pure trend
/// seasonal and misses a strong season on a slope, so no network is chosen by it: it is kept for the
/// benchmark Naive2 and the Theta methods, which are defined by it.
public enum SeasonalityTest {
  /// Whether `values` pass the test at lag `season`.
  ///
  /// - Parameters:
  ///   - values: the series, gaps filled.
  ///   - season: the season length m, in steps.
  ///   - fewestSeasons: how many seasons the test asks for: three by M4's rule, two by the Theta methods'.
  /// - Returns: false also for a constant and for a season of one.
  public static func isSeasonal(
    _ values: [Double], season: Int, fewestSeasons: Int = 3
  ) -> Bool {
    guard season > 1, values.count >= fewestSeasons * season else { return false }
    let mean = values.reduce(0, +) / Double(values.count)
    let deviations = values.map { $0 - mean }
    let total = deviations.reduce(0) { $0 + $1 * $1 }
    guard total > 0 else { return false }
    func autocorrelation(_ lag: Int) -> Double {
      zip(deviations.dropFirst(lag), deviations).reduce(0) { $0 + $1.0 * $1.1 } / total
    }
    let earlier = (1..<season).reduce(0.0) { $0 + autocorrelation($1) * autocorrelation($1) }
    let limit = 1.645 * ((1 + 2 * earlier) / Double(values.count)).squareRoot()
    return abs(autocorrelation(season)) > limit
  }
}
