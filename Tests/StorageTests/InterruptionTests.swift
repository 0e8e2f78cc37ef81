import ForecastStorage
import Testing

/// What happens when a signal comes is held by `StopTests`, on the built program: here it would end the
/// tests.
@Suite struct InterruptionTests {
  @Test func `where nobody said stop there is nothing to wait for`() {
    #expect(!Interruption.isUnderWay)
    Interruption.waitForEnd()
    let begin = ContinuousClock().now
    Interruption.pause(milliseconds: 1)
    #expect(ContinuousClock().now > begin)
  }
}
