import Testing

@testable import ForecastForecasting

/// datasets/air-passengers.csv.
let airPassengers: [Double] = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135,
  125, 149, 170, 170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199,
  184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194,
  196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227,
  234, 264, 302, 293, 259, 229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347,
  312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306,
  315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348,
  363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559,
  463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
]

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
