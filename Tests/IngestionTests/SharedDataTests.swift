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
    var missing = 0
    var gaps = 0
    var options: @Sendable (inout ReadingOptions) -> Void = { _ in }
    var testDescription: String { path }
  }

  static let files: [Expected] = [
    Expected(path: "m4/hourly_train.csv", rows: 353_500, series: 414, step: "counted"),
    Expected(path: "m4/hourly_test.csv", rows: 19_872, series: 414, step: "counted"),
    Expected(path: "m4/weekly_train.csv", rows: 366_912, series: 359, step: "counted"),
    Expected(path: "m4/weekly_test.csv", rows: 4_667, series: 359, step: "counted"),
    Expected(
      path: "m3/monthly_train.csv", rows: 141_858, series: 1_428, step: "monthly (month start)"),
    Expected(
      path: "m3/monthly_test.csv", rows: 25_704, series: 1_428, step: "monthly (month start)"),
    Expected(path: "m3/yearly_train.csv", rows: 14_449, series: 645, step: "yearly (year start)"),
    Expected(path: "m3/yearly_test.csv", rows: 3_870, series: 645, step: "yearly (year start)"),
    Expected(
      path: "m1/monthly_train.csv", rows: 44_892, series: 617, step: "monthly (month start)"),
    Expected(
      path: "m1/monthly_test.csv", rows: 11_106, series: 617, step: "monthly (month start)"),
    Expected(
      path: "nn5/nn5_all.csv", rows: 87_801, series: 111, step: "daily, counted by an index",
      missing: 1_677, options: { $0.step = Frequency(.day) }),
    Expected(
      path: "ett/ETTh1.csv", rows: 17_420, series: 7, step: "hourly",
      options: { $0.isWide = true }),
    Expected(
      path: "exchange_rate/exchange_rate.csv", rows: 7_588, series: 8, step: "daily",
      options: { $0.isWide = true }),
    Expected(
      path: "vic_elec/vic_elec.csv", rows: 52_608, series: 1, step: "every 30 minutes",
      options: { $0.target = "Demand" }),
    Expected(
      path: "classics/air_passengers.csv", rows: 144, series: 1, step: "monthly (month start)"),
    Expected(
      path: "classics/sunspots_monthly.csv", rows: 2_820, series: 1,
      step: "monthly (month start)"),
    Expected(
      path: "classics/milk_monthly.csv", rows: 168, series: 1, step: "monthly (month start)"),
    Expected(
      path: "classics/wineind_monthly.csv", rows: 176, series: 1, step: "monthly (month start)"),
    Expected(
      path: "classics/ausbeer_quarterly.csv", rows: 211, series: 1,
      step: "quarterly (quarter start)"),
    Expected(
      path: "classics/us_gasoline_weekly.csv", rows: 1_578, series: 1, step: "weekly (Fridays)"),
    Expected(path: "classics/taylor_half_hourly.csv", rows: 4_032, series: 1, step: "counted"),
    Expected(
      path: "classics/gas_furnace_co2.csv", rows: 296, series: 1, step: "counted",
      options: { $0.target = "CO2%" }),
    Expected(
      path: "classics/melbourne_min_temperature_daily.csv", rows: 3_650, series: 1, step: "daily",
      gaps: 2),
    Expected(path: "classics/births_daily.csv", rows: 365, series: 1, step: "daily"),
  ]

  @Test(arguments: files)
  func `a public file is read as its table says`(_ expected: Expected) throws {
    let folder = try #require(sharedFolder)
    var options = ReadingOptions()
    expected.options(&options)
    let reading = try PanelReader.read("\(folder)/data/\(expected.path)", options: options)
    #expect(reading.rowCount == expected.rows)
    #expect(reading.panel.count == expected.series)
    #expect(reading.stepWords == expected.step)
    #expect(reading.counts.map(\.missingCount).reduce(0, +) == expected.missing)
    #expect(reading.counts.map(\.gapCount).reduce(0, +) == expected.gaps)
    #expect(reading.warnings == [])
  }

  /// A file as found, what has to be said about it, and the figures of a right reading.
  struct Messy: Sendable, CustomTestStringConvertible {
    let file: String
    let present: Int
    let sum: Double
    let span: String
    var options: @Sendable (inout ReadingOptions) -> Void = { _ in }
    var testDescription: String { file }
  }

  static let messy: [Messy] = [
    Messy(
      file: "air_quality_semicolon_comma.csv", present: 7_674, sum: 16_520.2, span: "1 … 9357",
      options: {
        $0.target = "CO(GT)"
        $0.time = .absent
        $0.missingMarks = ["-200"]
      }),
    Messy(file: "bcb_ipca.csv", present: 180, sum: 85.89, span: "01/01/2010 … 01/12/2024"),
    Messy(
      file: "beijing_pm25.csv", present: 41_757, sum: 4_117_792,
      span: "2010-01-02 00 … 2014-12-31 23", options: { $0.target = "pm2.5" }),
    Messy(
      file: "co2_mauna_loa.csv", present: 773, sum: 276_237.68, span: "1958-03 … 2022-07",
      options: { $0.target = "average" }),
    Messy(
      file: "gistemp_monthly.csv", present: 1_709, sum: 96.5, span: "1880-01 … 2022-05",
      options: { $0.missingMarks = ["***"] }),
    Messy(
      file: "investing_gold.csv", present: 257, sum: 721_170.83, span: "06/19/2024 … 06/19/2025",
      options: { $0.target = "Price" }),
    Messy(
      file: "tourism_quarter_panel.csv", present: 24_320, sum: 1_724_201.61797,
      span: "1998 Q1 … 2017 Q4"),
    Messy(
      file: "fred_dexuseu.csv", present: 251, sum: 296.8825, span: "2017-05-01 … 2018-04-30",
      options: { $0.missingMarks = ["."] }),
    Messy(
      file: "milk_incomplete.csv", present: 155, sum: 117_137, span: "1962-01 … 1975-12"),
    Messy(
      file: "opsd_germany_daily.csv", present: 4_383, sum: 5_867_416.18739,
      span: "1/1/2006 … 12/31/2017", options: { $0.target = "Consumption" }),
    Messy(
      file: "shampoo.csv", present: 36, sum: 11_253.6, span: "1-01 … 3-12"),
    Messy(
      file: "sunspots_yearly.csv", present: 325, sum: 25_597, span: "1700.5 … 2024.5",
      options: { $0.target = "column2" }),
    Messy(
      file: "us_gasoline.csv", present: 1_578, sum: 13_590_074, span: "2/8/1991 … 4/30/2021"),
  ]

  @Test(arguments: messy)
  func `a file as found gives the figures of its manifest`(_ expected: Messy) throws {
    let folder = try #require(sharedFolder)
    var options = ReadingOptions()
    expected.options(&options)
    let reading = try PanelReader.read("\(folder)/csv/messy/\(expected.file)", options: options)
    let present = reading.panel.values.filter { !$0.isNaN }
    #expect(present.count == expected.present)
    #expect(abs(present.reduce(0, +) - expected.sum) <= 1e-9 * abs(expected.sum))
    #expect(reading.span == expected.span)
  }

  @Test(arguments: [
    "air_quality_semicolon_comma.csv", "beijing_pm25.csv", "co2_mauna_loa.csv", "fred_dexuseu.csv",
    "gistemp_monthly.csv", "investing_gold.csv", "opsd_germany_daily.csv", "sunspots_yearly.csv",
  ])
  func `a file that cannot be told without an option is refused`(_ file: String) throws {
    let folder = try #require(sharedFolder)
    #expect(throws: IngestionError.self) { try PanelReader.read("\(folder)/csv/messy/\(file)") }
  }
}
