import Glibc
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct StepDistributionTests {
  private func distribution(
    _ said: Forecast, _ transform: ValueTransform = .unit(1)
  ) -> StepDistribution {
    StepDistribution(
      said, step: 0, transform: transform,
      scores: StepDistribution.scores(of: said.intervals.map(\.level)))
  }

  /// A lognormal distribution with its exact quantiles.
  private func lognormal(_ location: Double, _ deviation: Double) -> Forecast {
    forecast(
      [exp(location)],
      ends: [50, 80, 95].map { level in
        let end = deviation * NormalDistribution.quantile((100 + level) / 200)
        return (level, [exp(location - end)], [exp(location + end)])
      })
  }

  @Test func `quantiles that were given are met, others lie on the normal curve between`() {
    let normal = distribution(normalForecast(deviations: [2]))
    for score in [-3.0, -1.5, -0.3, 0, 0.7, 2.2, 3.9] {
      #expect(abs(normal.value(atScore: score) - 2 * score) < 1e-9)
    }
    // Nothing is said beyond one in 30,000.
    #expect(abs(normal.value(atScore: 9) - 8) < 1e-9)
  }

  @Test func `the mean of a symmetric distribution is its median`() {
    #expect(abs(distribution(normalForecast(deviations: [3])).mean()) < 1e-12)
  }

  /// The tails are cut at four deviations, which takes 3e-5 of the probability: 1e-3 of this mean.
  @Test(arguments: [0.1, 0.4, 0.8])
  func `the mean of a lognormal distribution is exp(μ + σ²/2)`(_ deviation: Double) {
    let mean = distribution(lognormal(2, deviation), .logarithm).mean()
    #expect(abs(mean / exp(2 + deviation * deviation / 2) - 1) < 1e-3)
  }

  @Test func `a skewed distribution has a mean on its long side`() {
    let skewed = distribution(forecast([0], ends: [(80, [-1], [4])]))
    // Half of each side's mean, 1/√(2π) times its slope, in the cut normal distribution.
    let slope = 3 / NormalDistribution.quantile(0.9)
    #expect(abs(skewed.mean() - slope / (2 * Double.pi).squareRoot()) < 1e-3)
  }

  @Test func `bounds take part in the mean`() {
    let normal = distribution(normalForecast(deviations: [1]))
    // E max(0, Z) = 1/√(2π), of which the tail beyond four deviations is 1.4e-4.
    #expect(abs(normal.mean(lowest: 0) - 0.398_942) < 1.5e-4)
    #expect(abs(normal.mean(lowest: 0, highest: 0)) < 1e-12)
    #expect(abs(normal.mean(lowest: -1, highest: 1)) < 1e-12)
    #expect(abs(normal.mean(lowest: 10) - 10) < 1e-9)
    let positive = distribution(lognormal(0, 0.5), .logarithm)
    #expect(positive.mean(lowest: 0) == positive.mean())
    #expect(abs(positive.mean(highest: 1e-9) - 1e-9) < 1e-15)
  }

  @Test func `a distribution without width, or without intervals, is its median`() {
    #expect(distribution(forecast([7], ends: [(80, [7], [7])])).mean() == 7)
    #expect(distribution(forecast([7], ends: [])).mean() == 7)
    #expect(distribution(forecast([7], ends: [])).value(atScore: 1) == 7)
  }

  @Test func `later values at or below zero are measured as they are`() {
    let late = distribution(forecast([-2], ends: [(80, [-4], [0])]), .logarithm)
    #expect(abs(late.mean() + 2) < 1e-12)
  }
}
