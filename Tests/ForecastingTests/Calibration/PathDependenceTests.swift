import ForecastStorage
import Testing

@testable import ForecastForecasting

@Suite struct PathDependenceTests {
  private func windows(_ count: Int, errors: (_ number: Int) -> [Double]) -> [CalibrationWindow] {
    (0..<count).map { number in
      let actuals = errors(number)
      return CalibrationWindow(
        normalForecast(deviations: actuals.map { _ in 1 }, id: "s\(number)"), actuals: actuals,
        transform: plain)
    }
  }

  @Test func `whole windows give ranks, step by step`() {
    let dependence = PathDependence(
      fitting: windows(20) { [Double($0), Double(-$0), Double(($0 + 5) % 20)] }, horizon: 3)
    #expect(dependence.ranks.count == 20)
    #expect(dependence.ranks[0] == [0, 19, 5])
    #expect(dependence.ranks[19] == [19, 0, 4])
  }

  @Test func `too few whole windows leave the correlation`() {
    var noise = Noise(1)
    let few = PathDependence(fitting: windows(19) { _ in [noise.next(), 0.5] }, horizon: 2)
    #expect(few.ranks.isEmpty)
    let cut = PathDependence(fitting: windows(40) { _ in [noise.next(), .nan] }, horizon: 2)
    #expect(cut.ranks.isEmpty && cut.correlation == 0.5)
    #expect(PathDependence(fitting: [], horizon: 2) == .unknown)
  }

  @Test func `at most 200 windows are kept, from all of them`() {
    var noise = Noise(2)
    let many = PathDependence(
      fitting: windows(1_000) { _ in [noise.next(), noise.next()] }, horizon: 2)
    #expect(many.ranks.count == 200)
    for step in 0..<2 { #expect(many.ranks.map { $0[step] }.sorted() == Array(0..<200)) }
  }

  /// The same number of paths in each fifth of the distribution, whose tails the drawing cannot miss.
  @Test func `scores from ranks are spread evenly and keep the order of the windows`() {
    let dependence = PathDependence(
      fitting: windows(20) { [Double($0), Double(-$0)] }, horizon: 2)
    var random = RandomSource(seed: 3)
    let scores = dependence.scores(paths: 2_000, horizon: 2, using: &random)
    for step in 0..<2 {
      #expect(scores.count { $0[step] < 0 } == 1_000)
      #expect(scores.count { $0[step] < NormalDistribution.quantile(0.2) } == 400)
    }
    #expect(scores.allSatisfy { ($0[0] < 0) == ($0[1] > 0) })
  }

  /// The correlation of 20,000 pairs spreads by (1 − ρ²)/√20000; three of it are allowed.
  @Test(arguments: [0.0, 0.5, 0.9])
  func `an autoregression has its correlation`(_ correlation: Double) {
    var random = RandomSource(seed: 4)
    let scores = PathDependence(ranks: [], correlation: correlation)
      .scores(paths: 20_000, horizon: 3, using: &random)
    func mean(_ first: Int, _ second: Int) -> Double {
      scores.reduce(0) { $0 + $1[first] * $1[second] } / 20_000
    }
    // Products of standard normals spread by √(1 + ρ²) at most 1.42.
    let tolerance = 3 * 1.42 / 20_000.0.squareRoot()
    #expect(abs(mean(0, 1) - correlation) < tolerance)
    #expect(abs(mean(0, 2) - correlation * correlation) < tolerance)
    #expect(abs(mean(2, 2) - 1) < tolerance)
  }

  @Test func `the fast normal score is the exact one`() {
    for probability in [1e-15, 1e-6, 0.001, 0.02, 0.31, 0.5, 0.77, 0.999, 1 - 1e-9] {
      let exact = NormalDistribution.quantile(probability)
      #expect(abs(NormalDistribution.score(probability) - exact) < 1e-7 * max(1, abs(exact)))
    }
  }
}
