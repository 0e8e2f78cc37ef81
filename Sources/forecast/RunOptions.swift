import ArgumentParser
import ForecastForecasting
import ForecastStorage

/// What a run leaves behind of itself, and how long it may take.
struct RunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Add one line of JSON to this file: what was run, read, written, and how it ended; forecast "
        + "verify repeats such a run.", valueName: "path"))
  var log: String?

  @Option(
    help: ArgumentHelp(
      "End after so long, as 30m or 2h, as if told to: what is trained is kept, exit code 143 (default: "
        + "no limit).", valueName: "time"))
  var timeout: String?

  /// Begins the record of a run; before anything is read.
  ///
  /// - Parameters:
  ///   - command: the command's name.
  ///   - prom: where its figures go for Prometheus, if anywhere.
  /// - Throws: `UsageError`; `StorageError` where the record could not be written.
  func begin(_ command: String, prom: String? = nil) throws {
    if let timeout {
      guard let span = TimeSpan(parsing: timeout) else {
        throw UsageError("--timeout '\(timeout)' is no time", hint: "--timeout 30m or 2h")
      }
      if !RunFiles.isRehearsal { Stop.come(after: span.seconds, because: "--timeout \(timeout)") }
    }
    try RunRecord.begin(command, log: log, prom: prom)
  }
}
