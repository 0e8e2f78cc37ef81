import ArgumentParser
import ForecastForecasting
import ForecastIngestion
import ForecastSeries
import FoundationEssentials

/// What to do where the data are too old to be forecast from.
///
/// The clock decides only whether that is told, never what is forecast.
struct AgeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Warn where the last row is older than this, as 12h or 2d; times without a zone are taken as UTC.",
      valueName: "time"))
  var maxAge: String?

  @Option(
    help: ArgumentHelp(
      "End with exit code 10 and keep the old output where this holds: stale, older than --max-age.",
      valueName: "what"))
  var failIf: String?

  /// Refuses what cannot be understood, before anything is read.
  func check() throws(UsageError) {
    if let maxAge, TimeSpan(parsing: maxAge) == nil {
      throw UsageError("--max-age '\(maxAge)' is no time", hint: "--max-age 12h or 2d")
    }
    guard let failIf else { return }
    guard failIf == "stale" else {
      throw UsageError("--fail-if '\(failIf)' is unknown", hint: "--fail-if stale")
    }
    guard maxAge != nil else {
      throw UsageError("--fail-if stale needs an age", hint: "--max-age 2d")
    }
  }

  /// Warns of data that are too old, or throws `QualityError` where that was asked for.
  func judge(_ reading: PanelReading, path: String, console: ConsoleOptions) throws {
    guard let maxAge, let most = TimeSpan(parsing: maxAge)?.seconds else { return }
    let style = reading.schema.timestampStyle
    let last = reading.panel.indices.compactMap { reading.panel[$0].lastTimestamp }.max()
    guard let last, !style.pattern.isEmpty, reading.schema.timeColumn != nil else {
      throw UsageError(
        "--max-age needs times, and \(path) only counts its rows", hint: "leave it out")
    }
    let age = Int(Date().timeIntervalSince1970) - style.instant(of: last).seconds
    guard age > most else { return }
    let message =
      "\(path): its last row, \(style.string(from: last)), is \(AgeOptions.text(age)) old, more than "
      + maxAge
    guard failIf != nil else { return console.warn(message) }
    throw QualityError(message: message, hint: "what writes the data? the old forecast was kept")
  }

  private static func text(_ seconds: Int) -> String {
    let hours = seconds / 3_600
    return hours < 48 ? Rounded.counted(hours, "hour") : Rounded.counted(hours / 24, "day")
  }
}
