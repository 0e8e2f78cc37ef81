import ArgumentParser
import ForecastForecasting
import ForecastStorage

/// `forecast info MODEL`: what a model file holds.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Tell what a model file holds.")

  @Argument(help: ArgumentHelp("The model.", valueName: "model"))
  var model = ModelFile.defaultPath

  @Flag(help: "One JSON object on stdout, errors too.")
  var json = false

  @OptionGroup var key: KeyOptions

  func run() throws {
    let archive = try ModelFile.load(model, key: key.load())
    let value = archive.description
    if json {
      try StandardOutput.write(JSONWriter.text(value, indented: true) + "\n")
    } else {
      let lines = (value.members ?? []).flatMap { InfoCommand.lines($0, indent: "") }
      try StandardOutput.write(lines.map { $0 + "\n" }.joined())
    }
  }

  /// A named value as text: nested values stand indented below their name.
  private static func lines(_ member: JSONValue.Member, indent: String) -> [String] {
    if let members = member.value.members {
      return [indent + member.name] + members.flatMap { lines($0, indent: indent + "  ") }
    }
    let text = member.value.text ?? JSONWriter.text(member.value)
    return ["\(indent)\(member.name): \(text)"]
  }
}
