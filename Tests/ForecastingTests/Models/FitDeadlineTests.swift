import Testing

@testable import ForecastForecasting

@Suite struct FitDeadlineTests {
  @Test func `the seconds left are those to its end`() {
    let deadline = TestClock().deadline(after: 10)
    #expect(deadline.secondsLeft == 10 && !deadline.hasPassed)
    #expect(deadline.earlier(bySeconds: 4).secondsLeft == 6)
    #expect(deadline.earlier(bySeconds: -4).secondsLeft == 10)
    #expect(deadline.earlier(bySeconds: 10).hasPassed)
    #expect(TestClock().deadline(after: -1).secondsLeft == -1)
  }

  @Test func `each look asks the clock`() {
    let deadline = TestClock(tick: .seconds(1)).deadline(after: 3)
    #expect(deadline.secondsLeft == 3 && deadline.secondsLeft == 2)
    #expect(!deadline.hasPassed && deadline.hasPassed)
  }
}
