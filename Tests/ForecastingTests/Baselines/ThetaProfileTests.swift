import Testing

@testable import ForecastForecasting

@Suite struct ThetaProfileTests {
  private let values = [0.0, 1, 3, 2, 5, 4, 7, 9]
  private let intercepts = [Double](repeating: 0, count: 9)
  private let slopes = [Double](repeating: 0.5, count: 9)
  private let alphas = SIMD4(0.1, 0.4, 0.7, 0.99)

  private func squares(_ solution: ThetaProfile.Solution) -> Double {
    var level = solution.start
    var total = 0.0
    for (index, value) in values.enumerated() {
      let decay = 1 - solution.alpha
      var power = 1.0
      for _ in 0...index { power *= decay }
      let said = level + solution.lineWeight * 0.5 * (1 - power) / solution.alpha
      if index >= ThetaModel.warmUp { total += (value - said) * (value - said) }
      level += solution.alpha * (value - level)
    }
    return total
  }

  private var profile: ThetaProfile {
    ThetaProfile(values: values, intercepts: intercepts, slopes: slopes, alphas: alphas)
  }

  @Test(arguments: [0.0, 0.5, nil])
  func `the squares are those of the model's own errors`(_ weight: Double?) {
    for lane in 0..<4 {
      for reach in [0.25, Double.infinity] {
        let solution = profile.solution(lane, lineWeight: weight, reach: reach)
        #expect(abs(squares(solution) - solution.squares) < 1e-9)
        #expect(abs(solution.start) <= reach)
        #expect(0...1 ~= solution.lineWeight)
      }
    }
  }

  @Test func `no other first level or line weight is better`() {
    for lane in 0..<4 {
      let best = profile.solution(lane, lineWeight: nil, reach: 2)
      for change in [-0.01, 0.01] {
        var other = best
        other.start = min(max(best.start + change, -2), 2)
        #expect(squares(other) >= best.squares - 1e-9)
        other = best
        other.lineWeight = min(max(best.lineWeight + change, 0), 1)
        #expect(squares(other) >= best.squares - 1e-9)
      }
    }
  }
}
