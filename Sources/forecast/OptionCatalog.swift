import ArgumentParser
import FoundationEssentials

/// The options of a command by their names, as the parser itself tells them.
struct OptionCatalog: Sendable {
  /// An option that a setting can stand for.
  struct Option: Sendable {
    /// The long name without dashes.
    let name: String
    /// Other ways to give it on the command line, dashes included.
    let spellings: [String]
    /// Whether it takes no value.
    let isFlag: Bool
    /// Whether it may be given several times.
    let isRepeating: Bool
    /// What holds where nobody says anything, as the help tells it; nil for none.
    let usual: String?
  }

  let options: [Option]

  /// Options that are no settings.
  private static let others: Set<String> = ["help", "version", "config"]

  /// Asks a command for its options.
  init(of command: any ParsableCommand.Type) throws {
    let said = try JSONDecoder().decode(Help.self, from: Data(command._dumpHelp().utf8))
    options = said.command.arguments.compactMap { argument in
      guard argument.kind != "positional", let names = argument.names,
        let name = names.first(where: { $0.kind == "long" })?.name,
        !OptionCatalog.others.contains(name)
      else { return nil }
      return Option(
        name: name, spellings: names.map { ($0.kind == "long" ? "--" : "-") + $0.name },
        isFlag: argument.kind == "flag", isRepeating: argument.isRepeating,
        usual: argument.defaultValue)
    }
  }

  /// The option of a name.
  func option(named name: String) -> Option? { options.first { $0.name == name } }

  // MARK: The parser's own description

  private struct Help: Decodable {
    let command: Command
  }

  private struct Command: Decodable {
    let arguments: [Argument]
  }

  private struct Argument: Decodable {
    let kind: String
    let names: [Name]?
    let isRepeating: Bool
    let defaultValue: String?
  }

  private struct Name: Decodable {
    let kind: String
    let name: String
  }
}
