import ArgumentParser
import ForecastStorage

/// The program: a list of commands, and one place where every error becomes a line and an exit code.
@main
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecasts time series from CSV files with a stacked LSTM.",
    discussion: """
      Five minutes:  forecast fit sales.csv    then    forecast predict

      Exit codes: 0 done, 64 usage, 65 data or model at fault, 66 input not there, 70 our bug, \
      71 out of memory, 73 cannot create output, 74 I/O error, 75 busy, 77 permission, 129, 130 \
      and 143 stopped by a signal.
      """,
    version: programVersion,
    subcommands: [
      FitCommand.self, PredictCommand.self, BacktestCommand.self, EvaluateCommand.self,
      CheckCommand.self, InfoCommand.self,
    ])

  static let programVersion = "0.1.0"

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      try StandardDescriptors.ensureOpen()
      StandardDescriptors.ignoreWriteSignals()
      Stop.watch(arguments: arguments)
      try suggestCommand(for: arguments)
      var command = try parseAsRoot(arguments)
      try command.run()
      Interruption.waitForEnd()
    } catch {
      ExitStatus.exit(with: error, arguments: arguments)
    }
  }

  /// What the commands are called.
  static var names: [String] { configuration.subcommands.compactMap { $0._commandName } }

  /// Names the command that a mistyped one most likely meant.
  private static func suggestCommand(for arguments: [String]) throws {
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let word = words.first, !word.hasPrefix("-"), word != "help", !names.contains(word) else {
      return
    }
    let nearest = Spelling.nearest(to: word, among: names)
    throw UsageError(
      "there is no command '\(word)'",
      hint: nearest.map { "forecast \($0)" } ?? "one of \(names.joined(separator: ", "))")
  }
}
