import ArgumentParser
import ForecastForecasting

/// When a fit keeps what it has trained, and whether it takes up what another has kept.
struct CheckpointOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep what is trained so often, as 30s, 10m or 1h, in MODEL.checkpoint, from which the same "
        + "command goes on after a stop.", valueName: "time"))
  var checkpointEvery = "10m"

  @Flag(help: "Begin anew: remove the checkpoint of a fit that was stopped.")
  var fresh = false

  /// The time between two checkpoints.
  func interval() throws(UsageError) -> Duration {
    guard let span = TimeSpan(parsing: checkpointEvery) else {
      throw UsageError(
        "--checkpoint-every '\(checkpointEvery)' is no time",
        hint: "--checkpoint-every 30s, 10m or 1h")
    }
    return .seconds(span.seconds)
  }
}
