import Testing

@testable import ForecastForecasting

@Suite struct PieceByPieceTests {
  @Test func `without a deadline every piece begins`() {
    var pace = PieceByPiece(FitContext(), expecting: .infinity)
    let begun = (0..<3).map { _ in pace.hasTimeForNext() }
    #expect(begun == [true, true, true] && !pace.wasLate)
  }

  /// Looks come at 0, 4, 8: after the third only 2 of the 10 seconds are left, and a piece takes 4.
  @Test func `a piece that would end late does not begin, nor any after it`() {
    let context = FitContext(deadline: TestClock(tick: .seconds(4)).deadline(after: 10))
    var pace = PieceByPiece(context)
    let begun = (0..<4).map { _ in pace.hasTimeForNext() }
    #expect(begun == [true, true, false, false] && pace.wasLate)
  }

  @Test(arguments: [(9.0, true), (11, false), (.infinity, false)])
  func `the first piece begins unless it is expected to be late`(
    _ expected: Double, _ begins: Bool
  ) {
    var pace = PieceByPiece(
      FitContext(deadline: TestClock().deadline(after: 10)), expecting: expected)
    let begun = pace.hasTimeForNext()
    #expect(begun == begins)
  }
}
