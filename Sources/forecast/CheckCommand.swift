import ArgumentParser
import ForecastIngestion
import ForecastStorage

/// `forecast check DATA`: every fault at once, and what was detected; trains nothing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Tell every fault of a CSV file, and what was detected.")

  @Argument(
    help: ArgumentHelp("The data: a CSV file (also .gz), or - for stdin.", valueName: "data"))
  var path: String

  @OptionGroup(title: "Data options") var data: DataOptions

  @Flag(help: "One JSON object on stdout, errors too.")
  var json = false

  func run() throws {
    let check = try PanelCheck.check(path, options: try data.readingOptions())
    let report = CheckReport(check)
    try StandardOutput.write(
      json ? JSONWriter.text(report.json, indented: true) + "\n" : report.text)
    guard check.isClean else { throw ExitCode(ExitStatus.data.rawValue) }
  }
}
