import ArgumentParser
import ForecastForecasting
import ForecastIngestion
import ForecastReporting
import ForecastSeries
import ForecastStorage

/// `forecast evaluate FORECASTS ACTUALS`: score any forecast CSV, ours or not.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Score a forecast CSV against what came.",
    discussion: """
      ACTUALS holds the rows that came and, for MASE, those before the first forecast. The forecast has
      the columns 'forecast' and optionally 'forecast-lo-80', 'forecast-hi-80', …
      """)

  @Argument(help: ArgumentHelp("The forecast CSV.", valueName: "forecasts"))
  var forecasts: String

  @Argument(
    help: ArgumentHelp(
      "The CSV with the actual values (also .gz), or - for stdin.", valueName: "actuals"))
  var actuals: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the metrics go (default: stdout).", valueName: "path"))
  var output: String?

  @Option(
    help: ArgumentHelp("Season length of the metrics (default: by the step).", valueName: "steps"))
  var metricSeason: Int?

  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var process: RunOptions
  @OptionGroup(title: "Data options") var data: DataOptions
  @OptionGroup(title: "Console options") var console: ConsoleOptions

  func run() throws {
    guard forecasts != "-" else {
      throw UsageError(
        "the forecasts are read once a column, so they cannot come from a stream",
        hint: "write them to a file first")
    }
    if let metricSeason, metricSeason < 1 {
      throw UsageError(
        "--metric-season \(metricSeason) is not positive", hint: "--metric-season 12")
    }
    let byHorizon = try breakdown.isByHorizon()
    try process.begin("evaluate")
    let came = try PanelReader.read(actuals, options: try data.readingOptions())
    console.tell(came, path: actuals)
    try OutputPaths.check(
      [output, data.rejects].compactMap { $0 }, keeping: [forecasts, actuals])
    let said = try ForecastFile.read(forecasts, like: came)
    let season = metricSeason ?? StepDefaults(for: came.panel).metricSeason
    let windows = try ForecastFile.windows(
      of: said, against: came, path: forecasts, season: season)
    let levels = said.first?.intervals.map(\.level) ?? []
    let byMethod = Dictionary(grouping: windows, by: \.forecast.method)
    let table = MetricsTable(
      byMethod.keys.sorted().map { ($0, byMethod[$0] ?? []) }, season: season, levels: levels,
      byHorizon: byHorizon)
    let bytes =
      console.json
      ? Array((JSONWriter.text(MetricsJSON.value(table), indented: true) + "\n").utf8)
      : MetricsReport.csv(table, schema: came.schema)
    let rejects = RejectsFile.outputs(of: came, options: data)
    if let output {
      try AtomicFile.write(rejects + [.init(bytes, to: output)])
    } else {
      if !rejects.isEmpty { try AtomicFile.write(rejects) }
      try StandardOutput.write(bytes)
    }
  }
}
