import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct SamplePathsTests {
  /// An autoregression e(s) = 0.8 e(s − 1) + ε that starts from nothing at the cutoff.
  private static let carry = 0.8
  private static let horizon = 12

  private func course(_ noise: inout Noise) -> [Double] {
    var error = 0.0
    return (0..<Self.horizon).map { _ in
      error = Self.carry * error + noise.next()
      return error
    }
  }

  /// The exact deviation of each step.
  private var deviations: [Double] {
    var variance = 0.0
    return (0..<Self.horizon).map { _ in
      variance = Self.carry * Self.carry * variance + 1
      return variance.squareRoot()
    }
  }

  /// The exact variance of the sum over the horizon.
  private var varianceOfSum: Double {
    var (weight, variance) = (0.0, 0.0)
    for _ in 0..<Self.horizon {
      weight = Self.carry * weight + 1
      variance += weight * weight
    }
    return variance
  }

  private func paths(_ count: Int, _ dependence: PathDependence, seed: UInt64 = 1) -> SamplePaths {
    SamplePaths(
      count, of: normalForecast(deviations: deviations), transform: plain, dependence: dependence,
      bounds: .none, seed: seed)
  }

  private func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  /// The shuffle by ranks.
  ///
  /// A variance of 200 windows spreads by √(2/200) = 10 %; three of it are allowed. Steps on their own
  /// would have a fifth of it.
  @Test func `paths from ranks have the sum's variance of an autoregression`() {
    var noise = Noise(21)
    let windows = (0..<200).map { number in
      CalibrationWindow(
        normalForecast(deviations: deviations, id: "s\(number)"), actuals: course(&noise),
        transform: plain)
    }
    let dependence = PathDependence(fitting: windows, horizon: Self.horizon)
    let sampled = paths(10_000, dependence)
    let sums = variance(sampled.paths.map { $0.reduce(0, +) })
    #expect(abs(sums / varianceOfSum - 1) < 0.3, "\(sums) \(varianceOfSum)")
    let alone = deviations.reduce(0) { $0 + $1 * $1 }
    #expect(alone < 0.25 * varianceOfSum)
  }

  /// With a Gaussian copula the sum's variance is ΣΣ sᵢ sⱼ ρ^|i − j|; of 20,000 paths it spreads by 1 %.
  @Test func `paths from a correlation have the sum's variance that it implies`() {
    let sampled = paths(20_000, PathDependence(ranks: [], correlation: 0.7))
    var expected = 0.0
    for one in 0..<Self.horizon {
      for other in 0..<Self.horizon {
        var product = deviations[one] * deviations[other]
        for _ in 0..<abs(one - other) { product *= 0.7 }
        expected += product
      }
    }
    #expect(abs(variance(sampled.paths.map { $0.reduce(0, +) }) / expected - 1) < 0.03)
  }

  /// Shares of 20,000 paths below a quantile spread by √(p (1 − p) / 20000) at most 0.0035.
  @Test func `each step of the paths is distributed as its forecast says`() {
    let sampled = paths(20_000, PathDependence(ranks: [], correlation: 0.7))
    for step in [0, 5, 11] {
      for probability in [0.025, 0.1, 0.5, 0.9, 0.975] {
        let end = NormalDistribution.quantile(probability) * deviations[step]
        let share = Double(sampled.paths.count { $0[step] < end }) / 20_000
        #expect(abs(share - probability) < 0.011, "\(step) \(probability) \(share)")
      }
    }
  }

  @Test func `a seed and an id say all, and more paths begin with the fewer`() {
    let dependence = PathDependence(ranks: [], correlation: 0.5)
    #expect(paths(5, dependence) == paths(5, dependence))
    #expect(paths(5, dependence) != paths(5, dependence, seed: 2))
    #expect(paths(9, dependence).paths.prefix(5) == paths(5, dependence).paths[...])
  }

  @Test func `a total is the distribution of the sums at the last time`() {
    let said = normalForecast(deviations: deviations)
    let sampled = paths(20_000, PathDependence(ranks: [], correlation: 0))
    let total = sampled.total(of: said, levels: [80, 95])
    #expect(total.horizon == 1 && total.axis.timestamp(at: 0) == said.axis.timestamp(at: 11))
    #expect(total.cutoff == said.cutoff && total.isOrdered && total.mean == nil)
    let deviation = deviations.reduce(0) { $0 + $1 * $1 }.squareRoot()
    // Quantiles of 20,000 sums spread by √(p (1 − p) / 20000) / φ(z): 0.019 deviations at 97.5 %.
    for (interval, score) in zip(total.intervals, [1.281_55, 1.959_96]) {
      #expect(abs(interval.upper[0] / deviation - score) < 0.06)
      #expect(abs(interval.lower[0] / deviation + score) < 0.06)
    }
    let mean = Forecast(
      identifier: said.identifier, cutoff: said.cutoff, axis: said.axis, median: said.median,
      intervals: said.intervals, method: said.method, mean: said.median.map { _ in 2.25 })
    #expect(sampled.total(of: mean, levels: [80]).point == [27])
    let whole = sampled.total(of: mean, levels: [80], isInteger: true)
    #expect(whole.values.allSatisfy { $0 == $0.rounded() })
  }

  @Test func `bounds hold for every value of a path`() {
    let sampled = SamplePaths(
      100, of: normalForecast(deviations: deviations), transform: plain, dependence: .unknown,
      bounds: ForecastBounds(minimum: 0, isInteger: true), seed: 1)
    for path in sampled.paths { #expect(path.allSatisfy { $0 >= 0 && $0 == $0.rounded() }) }
  }
}
