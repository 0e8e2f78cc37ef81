import ArgumentParser
import ForecastForecasting
import ForecastStorage

/// What to do where another run is at work on the same file.
struct LockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Wait so long, as 30s, 10m or 1h, where another run is at work on the same file (default: end at "
        + "once with exit code 75).", valueName: "time"))
  var wait: String?

  /// Takes the lock of a file that is going to be written; nil for a stream.
  func take(for path: String) throws -> FileLock? {
    var seconds = 0
    if let wait {
      guard let span = TimeSpan(parsing: wait) else {
        throw UsageError("--wait '\(wait)' is no time", hint: "--wait 30s, 10m or 1h")
      }
      seconds = span.seconds
    }
    return try FileLock.take(for: path, waitingSeconds: seconds)
  }
}
