import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct RulePaceTests {
  private func seconds(_ panel: Panel, tick: Double, after end: Double) -> Double {
    RulePace(
      panel: panel, seasons: Seasons(4), horizon: 3,
      deadline: TestClock(tick: .seconds(tick)).deadline(after: end), threads: 1
    ).secondsPerSeries(of: .theta)
  }

  @Test func `a longer panel costs as much more`() {
    let short = panel([[Double](repeating: 1, count: 2_000)])
    let long = panel([[Double](repeating: 1, count: 6_000)])
    let one = seconds(short, tick: 1, after: 1_000)
    #expect(one > 0 && abs(seconds(long, tick: 1, after: 1_000) - 3 * one) < 1e-9)
  }

  @Test func `nothing is measured after the deadline`() {
    #expect(seconds(seasonalPanel(), tick: 0, after: -1) == .infinity)
    #expect(seconds(seasonalPanel(), tick: 0, after: 1) == 0)
    #expect(seconds(panel([]), tick: 0, after: 1) == 0)
  }
}
