import ForecastSeries
import ForecastStorage
import Testing

@testable import ForecastForecasting

@Suite struct HeldOutFiguresTests {
  private func window(_ said: [Double], _ came: [Double]) -> ScoredWindow {
    let rows = series([0, 2, 0, 2, 0])
    return ScoredWindow(
      Forecast(
        identifier: "", cutoff: rows.axis.timestamp(at: 4), axis: rows.axis.advanced(by: 5),
        median: said, intervals: [], method: "lstm"),
      actuals: came, history: rows.values, season: 1)
  }

  @Test func `errors are scaled and averaged step by step`() throws {
    let figures = try #require(
      HeldOutFigures(
        of: [window([1, 1, 1], [2, 1, .nan]), window([4, 4, 4], [1, 4, .nan])], horizon: 3))
    #expect(figures.maseBySteps == [1, 0, nil])
    #expect(figures.mase == 0.5)
    #expect(HeldOutFigures(of: [], horizon: 3) == nil)
    #expect(HeldOutFigures(of: [window([1], [.nan])], horizon: 1) == nil)
  }

  private func read(_ text: String, horizon: Int = 2) throws -> HeldOutFigures? {
    try HeldOutFigures.figures(
      in: SafetensorsFile(metadata: ["held_out": text]), horizon: horizon,
      reader: ArchiveReader(metadata: ["held_out": text], path: "m"))
  }

  @Test func `they go into a model file and come back`() throws {
    let figures = HeldOutFigures(mase: 0.7, maseBySteps: [0.1, nil])
    let text = JSONWriter.text(figures.json)
    #expect(text == #"{"mase":0.7,"mase_by_step":[0.1,null]}"#)
    #expect(try read(text) == figures)
    #expect(
      try HeldOutFigures.figures(
        in: SafetensorsFile(), horizon: 2, reader: ArchiveReader(metadata: [:], path: "m")) == nil)
  }

  @Test(arguments: [
    #"{"mase":0.7,"mase_by_step":[0.1]}"#, #"{"mase":0.7,"mase_by_step":[0.1,-1]}"#,
    #"{"mase":0.7,"mase_by_step":[0.1,"x"]}"#, #"{"mase":0.7}"#,
    #"{"mase":-0.7,"mase_by_step":[0.1,null]}"#, #"{"mase":"x","mase_by_step":[0.1,null]}"#, "{}",
  ])
  func `what is no figure is refused`(_ text: String) {
    #expect(forecastingError { _ = try read(text) }?.kind == .model)
  }
}
