import ForecastStorage
import TOMLKit

/// A file of settings, `forecast.toml`: keys are the names of options, for all commands or, in a table
/// with a command's name, for that one.
///
///     horizon = 48
///     levels = [80, 95]
///
///     [predict]
///     output = "forecast.csv"
struct SettingsFile {
  /// A setting as it stands in the file.
  struct Entry: Equatable {
    /// The command that it is for; nil for all that have the option.
    let command: String?
    let key: String
    /// The values as the command line would have them; several where the file has an array.
    let values: [String]
    /// Whether it is `true` or `false`.
    let flag: Bool?
  }

  let path: String
  let entries: [Entry]

  static let usualPath = "forecast.toml"
  private static let largest = 1_024 * 1_024

  /// Reads a file.
  ///
  /// - Throws: `SettingsError` where it is no TOML or has a value that no option can take; `StorageError`
  ///   where it cannot be read.
  init(path: String) throws {
    let bytes = try RegularFile.read(path: path, limit: SettingsFile.largest)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingsError("\(path): it is not valid UTF-8")
    }
    try self.init(text, path: path)
  }

  init(_ text: String, path: String) throws {
    self.path = path
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let place = error.source.begin
      throw SettingsError("\(path):\(place.line):\(place.column): \(error.description)")
    }
    var entries: [Entry] = []
    for (key, value) in table {
      if let commands = value.table {
        guard ForecastCommand.names.contains(key) else {
          throw SettingsError.unknown(
            "there is no command '\(key)'", key, among: ForecastCommand.names, path: path)
        }
        for (own, value) in commands {
          entries.append(try SettingsFile.entry(own, value, command: key, path: path))
        }
      } else {
        entries.append(try SettingsFile.entry(key, value, command: nil, path: path))
      }
    }
    self.entries = entries
  }

  private static func entry(
    _ key: String, _ value: some TOMLValueConvertible, command: String?, path: String
  ) throws -> Entry {
    if let flag = value.bool {
      return Entry(command: command, key: key, values: [String(flag)], flag: flag)
    }
    let items = value.array.map { Array($0) } ?? [value]
    let values = items.compactMap(text)
    guard values.count == items.count, !values.isEmpty else {
      throw SettingsError(
        "\(path): '\(key)' is no text, number, date or list of them",
        hint: "\(key) = \"…\", as it stands on the command line")
    }
    return Entry(command: command, key: key, values: values, flag: nil)
  }

  /// A value as the command line would have it.
  private static func text(_ value: any TOMLValueConvertible) -> String? {
    if let text = value.string { return text }
    if let number = value.int { return String(number) }
    if let number = value.double { return String(number) }
    return value.date?.debugDescription ?? value.time?.debugDescription
      ?? value.dateTime?.debugDescription
  }
}
