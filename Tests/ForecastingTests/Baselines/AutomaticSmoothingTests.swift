import Testing

@testable import ForecastForecasting

@Suite struct AutomaticSmoothingTests {
  /// statsforecast 2.1.1, AutoETS: see Tests/Benchmarks/smoothing_reference.py.
  @Test func `it says what statsforecast says`() {
    let air = Baseline.ets.forecast(airPassengers[...], season: 12, horizon: 4)
    let expected = [442.3571687540197, 428.2673662408133, 492.97479338720495, 477.3699955130122]
    #expect(largestDifference(air, expected) < 1e-3)
    let plain = Baseline.ets.forecast(airPassengers[...], season: 1, horizon: 4)
    let others = [436.1566823933227, 440.31714836671284, 444.477614340103, 448.63808031349316]
    #expect(largestDifference(plain, others) < 1e-3)
  }

  @Test(arguments: [1, 4, 12, 24, 25])
  func `any series of any length gets finite values`(season: Int) {
    let odd: [[Double]] = [
      [0, 0, 0, 0, 0, 0, 0, 1], [1e300, -1e300, 1e300, 1e299, 0, 5, 1e300, 1e300],
      [1e-300, 2e-300, 3e-300, 1e-300, 2e-300, 3e-300, 1e-300, 2e-300],
      [-1, -2, -3, -4, -5, -6, -7, -8], [1, 1e-12, 1, 1e-12, 1, 1e-12, 1, 1e-12],
      [1.7e308, -1.7e308, 1.7e308, -1.7e308, 1.7e308, 0, 0, 0],
    ]
    for values in odd {
      for count in 1...8 {
        for repeats in [1, 7] {
          let long = (0..<repeats).flatMap { _ in values.prefix(count) }
          for name in ["ses", "holt", "holt-winters", "ets"] {
            let said = ModelCatalog.baseline(named: name)?.forecast(
              long[...], season: season, horizon: 30)
            #expect(said?.count == 30)
            #expect(said?.allSatisfy { $0.isFinite } == true, "\(name) on \(long)")
          }
        }
      }
    }
  }
}
