import ForecastSeries
import Synchronization

/// Remembers what costly rules said: a fit asks them about the same rows again and again, to mix, to
/// calibrate and to compare.
///
/// A stretch of rows is known by its length and a hash of its bits, so that nothing that is remembered
/// can belong to other rows.
final class RuleMemory: Sendable {
  private struct Question: Hashable {
    let rule: String
    let seasons: Seasons
    let horizon: Int
    let count: Int
    let digest: Int
  }

  private let answers = Mutex<[Question: [Double]]>([:])

  /// What a rule says of some rows.
  ///
  /// - Parameters:
  ///   - rule: the rule; one that costs nothing is asked again.
  ///   - past: the values before the cutoff, NaN where one is missing.
  ///   - seasons: the season lengths, in steps.
  ///   - horizon: how many steps are asked for.
  /// - Returns: one value a step.
  func forecast(
    of rule: Baseline, after past: ArraySlice<Double>, seasons: Seasons, horizon: Int
  ) -> [Double] {
    let values = rule.remembered(past, seasons: seasons)
    guard rule.memory == .everything else {
      return rule.forecast(values, seasons: seasons, horizon: horizon)
    }
    var hasher = Hasher()
    for value in values { hasher.combine(value.bitPattern) }
    let question = Question(
      rule: rule.name, seasons: seasons, horizon: horizon, count: values.count,
      digest: hasher.finalize())
    if let known = answers.withLock({ $0[question] }) { return known }
    let said = rule.forecast(values, seasons: seasons, horizon: horizon)
    answers.withLock { known in
      if known.count < RuleMemory.mostAnswers { known[question] = said }
    }
    return said
  }

  /// A few megabytes at most.
  private static let mostAnswers = 20_000
}
