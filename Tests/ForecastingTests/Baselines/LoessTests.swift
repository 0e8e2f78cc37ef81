import Testing

@testable import ForecastForecasting

@Suite struct LoessTests {
  private let line = (0..<30).map { 3 - 0.5 * Double($0) }

  @Test func `a local line follows a line to its ends and beside them`() {
    let loess = Loess(span: 7, isLinear: true)
    #expect(relativeDifference(loess.smoothed(line), line) < 1e-12)
    #expect(abs(loess.fit(line, at: -1) - 3.5) < 1e-12)
    #expect(abs(loess.fit(line, at: 30) + 12) < 1e-12)
  }

  @Test func `a local mean of a constant is the constant`() {
    let loess = Loess(span: 5, isLinear: false)
    for value in loess.smoothed([2, 2, 2, 2, 2, 2, 2]) { #expect(abs(value - 2) < 1e-15) }
  }

  /// The tricube at distances 0, 1 and 2 of a bandwidth of 3 is 1, (26/27)³ and (19/27)³.
  @Test func `a value counts by the tricube of its distance`() {
    let loess = Loess(span: 7, isLinear: true)
    var impulse = [Double](repeating: 0, count: 21)
    impulse[10] = 1
    let near = 17_576.0 / 19_683
    let far = 6_859.0 / 19_683
    let total = 1 + 2 * near + 2 * far
    #expect(abs(loess.fit(impulse, at: 10) - 1 / total) < 1e-15)
    #expect(abs(loess.fit(impulse, at: 9) - near / total) < 1e-15)
    #expect(abs(loess.fit(impulse, at: 12) - far / total) < 1e-15)
  }

  @Test func `between the fitted positions there are straight lines`() {
    let loess = Loess(span: 5, isLinear: true)
    let values = (0..<11).map { Double($0 * $0) }
    let coarse = loess.smoothed(values, stride: 4)
    for position in [0, 4, 8, 10] { #expect(coarse[position] == loess.fit(values, at: position)) }
    #expect(abs(coarse[2] - (coarse[0] + coarse[4]) / 2) < 1e-12)
    #expect(abs(coarse[9] - (coarse[8] + coarse[10]) / 2) < 1e-12)
  }

  @Test func `fewer values than the span are no trouble`() {
    #expect(Loess(span: 9, isLinear: true).smoothed([4]) == [4])
    #expect(Loess(span: 9, isLinear: true).smoothed([4, 6]).allSatisfy { $0.isFinite })
  }
}
