import ForecastForecasting
import ForecastSeries
import ForecastStorage
import Foundation
import Testing

struct ModelArchiveFilesTests {
  static let panel = Panel(
    frequency: Frequency(.month),
    series: [
      TimeSeries(
        identifier: "a", axis: axis(day: 18_262), values: [1, 3, 2, 4, 3, 5, 4, 6, 5, 7, 6, 8]),
      TimeSeries(identifier: "b", axis: axis(day: 18_322), values: [2, 2, 3, 3, 4, 4, 5, 5, 6, 6]),
    ])

  /// Months from a day on: 18262 is 2020-01-01, 18322 is 2020-03-01.
  static func axis(day: Int) -> TimeAxis {
    TimeAxis(
      start: Timestamp(CivilDate(daysSinceEpoch: day)), frequency: Frequency(.month))
  }

  @Test func `a model that was written and read forecasts the same bits`() throws {
    let fitted = try BaselineForecaster(baseline: .naive, horizon: 3, seasons: Seasons(1))
      .fit(Self.panel, context: FitContext())
    let archive = ModelArchive(
      model: .baseline(fitted),
      source: ModelSource(of: Self.panel, schema: Self.schema, metricSeason: 12), seed: 7,
      kernel: "portable", programVersion: "1")
    let path = FileManager.default.temporaryDirectory
      .appending(path: "forecast-\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try archive.write(to: path)
    let read = try ModelArchive(contentsOf: path)
    #expect(read.source == archive.source)
    #expect(read.seed == 7)
    #expect(
      try read.model.predict(horizon: 3, following: Self.panel)
        == archive.model.predict(horizon: 3, following: Self.panel))
  }

  @Test func `a model that is not there is an error with its name`() {
    #expect(throws: StorageError.self) { try ModelArchive(contentsOf: "no-such-model.safetensors") }
  }

  @Test func `a source spans the first and the last row of all series`() {
    let source = ModelSource(of: Self.panel, schema: Self.schema, metricSeason: 12)
    #expect((source.first, source.last) == ("2020-01", "2020-12"))
    #expect((source.rowCount, source.seriesCount) == (22, 2))
    #expect(source.path == nil)
  }

  static let schema = PanelSchema(
    identifierColumn: "id", timeColumn: "month", targetColumn: "y",
    timestampStyle: TimestampStyle(pattern: "yyyy-MM"))
}
