import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct FoldCutTests {
  private let backtest = Backtest(horizon: 2, metricSeason: 1)

  @Test func `forecasts find their series, and those that are not scored are left out`() {
    let rows = panel([[1, 2, 4, 5], [.nan, .nan, 6, 7], [1, 3, 5, 7], [2, 2, 3, 9]])
    let fold = Fold(known: [2, 2, 2, 2], isScored: [true, true, false, true])
    var cut = FoldCut(rows, fold: fold, of: backtest)
    cut.measure()
    #expect(Array(cut.training.values) == [1, 2, 1, 3, 2, 2])
    #expect(cut.training.identifiers == ["s0", "s2", "s3"])
    let windows = cut.windows(of: [
      forecast([0, 0], id: "s0"), forecast([0, 0], id: "s2"), forecast([0, 0], id: "s3"),
    ])
    #expect(windows.map(\.forecast.identifier) == ["s0", "s3"])
    #expect(windows.map(\.actuals) == [[4, 5], [3, 9]])
    #expect(windows[0].absoluteScale == 1)
    // A model may have nothing to say of a series.
    #expect(cut.windows(of: [forecast([0, 0], id: "s3")]).map(\.actuals) == [[3, 9]])
  }
}
