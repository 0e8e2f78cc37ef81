import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct FoldTests {
  private let rows = panel([[1, 2, 3, 4], [.nan, .nan, 7, 8], [9, 10, 11, 12]])

  @Test func `what may be learned from ends at the cutoff`() {
    let fold = Fold(known: [3, 4, 1], isScored: [true, false, false])
    let training = fold.training(of: rows)
    #expect(training.identifiers == ["s0", "s1", "s2"])
    #expect(training.offsets == [0, 3, 7, 8])
    #expect(Array(training[0].values) == [1, 2, 3])
    #expect(training[0].lastTimestamp == Timestamp(seconds: 2))
  }

  @Test func `a series without a value up to the cutoff is left out`() {
    let fold = Fold(known: [3, 2, 0], isScored: [true, false, false])
    #expect(fold.training(of: rows).identifiers == ["s0"])
  }
}
