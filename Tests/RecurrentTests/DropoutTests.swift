import Testing

@testable import ForecastRecurrent

struct DropoutTests {
  @Test func `a rate of nothing leaves nothing out`() {
    #expect(Dropout.none.rate == nil)
    #expect(Dropout.perStep(0).rate == nil && Dropout.perSequence(0).rate == nil)
    #expect(Dropout.perStep(0.25).rate == 0.25 && !Dropout.perStep(0.25).isPerSequence)
    #expect(Dropout.perSequence(0.25).rate == 0.25 && Dropout.perSequence(0.25).isPerSequence)
  }

  @Test func `pieces begin after the burn-in, but never after the first output`() {
    func starts(_ truncation: Truncation?, steps: Int, firstOutputStep: Int) -> [Int] {
      Array(
        Backpropagation(truncation: truncation).pieces(
          steps: steps, firstOutputStep: firstOutputStep))
    }
    #expect(starts(nil, steps: 10, firstOutputStep: 4) == [0])
    #expect(starts(Truncation(steps: 4), steps: 10, firstOutputStep: 0) == [0, 4, 8])
    #expect(starts(Truncation(steps: 4, burnIn: 3), steps: 10, firstOutputStep: 5) == [3, 7])
    #expect(starts(Truncation(steps: 4, burnIn: 8), steps: 10, firstOutputStep: 5) == [5, 9])
    #expect(Backpropagation().longestPiece(steps: 10) == 10)
    #expect(Backpropagation(truncation: Truncation(steps: 4)).longestPiece(steps: 10) == 4)
    #expect(Backpropagation(truncation: Truncation(steps: 40)).longestPiece(steps: 10) == 10)
  }
}
