import Testing

@testable import ForecastForecasting

@Suite struct HoltTests {
  @Test func `a slope is carried on`() {
    let line = (0..<30).map { 5 + 2 * Double($0) + ($0.isMultiple(of: 2) ? 0.1 : -0.1) }
    let said = Baseline.holt.forecast(line[...], season: 1, horizon: 3)
    for (step, value) in said.enumerated() {
      #expect(abs(value - (65 + 2 * Double(step))) < 0.3)
    }
  }

  /// What Holt() of statsforecast 2.1.1 says: see Tests/Benchmarks/smoothing_reference.py.
  @Test func `it says what statsforecast says`() {
    let said = Baseline.holt.forecast(airPassengers[...], season: 12, horizon: 4)
    let expected = [434.2388135173581, 436.48160242085385, 438.72439132434954, 440.9671802278453]
    #expect(largestDifference(said, expected) < 1e-4)
    let quarters = Baseline.holt.forecast(slopedQuarters[...], season: 4, horizon: 4)
    let others = [199.50898355322514, 201.50967507285156, 203.510366592478, 205.51105811210442]
    #expect(largestDifference(quarters, others) < 1e-4)
  }

  @Test func `a short series gets simple smoothing`() {
    let values = [3.0, 5, 4, 6, 5][...]
    let simple = Baseline.ses.forecast(values, season: 1, horizon: 2)
    #expect(Baseline.holt.forecast(values, season: 1, horizon: 2) == simple)
  }
}

/// The largest |a − b| / |b|.
func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
  a.count == b.count ? zip(a, b).map { abs($0 - $1) / abs($1) }.max() ?? 0 : .infinity
}
