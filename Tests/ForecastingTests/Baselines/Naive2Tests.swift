import Testing

@testable import ForecastForecasting

/// Quarters on a slope: `t = np.arange(48); 100 + 2*t + np.array([0, 10, -8, 4])[t % 4] + t*7 % 5`.
let slopedQuarters = (0..<48).map { (t: Int) -> Double in
  let season: Int = [0, 10, -8, 4][t % 4]
  return Double(100 + 2 * t + season + t * 7 % 5)
}

/// The rule beside `naive2` of the M4 scorer in Python, on numbers that both make alike.
@Suite struct Naive2Tests {
  private func expect(
    _ values: [Double], season: Int, _ expected: [Double],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let said = Baseline.naive2.forecast(values[...], season: season, horizon: expected.count)
    for (value, other) in zip(said, expected) {
      #expect(abs(value - other) <= 1e-12 * abs(other), sourceLocation: sourceLocation)
    }
  }

  @Test func `an even season follows the scorer`() {
    expect(
      slopedQuarters, season: 4,
      [
        196.87671696269086, 209.79614221413368, 185.77946774979534, 202.0, 196.87671696269086,
        209.79614221413368, 185.77946774979534, 202.0, 196.87671696269086,
      ])
  }

  /// `50 + np.array([0, 9, 3, -6, -12, 5, 1])[t % 7] + t*5 % 3`.
  @Test func `an odd season follows the scorer`() {
    let days = (0..<48).map { (t: Int) -> Double in
      let season: Int = [0, 9, 3, -6, -12, 5, 1][t % 7]
      return Double(50 + season + t * 5 % 3)
    }
    expect(
      days, season: 7,
      [
        51.99986660851496, 50.9998332606437, 60.00013339148505, 53.99993330425748,
        44.99963317341613, 38.99943308618856, 56.0, 51.99986660851496, 50.9998332606437,
      ])
  }

  @Test func `gaps are filled in a straight line first`() {
    var values = slopedQuarters
    for gap in [0, 5, 6, 20, 47] { values[gap] = .nan }
    expect(
      values, season: 4,
      [
        182.38109901331478, 192.58295350274227, 172.57242812078806, 186.0, 182.38109901331478,
        192.58295350274227,
      ])
  }

  @Test func `a trend that the test calls seasonal is carried on by flat indices`() {
    expect((0..<48).map { 10 + 3 * Double($0) }, season: 4, [151, 151, 151])
  }

  @Test func `without a season it is the naive rule`() {
    expect((0..<48).map { Double(100 + $0 * $0 * 37 % 41) }, season: 12, [120, 120, 120])
    expect(Array(slopedQuarters.prefix(11)), season: 4, [112, 112])
    expect(slopedQuarters, season: 1, [202, 202])
  }

  /// 0, 2, −2, 0 again and again, and five more from the seventeenth on: the test says seasonal, the
  /// trend is zero at first, and the scorer's infinite indices mean none.
  @Test func `a trend of zero under a value gives no index at all`() {
    let values = (0..<32).map { (t: Int) -> Double in
      let season: Double = [0, 2, -2, 0][t % 4]
      return season + (t < 16 ? 0 : 5)
    }
    expect(values, season: 4, [5, 5, 5, 5, 5, 5])
  }

  @Test func `a last index of zero gives no index either`() {
    let rare = (0..<48).map { $0 % 6 == 4 ? 5.0 : 0 }
    expect(rare, season: 6, [0, 0, 0, 0, 0, 0])
  }
}
