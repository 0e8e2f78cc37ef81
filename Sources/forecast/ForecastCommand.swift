import ArgumentParser
import FoundationEssentials
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
      71 out of memory, 73 cannot create output, 74 I/O error, 75 busy, 77 permission, 78 settings, \
      129, 130 and 143 stopped by a signal.

      Settings: an option goes before FORECAST_NAME in the environment, that before forecast.toml in the \
      working folder (or --config FILE), that before the default; forecast config show tells them.
      """,
    version: programVersion,
    subcommands: [
      FitCommand.self, PredictCommand.self, BacktestCommand.self, EvaluateCommand.self,
      CronCommand.self, CheckCommand.self, InfoCommand.self, VerifyCommand.self, ConfigCommand.self,
    ])

  /// The commands whose options can be settings.
  static var settable: [any ParsableCommand.Type] {
    configuration.subcommands.filter { $0.configuration.subcommands.isEmpty }
  }

  static let programVersion = "0.1.0"

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      try StandardDescriptors.ensureOpen()
      StandardDescriptors.ignoreWriteSignals()
      Stop.watch(arguments: arguments)
      try suggestCommand(for: arguments)
      var command = try parseAsRoot(completed(arguments))
      try command.run()
      Interruption.waitForEnd()
      if let failure = RunRecord.finish(ExitStatus.done.rawValue) { throw failure }
    } catch {
      ExitStatus.exit(with: error, arguments: arguments)
    }
  }

  /// What the commands are called.
  static var names: [String] { configuration.subcommands.compactMap { $0._commandName } }

  /// The file of settings that the command line names.
  static var configPath: String? { takenConfig(CommandLine.arguments.dropFirst()).path }

  /// The command line with what the environment and the file of settings add to it.
  static func words() throws -> [String] { try completed(Array(CommandLine.arguments.dropFirst())) }

  /// The settings of the environment and the file.
  static func settings(path: String?) throws -> Settings {
    try Settings(path: path, environment: ProcessInfo.processInfo.environment)
  }

  /// The command line with what the environment and the file of settings add to it.
  private static func completed(_ arguments: [String]) throws -> [String] {
    let (words, path) = takenConfig(arguments[...])
    guard let command = settable.first(where: { $0._commandName == words.first }),
      !words.contains(where: { $0 == "--help" || $0 == "-h" })
    else { return words }
    let settings = try settings(path: path)
    return settings.isSilent ? words : try settings.completing(words, for: command)
  }

  /// Takes `--config FILE`, which every command knows, out of the command line.
  private static func takenConfig(
    _ arguments: ArraySlice<String>
  ) -> (words: [String], path: String?) {
    var words: [String] = []
    var path: String?
    var rest = arguments
    while let word = rest.popFirst() {
      if word == "--" {
        words += [word] + rest
        break
      }
      if word == "--config", let next = rest.popFirst() {
        path = next
      } else if word.hasPrefix("--config=") {
        path = String(word.dropFirst("--config=".count))
      } else {
        words.append(word)
      }
    }
    return (words, path)
  }

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
