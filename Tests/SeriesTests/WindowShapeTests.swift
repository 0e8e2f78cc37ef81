import Testing

@testable import ForecastSeries

@Suite struct WindowShapeTests {
  @Test func `seasonal lags add an input a step ahead`() {
    let plain = WindowShape(
      lookback: 15, horizon: 6, season: 12, level: .lastValue, base: .lastValue)
    #expect(plain.inputSize == 15)
    let long = WindowShape(
      lookback: 15, horizon: 6, season: 12, longSeason: 84, level: .lastValue, base: .lastValue)
    #expect(long.inputSize == 21)
  }

  @Test func `the reach is the longest look back`() {
    func reach(
      _ lookback: Int, long: Int? = nil, _ level: WindowShape.Level, _ base: WindowShape.Base
    ) -> Int {
      WindowShape(
        lookback: lookback, horizon: 3, season: 7, longSeason: long, level: level, base: base
      ).reach
    }
    #expect(reach(4, .lastValue, .lastValue) == 4)
    #expect(reach(4, .seasonMean, .lastValue) == 7)
    #expect(reach(4, .lastValue, .seasonalMean(seasons: 3)) == 21)
    #expect(reach(4, long: 50, .seasonMean, .seasonalMean(seasons: 3)) == 50)
    #expect(reach(30, .seasonMean, .seasonalMean(seasons: 3)) == 30)
  }
}
