import Testing

@testable import ForecastForecasting

@Suite struct StudentDistributionTests {
  /// Statistic, degrees of freedom and two-sided probability, from scipy.stats.t.
  @Test(arguments: [
    (1.0, 1, 0.5), (0.5, 7, 0.632_407_135_689_284_4), (6.0, 2, 0.026_671_473_215_424_77),
    (2.570_581_835_636_314, 5, 0.050_000_000_000_000_07), (0.001, 4, 0.999_250_000_156_25),
    (1.96, 100_000, 0.049_998_563_194_301_68), (40, 30, 1.372_604_519_440_641_7e-27),
  ])
  func `known probabilities come out, small ones too`(
    _ statistic: Double, _ degrees: Int, _ probability: Double
  ) {
    let found = StudentDistribution.probability(beyond: statistic, degrees: degrees)
    #expect(abs(found - probability) <= 1e-11 * probability)
    #expect(StudentDistribution.probability(beyond: -statistic, degrees: degrees) == found)
  }

  @Test func `nothing is certain, infinity is impossible`() {
    #expect(StudentDistribution.probability(beyond: 0, degrees: 3) == 1)
    #expect(StudentDistribution.probability(beyond: .infinity, degrees: 3) == 0)
    #expect(StudentDistribution.probability(beyond: .nan, degrees: 3).isNaN)
  }

  @Test func `with two degrees it is the closed form`() {
    for statistic in [0.01, 0.7, 1.3, 4.0, 25.0] {
      let closed = 1 - statistic / (2 + statistic * statistic).squareRoot()
      let found = StudentDistribution.probability(beyond: statistic, degrees: 2)
      #expect(abs(found - closed) < 1e-14)
    }
  }
}
