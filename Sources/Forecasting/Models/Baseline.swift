/// A free rule that says each next value from the values before: what a network must beat.
public struct Baseline: Sendable {
  /// The name that options and reports use.
  public let name: String
  /// Forecasts `horizon` steps from values (NaN where missing, at least one is there) and the season.
  let rule: @Sendable (_ values: ArraySlice<Double>, _ season: Int, _ horizon: Int) -> [Double]

  /// Applies the rule.
  ///
  /// - Parameters:
  ///   - values: the past, NaN where a value is missing; at least one value is there.
  ///   - season: the season length m, in steps.
  ///   - horizon: how many steps are asked for.
  /// - Returns: one value a step.
  public func forecast(
    _ values: ArraySlice<Double>, season: Int, horizon: Int
  ) -> [Double] {
    rule(values, season, horizon)
  }
}
