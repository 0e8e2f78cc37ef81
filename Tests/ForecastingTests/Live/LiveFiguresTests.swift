import Testing

@testable import ForecastForecasting

@Suite struct LiveFiguresTests {
  @Test func `errors, scaled errors by step and coverage are those of a slow sum`() {
    let figures = LiveFigures(of: [
      issue([10, 10, 10], actuals: [11, 8], from: 0),
      issue([10, 10], half: 3, actuals: [nil, 14], from: 1, scale: 4),
    ])
    #expect(figures.count == 3)
    #expect(figures.timeCount == 3)
    #expect(figures.bias == 1)
    #expect(figures.mae == 7.0 / 3)
    #expect(figures.mase == 2.5 / 3)
    #expect(figures.maseBySteps == [0.5, 1, nil])
    #expect(figures.countBySteps == [1, 2, 0])
    #expect(figures.coverage == [.init(level: 80, share: 1.0 / 3)])
  }

  @Test func `nothing that came is nothing to say`() {
    let figures = LiveFigures(of: [issue([1, 2])])
    #expect(figures.count == 0 && figures.mae == nil && figures.mase == nil && figures.bias == nil)
    #expect(figures.coverage.isEmpty && figures.levelsOff.isEmpty)
    #expect(figures.ratio(to: HeldOutFigures(mase: 1, maseBySteps: [1, 1])) == nil)
  }

  @Test func `the promise is held against the steps that came`() {
    // Step 1 was promised 0.25 and gave 0.5, step 2 was promised 2 and gave 1: one value each.
    let figures = LiveFigures(of: [issue([10, 10, 10], actuals: [11, 8])])
    let promise = HeldOutFigures(mase: 9, maseBySteps: [0.25, 2, 100])
    #expect(figures.ratio(to: promise) == 1.5 / 2.25)
    #expect(figures.ratio(to: HeldOutFigures(mase: 9, maseBySteps: [nil, nil, 1])) == nil)
  }

  /// One forecast of one step a time, `held` of `count` inside.
  private func record(_ held: Int, of count: Int) -> [IssuedForecast] {
    (0..<count).map { issue([0], actuals: [$0 < held ? 0.5 : 5], from: $0) }
  }

  @Test func `an interval is off only where so many times cannot be chance`() {
    #expect(LiveFigures(of: record(0, of: 19)).levelsOff.isEmpty)
    #expect(LiveFigures(of: record(20, of: 40)).levelsOff == [80])
    #expect(LiveFigures(of: record(32, of: 40)).levelsOff.isEmpty)
    #expect(LiveFigures(of: record(40, of: 40)).levelsOff == [80])
    #expect(LiveFigures(of: record(30, of: 40)).levelsOff.isEmpty)
  }
}
