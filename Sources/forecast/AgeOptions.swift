import ArgumentParser
import ForecastIngestion

/// What to do where the data are too old to be forecast from.
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
    if let maxAge { _ = try DataAge(parsing: maxAge) }
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
    guard let maxAge, let fault = try DataAge(parsing: maxAge).fault(in: reading, path: path)
    else { return }
    guard failIf != nil else { return console.warn(fault) }
    throw QualityError(message: fault, hint: "what writes the data? the old forecast was kept")
  }
}
