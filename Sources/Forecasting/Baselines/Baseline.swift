/// A free rule that says each next value from the values before: what a network must beat.
public struct Baseline: Sendable {
  /// How much of the past a rule looks at.
  public enum Memory: Sendable, Hashable {
    /// So many of the longest season, counted from the end.
    case seasons(Int)
    /// All of it: the rule estimates something, and costs accordingly.
    case everything
  }

  /// The name that options and reports use.
  public let name: String
  /// How much of the past the rule looks at.
  public let memory: Memory
  /// Forecasts `horizon` steps from values (NaN where missing, at least one is there) and the seasons.
  let rule: @Sendable (_ values: ArraySlice<Double>, _ seasons: Seasons, _ horizon: Int) -> [Double]

  /// Makes a rule.
  ///
  /// - Parameters:
  ///   - name: the name that options and reports use.
  ///   - memory: how much of the past it looks at.
  ///   - rule: what it says.
  init(
    name: String, memory: Memory,
    rule:
      @escaping @Sendable (
        _ values: ArraySlice<Double>, _ seasons: Seasons, _ horizon: Int
      ) -> [Double]
  ) {
    self.name = name
    self.memory = memory
    self.rule = rule
  }

  /// Applies the rule.
  ///
  /// - Parameters:
  ///   - values: the past, NaN where a value is missing; at least one value is there.
  ///   - seasons: the season lengths, in steps.
  ///   - horizon: how many steps are asked for.
  /// - Returns: one value a step.
  public func forecast(
    _ values: ArraySlice<Double>, seasons: Seasons, horizon: Int
  ) -> [Double] {
    rule(values, seasons, horizon)
  }

  /// Applies the rule to a series with one season.
  ///
  /// - Parameters:
  ///   - values: the past, NaN where a value is missing; at least one value is there.
  ///   - season: the season length m, in steps; 1 for none.
  ///   - horizon: how many steps are asked for.
  /// - Returns: one value a step.
  public func forecast(
    _ values: ArraySlice<Double>, season: Int, horizon: Int
  ) -> [Double] {
    rule(values, Seasons(season), horizon)
  }

  /// The part of the past that the rule looks at.
  func remembered(_ values: ArraySlice<Double>, seasons: Seasons) -> ArraySlice<Double> {
    switch memory {
    case .seasons(let count): values.suffix(count * seasons.longest)
    case .everything: values
    }
  }
}
