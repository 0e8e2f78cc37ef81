import Testing

@testable import ForecastForecasting

@Suite struct CombinationTests {
  @Test func `it says the mean of its rules`() {
    let mean = Baseline.combination(named: "both", of: [.naive, .drift, .seasonalNaive])
    #expect(mean.name == "both")
    let said = mean.forecast([1, 4, 1, 7], season: 2, horizon: 2)
    // naive 7, 7; drift 9, 11; seasonal naive 1, 7.
    #expect(abs(said[0] - 17.0 / 3) < 1e-14)
    #expect(abs(said[1] - 25.0 / 3) < 1e-14)
  }

  @Test func `rules that agree are repeated to the last digit`() {
    let same = Baseline.combination(named: "same", of: [.naive, .naive, .naive])
    #expect(same.forecast([0.1], season: 1, horizon: 1) == [0.1])
  }

  @Test func `huge values of both signs do not overflow`() {
    let huge = Double.greatestFiniteMagnitude
    let pair = Baseline.combination(named: "pair", of: [.naive, .seasonalNaive])
    #expect(pair.forecast([-huge, huge], season: 2, horizon: 1) == [0])
  }
}
