import Testing

@testable import ForecastForecasting

@Suite struct ModelComparisonTests {
  private func result(_ name: String, _ errors: [String: [Double]]) -> Backtest.Result {
    Backtest.Result(
      name: name,
      folds: [
        errors.keys.sorted().flatMap { id in
          (errors[id] ?? []).enumerated().map { window(error: $1, id: id, cutoff: $0) }
        }
      ])
  }

  @Test func `one series is tested over its cutoffs`() throws {
    let one = result("a", ["s": [1, 2, 3, 5]])
    let other = result("b", ["s": [2, 2, 5, 6]])
    let found = try ModelComparison(one, against: other, horizon: 6, stride: 3)
    #expect(found.test == .dieboldMariano)
    #expect(found.model == "a" && found.other == "b")
    #expect(found.loss == 2.75 && found.otherLoss == 3.75)
    // Six steps ahead of cutoffs three apart: neighbours share forecast times.
    #expect(found.outcome == DieboldMariano([-1, 0, -2, -1], overlap: 2))
    let apart = try ModelComparison(one, against: other, horizon: 6, stride: 6)
    #expect(apart.outcome == DieboldMariano([-1, 0, -2, -1], overlap: 1))
  }

  @Test func `several series count once each`() throws {
    let one = result("a", ["r": [1, 3], "s": [4], "t": [2, 2, 5]])
    let other = result("b", ["r": [2, 6], "s": [3], "t": [1, 1, 1]])
    let found = try ModelComparison(one, against: other, horizon: 6, stride: 1)
    #expect(found.test == .pairedSeries)
    #expect(found.outcome == DieboldMariano([-2, 1, 2]))
    #expect(isNear(found.loss, 3))
  }

  @Test func `windows of both models are compared, and no others`() throws {
    let one = result("a", ["r": [1, 3, 9], "s": [4]])
    let other = result("b", ["r": [2, 6], "s": [3], "t": [1, 1]])
    let found = try ModelComparison(one, against: other, horizon: 1, stride: 1)
    #expect(found.outcome == DieboldMariano([-2, 1]))
  }

  @Test func `too little to compare is refused`() {
    let message = forecastingError {
      _ = try ModelComparison(
        result("a", ["s": [1]]), against: result("b", ["s": [2]]), horizon: 1, stride: 1)
    }
    #expect(
      message?.description
        == "one cutoff of one series is too little to compare 'a' with 'b'; hint: more --folds, or a "
        + "shorter --stride")
  }
}
