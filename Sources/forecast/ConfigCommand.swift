import ArgumentParser
import FoundationEssentials
import ForecastStorage

/// `forecast config show`: every setting, its value, and where that comes from.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Tell the settings of all commands.",
    subcommands: [ConfigShowCommand.self])
}

/// `forecast config show [COMMAND]`.
struct ConfigShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Tell each setting with its value and where it comes from.",
    discussion: """
      What the command line says goes before the environment (FORECAST_HORIZON), that before the file \
      (forecast.toml in the working folder, or --config FILE), that before the default.
      """)

  @Argument(help: ArgumentHelp("One command only.", valueName: "command"))
  var command: String?

  func run() throws {
    let commands = ForecastCommand.settable.filter { command ?? $0._commandName == $0._commandName }
    guard !commands.isEmpty else {
      throw UsageError(
        "there is no command '\(command ?? "")' with settings",
        hint: "one of " + ForecastCommand.settable.map { $0._commandName }.joined(separator: ", "))
    }
    let settings = try ForecastCommand.settings(path: ForecastCommand.configPath)
    var lines: [String] = []
    for command in commands {
      lines.append("[\(command._commandName)]")
      for option in try OptionCatalog(of: command).options {
        let found = try settings.words(for: option, of: command._commandName)
        let value =
          found.map { ConfigShowCommand.value(of: $0.words, option) } ?? option.usual ?? "-"
        lines.append("\(option.name) = \(value)  # \((found?.source ?? .usual).text)")
      }
      lines.append("")
    }
    try StandardOutput.write(lines.dropLast().joined(separator: "\n") + "\n")
  }

  /// The value in words for the command line, without the option's name.
  private static func value(of words: [String], _ option: OptionCatalog.Option) -> String {
    if option.isFlag { return words.isEmpty ? "false" : "true" }
    return words.map { String($0.dropFirst(option.name.count + 3)) }.joined(separator: ",")
  }
}
