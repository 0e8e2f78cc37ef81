import Testing

@testable import ForecastForecasting

/// Beside statsforecast's `Theta` and `DynamicOptimizedTheta`, which search in three dimensions and stop
/// where a simplex is small: the tolerances are what that leaves open, and 1 % is a tenth of the smallest
/// error of either.
@Suite struct ThetaTests {
  private func difference(
    _ baseline: Baseline, _ values: [Double], _ season: Int, _ expected: [Double]
  ) -> Double {
    relativeDifference(
      baseline.forecast(values[...], season: season, horizon: expected.count), expected)
  }

  private let shuffled = (0..<48).map { Double(100 + $0 * $0 * 37 % 41) }

  @Test func `the Theta method equals statsforecast on passengers`() throws {
    let expected = [
      411.370264, 402.274687, 462.882814, 444.674929, 447.932373, 509.595129, 561.839197,
      559.458086, 490.428899, 427.281306, 371.957371, 419.005811,
    ]
    #expect(difference(.theta, firstYears, 12, expected) < 1e-5)
  }

  @Test func `the dynamic optimised model equals statsforecast on passengers`() throws {
    let expected = [
      412.697645, 404.638583, 466.829101, 449.643481, 454.122646, 517.984847, 572.572797,
      571.621734, 502.383263, 438.819780, 382.977955, 432.517740,
    ]
    #expect(difference(.dynamicOptimizedTheta, firstYears, 12, expected) < 4e-3)
  }

  @Test func `both equal statsforecast on a season that is added`() {
    let below = slopedQuarters.map { $0 - 150 }
    #expect(
      difference(.theta, below, 4, [48.210196, 58.928876, 42.272555, 54.991235, 52.221278]) < 1e-3)
    #expect(
      difference(
        .dynamicOptimizedTheta, below, 4, [48.294496, 60.016149, 44.362813, 58.084486, 56.317532])
        < 1e-3)
  }

  @Test func `both equal statsforecast without a season`() {
    #expect(
      difference(.theta, shuffled, 1, [119.596068, 119.606327, 119.616585, 119.626843]) < 1e-5)
    #expect(
      difference(
        .dynamicOptimizedTheta, shuffled, 1, [119.494958, 119.494958, 119.494958]) < 1e-3)
  }

  @Test(arguments: [Baseline.theta.name, Baseline.dynamicOptimizedTheta.name])
  func `any finite past has a finite forecast`(_ name: String) throws {
    let baseline = try #require(ModelCatalog.baseline(named: name))
    let huge = Double.greatestFiniteMagnitude
    let pasts: [[Double]] = [
      [1, 2], [0, 0, 1], [huge, -huge, huge, -huge, 0, 1, huge, 2, 3, -huge],
      (0..<20).map { $0 % 4 == 0 ? huge : 1 }, (0..<30).map { Double($0 % 5) },
      (0..<9).map { Double($0) * .leastNonzeroMagnitude }, (0..<40).map { -1e-300 * Double($0) },
      [Double](repeating: 0, count: 40) + [1],
    ]
    for past in pasts {
      for season in [1, 4, 5] {
        let said = baseline.forecast(past[...], season: season, horizon: 12)
        #expect(said.allSatisfy { $0.isFinite }, "\(past.prefix(9)), season \(season): \(said)")
      }
    }
  }

  @Test func `a scale is no matter`() throws {
    let values = firstYears
    for baseline in [Baseline.theta, .dynamicOptimizedTheta] {
      let said = baseline.forecast(values[...], season: 12, horizon: 12)
      let scaled = baseline.forecast(values.map { $0 * 0x1p400 }[...], season: 12, horizon: 12)
      #expect(scaled == said.map { $0 * 0x1p400 })
    }
  }
}
