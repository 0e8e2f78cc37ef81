import ArgumentParser
import ForecastIngestion

/// How much is told, and to whom.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Tell what was detected and done, also without a terminal.")
  var verbose = false

  @Flag(help: "One JSON object on stdout, errors too.")
  var json = false

  @Flag(help: "No colour and no progress bar.")
  var noColor = false

  /// Whether notes are told: to a person, or to whoever asked.
  var tellsNotes: Bool { verbose || (StandardError.isTerminal && !json) }

  /// Tells something that is good to know.
  func note(_ text: String) {
    if tellsNotes { StandardError.writeLine(text) }
  }

  /// Tells something that must not be missed, terminal or not.
  func warn(_ text: String) {
    StandardError.writeLine("forecast: warning: \(text)")
  }
}

extension ConsoleOptions {
  /// Tells how a file was read.
  func tell(_ reading: PanelReading, path: String) {
    note("\(path): \(reading.summary)")
    for note in reading.notes { self.note(note) }
    for warning in reading.warnings { warn(warning) }
  }
}
