import Testing

@testable import ForecastForecasting

@Suite struct ConformalSampleTests {
  private func sample(_ count: Int, weight: Double = 1) -> ConformalSample {
    var sample = ConformalSample()
    for score in (1...count).reversed() { sample.add(Double(score), weight: weight) }
    return sample
  }

  @Test func `19 scores show 5 % on a side and 39 show 2.5 %, at their largest`() {
    #expect(sample(18).quantile(tail: 0.05) == nil)
    #expect(sample(19).quantile(tail: 0.05) == 19)
    #expect(sample(38).quantile(tail: 0.025) == nil)
    #expect(sample(39).quantile(tail: 0.025) == 39)
    #expect(sample(8).quantile(tail: 0.1) == nil)
    #expect(sample(9).quantile(tail: 0.1) == 9)
  }

  @Test(arguments: [0.25, 0.1, 0.05, 0.025, 0.005, 0.0005])
  func `the rank is the ⌈(n + 1)(1 − α)⌉-th, and the count needed is the first that has one`(
    _ tail: Double
  ) {
    let needed = ConformalSample.countNeeded(tail: tail)
    #expect(sample(needed - 1).quantile(tail: tail) == nil)
    for count in [needed, needed + 1, 2 * needed, 5 * needed + 3] {
      let rank = (Double(count + 1) * (1 - tail) - 1e-6).rounded(.up)
      #expect(sample(count).quantile(tail: tail) == rank)
    }
  }

  @Test func `the counts that a user is told`() {
    #expect(
      [0.1, 0.05, 0.025, 0.005, 0.0005].map(ConformalSample.countNeeded(tail:))
        == [9, 19, 39, 199, 1_999])
  }

  @Test func `scores of half a weight count half`() {
    #expect(sample(77, weight: 0.5).quantile(tail: 0.025) == nil)
    #expect(sample(78, weight: 0.5).quantile(tail: 0.025) == 78)
    // Σ w = 100, so 0.9 · 101 = 90.9 is wanted: the 182nd of halves.
    #expect(sample(200, weight: 0.5).quantile(tail: 0.1) == 182)
  }

  @Test func `nothing has no quantile`() {
    #expect(ConformalSample().quantile(tail: 0.25) == nil)
  }
}
