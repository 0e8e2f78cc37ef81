import Testing

@testable import ForecastForecasting

@Suite struct WindowReferenceTests {
  @Test func `it holds what a window made by itself would compute`() {
    let history = seasonalValues(1, count: 20)
    let actuals = [60.0, .nan, 70]
    let shared = WindowReference(actuals: actuals, history: history[...], season: 4)
    let alone = window([1, 2, 3], actuals: actuals, history: history, season: 4)
    let scored = ScoredWindow(forecast([1, 2, 3]), against: shared)
    #expect(scored.absoluteScale == alone.absoluteScale)
    #expect(scored.squaredScale == alone.squaredScale)
    #expect(scored.seasonalNaive == alone.seasonalNaive)
    #expect(scored.naive2 == alone.naive2)
    #expect(scored.observedCount == 2)
    #expect(figure("mase", [scored]) == figure("mase", [alone]))
    #expect(figure("owa", [scored]) == figure("owa", [alone]))
  }

  @Test func `some steps keep the scales`() {
    let whole = WindowReference(
      actuals: [1, 2, 3], history: [2, 6, 3, 9], season: 2)
    let part = whole.steps(1..<3)
    #expect(part.actuals == [2, 3])
    #expect(part.absoluteScale == whole.absoluteScale)
    #expect(part.seasonalNaive == Array(whole.seasonalNaive[1..<3]))
    #expect(part.naive2 == Array(whole.naive2[1..<3]))
  }
}
