import ArgumentParser

/// Which further rows the metrics get.
struct BreakdownOptions: ParsableArguments {
  @Option(
    name: .customLong("by"),
    help: ArgumentHelp(
      "Add rows to the metrics: horizon, one for each step ahead.", valueName: "what"))
  var breakdown: String?

  /// Whether each step ahead gets a row.
  func isByHorizon() throws(UsageError) -> Bool {
    guard let breakdown else { return false }
    guard breakdown == "horizon" else {
      throw UsageError("--by '\(breakdown)' is unknown", hint: "--by horizon")
    }
    return true
  }
}
