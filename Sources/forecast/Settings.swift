import ArgumentParser
import ForecastStorage
import Synchronization

/// Where the value of each option comes from: the command line, then the environment, then the file of
/// settings, then the default.
///
/// What the command line leaves out is put behind it before it is parsed, so that every setting is
/// checked by the same code, with the same messages.
struct Settings {
  /// Where a setting stands.
  enum Source: Equatable {
    case environment(String)
    case file(String)
    case usual

    var text: String {
      switch self {
      case .environment(let name): name
      case .file(let path): path
      case .usual: "default"
      }
    }
  }

  private let environment: [String: String]
  private let file: SettingsFile?

  /// Reads the settings that hold in the working folder.
  ///
  /// - Parameters:
  ///   - path: the file that the user names; nil for `forecast.toml`, which need not be there.
  ///   - environment: the variables of the process.
  /// - Throws: `SettingsError`; `StorageError` where a file that is named cannot be read.
  init(path: String?, environment: [String: String]) throws {
    self.environment = environment
    if let path = path ?? environment["FORECAST_CONFIG"] {
      file = try SettingsFile(path: path)
    } else {
      do {
        file = try SettingsFile(path: SettingsFile.usualPath)
      } catch let error as StorageError where error.kind == .notFound {
        file = nil
      }
    }
    if let file { try Settings.check(file) }
  }

  init(_ file: SettingsFile?, environment: [String: String]) throws {
    self.file = file
    self.environment = environment
    if let file { try Settings.check(file) }
  }

  /// Refuses keys that are no option of their command.
  private static func check(_ file: SettingsFile) throws {
    guard !file.entries.isEmpty else { return }
    var catalogs: [String: OptionCatalog] = [:]
    for command in ForecastCommand.settable {
      catalogs[command._commandName] = try OptionCatalog(of: command)
    }
    for entry in file.entries {
      let some = entry.command.map { [catalogs[$0]] } ?? Array(catalogs.values)
      let names = Set(some.compactMap { $0 }.flatMap { $0.options.map(\.name) })
      guard !names.contains(entry.key) else { continue }
      throw SettingsError.unknown(
        entry.command.map { "'\($0)' has no option '\(entry.key)'" }
          ?? "no command has an option '\(entry.key)'", entry.key, among: names.sorted(),
        path: file.path)
    }
  }

  /// The variable that stands for an option.
  static func variable(of option: String) -> String {
    "FORECAST_" + option.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
  }

  /// What holds for an option that the command line does not give, as words for the command line, and where
  /// it comes from; nil where nobody says anything.
  func words(
    for option: OptionCatalog.Option, of command: String
  ) throws -> (words: [String], source: Source)? {
    let variable = Settings.variable(of: option.name)
    // The kernels read theirs themselves, in programs that use the library, too.
    if let text = environment[variable], !text.isEmpty, option.name != "kernel" {
      return (try words(for: option, [text], flag: nil, in: variable), .environment(variable))
    }
    let own = file?.entries.first { $0.command == command && $0.key == option.name }
    let shared = file?.entries.first { $0.command == nil && $0.key == option.name }
    guard let file, let entry = own ?? shared else { return nil }
    return (
      try words(for: option, entry.values, flag: entry.flag, in: file.path), .file(file.path)
    )
  }

  private func words(
    for option: OptionCatalog.Option, _ values: [String], flag: Bool?, in place: String
  ) throws -> [String] {
    let name = "--\(option.name)"
    if option.isFlag {
      switch values[0].lowercased() {
      case "true", "1", "yes": return [name]
      case "false", "0", "no": return []
      default:
        throw SettingsError(
          "\(place): '\(option.name)' is switched on by true and off by false, not '\(values[0])'")
      }
    }
    guard flag == nil else {
      throw SettingsError("\(place): '\(option.name)' takes a value, not \(values[0])")
    }
    if option.isRepeating { return values.map { "\(name)=\($0)" } }
    return ["\(name)=\(values.joined(separator: ","))"]
  }

  /// The command line with all that the environment and the file add to it.
  func completing(_ arguments: [String], for command: any ParsableCommand.Type) throws -> [String] {
    let given = arguments.prefix { $0 != "--" }
    var added: [String] = []
    for option in try OptionCatalog(of: command).options {
      let isGiven = given.contains { word in
        option.spellings.contains { word == $0 || word.hasPrefix("\($0)=") }
      }
      guard !isGiven else { continue }
      guard let said = try words(for: option, of: command._commandName) else { continue }
      added += said.words
      if !said.words.isEmpty { Settings.taken.withLock { $0[option.name] = said.source.text } }
    }
    return given + added + arguments.dropFirst(given.count)
  }

  /// Where each option comes from that the command line does not give.
  private static let taken = Mutex<[String: String]>([:])

  /// Where the option comes from that an error is about; nil where it was typed.
  static func place(ofOptionIn message: String) -> String? {
    let words = message.split { $0 == " " || $0 == "'" || $0 == "=" || $0 == "," || $0 == ":" }
    let taken = taken.withLock(\.self)
    return words.filter { $0.hasPrefix("--") }.compactMap { taken[String($0.dropFirst(2))] }.first
  }

  /// Whether anything but the command line may say something.
  var isSilent: Bool {
    file?.entries.isEmpty ?? true && !environment.keys.contains { $0.hasPrefix("FORECAST_") }
  }
}
