import ForecastRecurrent
import ForecastSeries

/// What the rules of a blend say of many series: their mean, computed on all threads.
struct RuleForecasts {
  let rules: [Baseline]
  let seasons: Seasons
  let horizon: Int

  /// The mean of the rules for each stretch of values; nil where there is none to go by.
  ///
  /// - Parameters:
  ///   - pasts: the values before each cutoff, NaN where one is missing.
  ///   - threads: how many threads share the work; the result does not depend on it.
  /// - Returns: one array of `horizon` values a stretch.
  func means(of pasts: [ArraySlice<Double>], threads: Int) -> [[Double]?] {
    var results = pasts.map { Piece(past: $0) }
    SideBySide.forEach(&results, threads: max(1, min(threads, pasts.count))) { _, piece in
      piece.said = mean(of: piece.past)
    }
    return results.map(\.said)
  }

  private struct Piece: Sendable {
    let past: ArraySlice<Double>
    var said: [Double]?
  }

  private func mean(of past: ArraySlice<Double>) -> [Double]? {
    guard !rules.isEmpty, past.contains(where: { !$0.isNaN }) else { return nil }
    var sum = [Double](repeating: 0, count: horizon)
    for rule in rules {
      let said = rule.forecast(
        rule.remembered(past, seasons: seasons), seasons: seasons, horizon: horizon)
      for step in 0..<horizon { sum[step] += said[step] / Double(rules.count) }
    }
    return sum.allSatisfy(\.isFinite) ? sum : nil
  }
}
