import Testing

@testable import ForecastForecasting

@Suite struct TrainingPaceTests {
  private func seconds(networks: Int, tick: Double, limit: Double = 5) throws -> Double {
    try TrainingPace(settings: .tiny(), panel: seasonalPanel(), secondsAtMost: limit)
      .secondsPerBatch(
        networks: networks,
        deadline: TestClock(tick: .seconds(tick)).deadline(after: 100), context: FitContext(seed: 1)
      )
  }

  @Test func `the clock is looked at between batches`() throws {
    // The look at the start is one tick before the first question of the trainer.
    #expect(abs(try seconds(networks: 1, tick: 1) - 1) < 1e-9)
    #expect(abs(try seconds(networks: 1, tick: 0.25) - 0.25) < 1e-9)
  }

  @Test func `a single batch that takes all the time is what counts`() throws {
    #expect(abs(try seconds(networks: 1, tick: 9) - 18) < 1e-9)
  }

  @Test func `networks that train one after the other take as many times as long`() throws {
    #expect(abs(try seconds(networks: 3, tick: 1) - 3) < 1e-9)
  }

  @Test func `a clock that stands still ends it as well`() throws {
    #expect(try seconds(networks: 1, tick: 0) == 0)
  }
}
