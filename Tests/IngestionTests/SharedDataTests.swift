import ForecastIngestion
import ForecastSeries
import Foundation
import Testing

/// The folder with public data sets, where the environment names one.
private let sharedFolder = ProcessInfo.processInfo.environment["FORECAST_SHARED"]

/// Reads the public series that the project is developed with, where they are at hand.
@Suite(.enabled(if: sharedFolder != nil, "FORECAST_SHARED names no folder with data sets"))
struct SharedDataTests {
  /// A file, what has to be said about it, and what a right reading gives.
  struct Expected: Sendable, CustomTestStringConvertible {
    let path: String
    let rows: Int
    let series: Int
    let step: String
    var options: @Sendable (inout ReadingOptions) -> Void = { _ in }
    var testDescription: String { path }
  }

  static let files: [Expected] = [
    Expected(path: "data/m4/hourly_train.csv", rows: 353_500, series: 414, step: "counted"),
    Expected(path: "data/m4/hourly_test.csv", rows: 19_872, series: 414, step: "counted"),
  ]

  @Test(arguments: files)
  func `a public file is read`(_ expected: Expected) throws {
    let folder = try #require(sharedFolder)
    var options = ReadingOptions()
    expected.options(&options)
    let reading = try PanelReader.read(folder + "/" + expected.path, options: options)
    print(reading.summary, reading.notes, reading.warnings)
    #expect(reading.rowCount == expected.rows)
    #expect(reading.panel.count == expected.series)
    #expect(reading.stepWords == expected.step)
  }
}
