import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct ScoredWindowTests {
  @Test func `scales are mean seasonal differences without missing values`() {
    let scored = window([1], actuals: [1], history: [2, 6, .nan, 9, 5, 8], season: 2)
    // 9 − 6 and 8 − 9: the differences with a missing end take no part.
    #expect(scored.absoluteScale == 2)
    #expect(scored.squaredScale == 5)
  }

  @Test func `the references are the rules' own forecasts`() {
    let scored = window([1, 1, 1], actuals: [1, 1, 1], history: [2, 6, .nan, 9, 5, 8], season: 2)
    #expect(scored.seasonalNaive == [5, 8, 5])
    #expect(scored.naive2 == [8, 8, 8])
    let empty = window([1], actuals: [1], history: [.nan])
    #expect(empty.seasonalNaive[0].isNaN && empty.naive2[0].isNaN)
    #expect(empty.absoluteScale == nil && empty.squaredScale == nil)
  }

  @Test func `observed steps are those with a value`() {
    let scored = window([1, 2, 3], actuals: [.nan, 5, .nan], history: [1, 2])
    #expect(scored.observed == [1])
    #expect(scored.observedCount == 1)
    #expect(scored.mean { actual, step in actual + Double(step) } == 6)
    #expect(scored.mean { _, _ in nil } == nil)
  }

  @Test func `some steps of a window are a window with the same scales`() {
    let median = [1.0, 2, 3, 4]
    let scored = window(
      median, actuals: [5, 6, 7, 8], history: [2, 6, 3], season: 2,
      intervals: [interval(80, around: median, 1, 2)])
    let part = scored.steps(1..<3)
    #expect(part.forecast.median == [2, 3])
    #expect(part.actuals == [6, 7])
    #expect(part.forecast.intervals[0].lower == [1, 2])
    #expect(part.forecast.intervals[0].upper == [4, 5])
    #expect(part.absoluteScale == scored.absoluteScale)
    #expect(part.squaredScale == scored.squaredScale)
    #expect(part.seasonalNaive == Array(scored.seasonalNaive[1..<3]))
    #expect(part.naive2 == Array(scored.naive2[1..<3]))
    #expect(part.forecast.cutoff == scored.forecast.cutoff)
    #expect(part.forecast.axis.timestamp(at: 0) == Timestamp(seconds: 4))
  }

  @Test func `the mean over single steps is the mean of the window`() {
    let scored = window([1, 2, 3], actuals: [5, 7, 9], history: [2, 6, 3])
    let steps = (0..<3).compactMap { figure("mae", [scored.steps($0..<($0 + 1))]) }
    #expect(steps == [4, 5, 6])
    #expect(figure("mae", [scored]) == 5)
  }
}
