import ArgumentParser
import ForecastForecasting
import ForecastIngestion
import ForecastSeries
import ForecastStorage

/// `forecast check DATA`: every fault at once, and what was detected; trains nothing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Tell every fault of a CSV file, and what was detected.")

  @Argument(help: ArgumentHelp("The data: a CSV file (also .gz), or - for stdin.", valueName: "data"))
  var path: String

  @OptionGroup(title: "Data options") var data: DataOptions
  @OptionGroup(title: "Console options") var console: ConsoleOptions

  func run() throws {
    let report = try PanelCheck.run(path, options: try data.readingOptions())
    _ = report
  }
}
