import ForecastSeries
import Testing

@testable import ForecastForecasting

@Suite struct IssuedForecastTests {
  private let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.month))

  private func forecast() -> Forecast {
    Forecast(
      identifier: "north", cutoff: axis.timestamp(at: 3), axis: axis.advanced(by: 4),
      median: [5, 6],
      intervals: [PredictionInterval(level: 80, lower: [4, 4], upper: [7, 9])], method: "lstm")
  }

  @Test func `a forecast is written down in the file's own times`() {
    let issued = IssuedForecast(
      forecast(), by: "ab12", stretch: .none(levels: [80]), history: [1, 3, .nan, 7], season: 1,
      style: TimestampStyle(pattern: "yyyy-MM"))
    #expect(
      issued
        == IssuedForecast(
          identifier: "north", cutoff: "1970-04", model: "ab12", method: "lstm", levels: [80],
          stretches: [1], scale: 2,
          steps: [
            .init(time: "1970-05", point: 5, ends: [.init(lower: 4, upper: 7)]),
            .init(time: "1970-06", point: 6, ends: [.init(lower: 4, upper: 9)]),
          ]))
  }

  @Test func `a series that never changed has no scale`() {
    let issued = IssuedForecast(
      forecast(), by: "ab12", stretch: .none(levels: [80]), history: [2, 2, 2], season: 1,
      style: .integer)
    #expect(issued.scale == nil)
  }

  @Test func `an issue is the same by series, cutoff and model`() {
    let one = issue([1, 2])
    #expect(one.isOfSameIssue(as: issue([3, 4], actuals: [9])))
    #expect(!one.isOfSameIssue(as: issue([1, 2], from: 11)))
    #expect(!one.isOfSameIssue(as: issue([1, 2], id: "x")))
    #expect(!one.isOfSameIssue(as: issue([1, 2], model: "n")))
    #expect(!one.isScored && issue([1, 2], actuals: [nil, 2]).isScored)
  }
}
