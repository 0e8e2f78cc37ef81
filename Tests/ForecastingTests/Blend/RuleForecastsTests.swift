import Testing

@testable import ForecastForecasting

@Suite struct RuleForecastsTests {
  private static let pasts: [ArraySlice<Double>] = (0..<9).map {
    seasonalValues($0, count: 20 + $0)[...]
  }

  @Test func `the rules have equal shares`() throws {
    let both = RuleForecasts(rules: [.naive, .seasonalNaive], seasons: Seasons(4), horizon: 5)
    for (past, mean) in zip(Self.pasts, both.means(of: Self.pasts, context: FitContext(threads: 1)))
    {
      let naive = Baseline.naive.forecast(past, season: 4, horizon: 5)
      let seasonal = Baseline.seasonalNaive.forecast(past, season: 4, horizon: 5)
      for (said, parts) in zip(try #require(mean), zip(naive, seasonal)) {
        #expect(abs(said - (parts.0 + parts.1) / 2) < 1e-12 * abs(said))
      }
    }
  }

  @Test(arguments: [2, 3, 16])
  func `any number of threads says the same bits`(_ threads: Int) {
    let rules = RuleForecasts(rules: [.naive, .seasonalNaive], seasons: Seasons(4), horizon: 5)
    #expect(
      rules.means(of: Self.pasts, context: FitContext(threads: threads))
        == rules.means(of: Self.pasts, context: FitContext()))
  }

  @Test func `without a value, or without a rule, nothing is said`() {
    let empty: [ArraySlice<Double>] = [[], [.nan, .nan]]
    #expect(
      RuleForecasts(rules: [.naive], seasons: Seasons(1), horizon: 2).means(
        of: empty, context: FitContext(threads: 2))
        == [nil, nil])
    #expect(
      RuleForecasts(rules: [], seasons: Seasons(1), horizon: 2).means(
        of: [[1, 2]], context: FitContext(threads: 1)) == [
          nil
        ])
    #expect(
      RuleForecasts(rules: [.naive], seasons: Seasons(1), horizon: 2).means(
        of: [], context: FitContext(threads: 4)
      )
      .isEmpty)
  }
}
