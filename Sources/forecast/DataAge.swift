import ForecastForecasting
import ForecastIngestion
import ForecastSeries
import FoundationEssentials

/// The most that the last row may be behind the clock.
///
/// The clock decides only whether something is told, never what is forecast.
struct DataAge {
  /// As it was written: `2d`.
  let text: String
  private let most: Int

  /// Reads a time.
  init(parsing text: String) throws(UsageError) {
    guard let span = TimeSpan(parsing: text) else {
      throw UsageError("--max-age '\(text)' is no time", hint: "--max-age 12h or 2d")
    }
    self.text = text
    most = span.seconds
  }

  /// What there is to say of data that are too old; nil where they are not.
  func fault(in reading: PanelReading, path: String) throws(UsageError) -> String? {
    let style = reading.schema.timestampStyle
    let last = reading.panel.indices.compactMap { reading.panel[$0].lastTimestamp }.max()
    guard let last, !style.pattern.isEmpty, reading.schema.timeColumn != nil else {
      throw UsageError(
        "--max-age needs times, and \(path) only counts its rows", hint: "leave it out")
    }
    let age = Int(Date().timeIntervalSince1970) - style.instant(of: last).seconds
    guard age > most else { return nil }
    return "\(path): its last row, \(style.string(from: last)), is \(DataAge.words(age)) old, "
      + "more than \(text)"
  }

  private static func words(_ seconds: Int) -> String {
    let hours = seconds / 3_600
    return hours < 48 ? Rounded.counted(hours, "hour") : Rounded.counted(hours / 24, "day")
  }
}
