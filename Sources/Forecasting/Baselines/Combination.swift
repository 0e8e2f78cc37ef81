extension Baseline {
  /// The mean of `ets` and `dynamicOptimizedTheta`, which err differently: it errs less than most rules
  /// alone.
  public static let combination = combination(
    named: "combination", of: [.ets, .dynamicOptimizedTheta])

  /// Makes a rule that says the mean of what others say.
  ///
  /// Equal weights: weights that are estimated on a few windows lose more than they gain (Claeskens and
  /// others, 2016).
  ///
  /// - Parameters:
  ///   - name: the name that options and reports use.
  ///   - rules: the others.
  /// - Returns: the rule.
  /// - Precondition: there is at least one of them.
  public static func combination(named name: String, of rules: [Baseline]) -> Baseline {
    precondition(!rules.isEmpty, "a combination has at least one rule")
    return Baseline(name: name, memory: .everything) { values, seasons, horizon in
      let all = rules.map {
        $0.rule($0.remembered(values, seasons: seasons), seasons, horizon)
      }
      let share = 1 / Double(rules.count)
      return (0..<horizon).map { step in
        // From the first one on, so that rules which agree are repeated to the last digit.
        let first = all[0][step]
        return FilledPast.bounded(
          all.reduce(first) { $0 + ($1[step] * share - first * share) })
      }
    }
  }
}
