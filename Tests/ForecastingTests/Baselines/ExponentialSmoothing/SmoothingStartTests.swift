import Testing

@testable import ForecastForecasting

/// Beside `initstate` of statsforecast 2.1.1, whose season lies the other way round.
@Suite struct SmoothingStartTests {
  private func isClose(_ a: [Double], _ b: [Double]) -> Bool { largestDifference(a, b) < 1e-8 }

  @Test func `three seasons are decomposed`() {
    let start = SmoothingStart(slopedQuarters, season: 4, kind: .additive)
    #expect(isClose([start.line.level, start.line.growth], [100.79166667, 2.12982094]))
    #expect(isClose(start.season, [8.32954545, -9.32954545, 2.38636364]))
  }

  @Test func `a season can multiply`() {
    let start = SmoothingStart(slopedQuarters, season: 4, kind: .multiplicative)
    #expect(isClose([start.mean], [112.57604544]))
    #expect(isClose(start.season, [1.05630576, 0.93538384, 1.01705285]))
  }

  @Test func `fewer seasons get a line and a harmonic`() {
    let start = SmoothingStart(Array(slopedQuarters.prefix(10)), season: 4, kind: .additive)
    #expect(isClose([start.line.level, start.line.growth], [99.20873786, 2.43932039]))
    #expect(isClose(start.season, [9.91262136, -6.52669903, 2.03398058]))
  }

  @Test func `without a season the line goes through ten values`() {
    let values = (0..<20).map { $0 < 10 ? 3 + 2 * Double($0) : 100 }
    let start = SmoothingStart(values, season: 4, kind: .none)
    #expect(isClose([start.line.level, start.line.growth, start.mean], [1, 2, 12]))
    #expect(start.season.isEmpty)
  }
}
