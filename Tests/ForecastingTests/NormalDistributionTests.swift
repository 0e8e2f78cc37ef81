import Testing

@testable import ForecastForecasting

@Suite struct NormalDistributionTests {
  /// Probability and quantile, from scipy.special.ndtri.
  @Test(arguments: [
    (0.5, 0.0), (0.75, 0.674_489_750_196_081_7), (0.9, 1.281_551_565_544_600_4),
    (0.975, 1.959_963_984_540_054), (0.995, 2.575_829_303_548_900_4),
    (0.0005, -3.290_526_731_491_894_5), (1e-9, -5.997_807_015_007_686_5),
  ])
  func `known quantiles come out`(_ probability: Double, _ quantile: Double) {
    #expect(abs(NormalDistribution.quantile(probability) - quantile) < 1e-12)
  }

  @Test func `the two tails are alike`() {
    for probability in [0.01, 0.1, 0.3] {
      let sum =
        NormalDistribution.quantile(probability) + NormalDistribution.quantile(1 - probability)
      #expect(abs(sum) < 1e-12)
    }
  }
}
