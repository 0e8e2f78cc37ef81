import ForecastSeries

/// Measures how long a rule takes for a series, by the last rows of a few that are spread over the panel.
struct RulePace {
  let panel: Panel
  let seasons: Seasons
  let horizon: Int
  /// Nothing is begun after it.
  let deadline: FitDeadline
  /// How many threads the rule will have; a series is asked about on each at the same time.
  let threads: Int

  /// Seconds for a series of average length; infinity where there was no time to measure.
  func secondsPerSeries(of rule: Baseline) -> Double {
    guard panel.count > 0 else { return 0 }
    let most = min(panel.count, 8 * threads)
    let limit = deadline.secondsLeft * RulePace.share
    let context = FitContext(threads: threads, deadline: deadline)
    var (values, seconds, asked) = (0, 0.0, 0)
    while asked < most, seconds <= limit, !deadline.hasPassed {
      // A rule cannot be stopped, so a very long series is judged by its end.
      let some = (asked..<min(most, asked + threads)).map { number in
        panel[number * panel.count / most].values.suffix(RulePace.longEnough)
      }
      let start = deadline.now()
      _ = RuleForecasts(rules: [rule], seasons: seasons, horizon: horizon)
        .means(of: some, context: context)
      seconds += (deadline.now() - start) / .seconds(1)
      values += some.reduce(0) { $0 + $1.count }
      asked += some.count
    }
    guard values > 0 else { return .infinity }
    return seconds / Double(values) * Double(panel.values.count) / Double(panel.count)
  }

  /// The share of the time left that a measurement may take.
  private static let share = 0.005
  /// Rows after which the cost of a rule grows with their number.
  private static let longEnough = 2_000
}
