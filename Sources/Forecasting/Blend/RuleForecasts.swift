import ForecastRecurrent
import ForecastSeries

/// What the rules of a blend say of many series: their mean, computed on all threads.
struct RuleForecasts {
  let rules: [Baseline]
  let seasons: Seasons
  let horizon: Int

  /// The mean of the rules for each stretch of values; nil where there is none to go by, or no
  /// time left.
  ///
  /// - Parameters:
  ///   - pasts: the values before each cutoff, NaN where one is missing.
  ///   - context: its threads, on which the result does not depend, and what was said before.
  /// - Returns: one array of `horizon` values a stretch.
  func means(of pasts: [ArraySlice<Double>], context: FitContext) -> [[Double]?] {
    var results = pasts.map { Piece(past: $0) }
    let threads = max(1, min(context.threads, pasts.count))
    SideBySide.forEach(&results, threads: threads) { _, piece in
      // What is not said is missing at one place; what is waited for would be late everywhere.
      guard !context.isOutOfTime else { return }
      piece.said = mean(of: piece.past, memory: context.ruleMemory)
    }
    return results.map(\.said)
  }

  private struct Piece: Sendable {
    let past: ArraySlice<Double>
    var said: [Double]?
  }

  private func mean(of past: ArraySlice<Double>, memory: RuleMemory) -> [Double]? {
    guard !rules.isEmpty, past.contains(where: { !$0.isNaN }) else { return nil }
    var sum = [Double](repeating: 0, count: horizon)
    for rule in rules {
      let said = memory.forecast(of: rule, after: past, seasons: seasons, horizon: horizon)
      for step in 0..<horizon { sum[step] += said[step] / Double(rules.count) }
    }
    return sum.allSatisfy(\.isFinite) ? sum : nil
  }
}
