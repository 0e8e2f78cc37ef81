import ArgumentParser
import ForecastIngestion
import ForecastReporting
import ForecastStorage

/// `forecast check DATA`: every fault at once, and what was detected; trains nothing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Tell every fault of a CSV file, and what was detected.")

  @Argument(
    help: ArgumentHelp(
      "The data: a CSV file (also .gz) or several that make one panel, or - for stdin.",
      valueName: "data"))
  var paths: [String]

  @OptionGroup(title: "Data options") var data: DataOptions

  @Option(
    help: ArgumentHelp(
      "Write the series as CSV, as they were read: id, time, value.", valueName: "path"))
  var series: String?

  @OptionGroup var process: RunOptions

  @Flag(help: "One JSON object on stdout, errors too.")
  var json = false

  func run() throws {
    let options = try data.readingOptions()
    try process.begin("check")
    let outputs = [series, data.rejects].compactMap { $0 }
    try OutputPaths.check(outputs, keeping: paths)
    if paths.contains("-"), options.badRows == .skip, !outputs.isEmpty {
      throw UsageError(
        "stdin cannot be read twice, once for its faults and once without them",
        hint: "write it to a file first")
    }
    let check = try PanelCheck.check(paths, options: options)
    let report = CheckReport(check)
    try StandardOutput.write(
      json ? JSONWriter.text(report.json, indented: true) + "\n" : report.text)
    if !outputs.isEmpty, let reading = try reading(check, options) {
      var files = RejectsFile.outputs(of: reading, options: data)
      if let series {
        files.append(.init(PanelReport.csv(reading.panel, schema: reading.schema), to: series))
      }
      try AtomicFile.write(files)
    }
    guard check.isClean else { throw ExitCode(ExitStatus.data.rawValue) }
  }

  /// The file as `fit` would read it; nil where `fit` would refuse it.
  ///
  /// A fault that forbids the reading is among those of the check, and told already.
  private func reading(
    _ check: PanelCheck, _ options: ReadingOptions
  ) throws -> PanelReading? {
    guard options.badRows == .skip else { return check.isClean ? check.reading : nil }
    do {
      return try PanelReader.read(paths, options: options)
    } catch  where error.kind != .storage {
      return nil
    }
  }
}
