import ArgumentParser
import ForecastStorage

/// `forecast cron DATA -o FILE`: one call for a scheduler, which does what is due and nothing twice.
struct CronCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cron",
    abstract: "Fit if it is due, forecast, and score what was forecast earlier.",
    discussion: """
      For a scheduler: the same line, as often as one likes. It fits where there is no model, the data \
      have gone on for long enough, their columns or the options are others, or the forecasts have gone \
      wrong; forecasts; writes down in a ledger what was forecast and what came; and leaves every file as \
      it is where nothing is new.
      """)

  @Argument(
    help: ArgumentHelp(
      "The data: a CSV file (also .gz) or several that make one panel.", valueName: "data"))
  var paths: [String]

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where the forecast goes.", valueName: "path"))
  var output: String

  @Option(help: ArgumentHelp("Where the model is.", valueName: "path"))
  var model = ModelFile.defaultPath

  @Option(
    help: ArgumentHelp(
      "The record of what was forecast and what came (default: the model's name with .ledger.csv).",
      valueName: "path"))
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "Fit anew when the data have gone on for so long, as 7d or a number of rows, or never (default: as "
        + "many rows as are forecast).", valueName: "time"))
  var refitEvery: String?

  @Option(
    help: ArgumentHelp(
      "Fit anew when the errors are so many times what the fit promised; 0 for never.",
      valueName: "factor"))
  var drift = 2.0

  @Flag(help: "Leave the intervals as the model has them, whatever share of what came they held.")
  var keepIntervals = false

  @Option(
    help: ArgumentHelp(
      "Warn where the last row is older than this, as 12h or 2d; times without a zone are taken as UTC.",
      valueName: "time"))
  var maxAge: String?

  @Option(
    help: ArgumentHelp(
      "End with exit code 10 and keep the old files where this holds: stale, drift, coverage, or of a "
        + "fit's held-out figures 'mase>1'; may be repeated.", valueName: "demand"))
  var failIf: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only warn where a held-out figure of a fit is so: 'coverage-80<0.7'; may be repeated.",
      valueName: "demand"))
  var warnIf: [String] = []

  @Option(
    help: ArgumentHelp(
      "End a fit in time, as 60s, 10m or 1h, with the best model that there is by then.",
      valueName: "time"))
  var budget: String?

  @Option(
    help: ArgumentHelp(
      "Write figures for Prometheus' textfile collector, also where the run fails.",
      valueName: "path"))
  var prom: String?

  @OptionGroup var lock: LockOptions
  @OptionGroup var process: RunOptions
  @OptionGroup var key: KeyOptions
  @OptionGroup var checkpoint: CheckpointOptions
  @OptionGroup(title: "Data options") var data: DataOptions
  @OptionGroup(title: "Model options") var options: ModelOptions
  @OptionGroup(title: "Forecast options") var serving: ServingOptions
  @OptionGroup(title: "Console options") var console: ConsoleOptions

  func run() throws {
    guard !paths.contains("-") else {
      throw UsageError(
        "a job reads its data again and again, so they cannot come from a stream",
        hint: "write them to a file first")
    }
    let job = try CronJob(self)
    try process.begin("cron", prom: prom)
    try options.kernel.select()
    let heldModel = try lock.take(for: model)
    let heldOutput = try lock.take(for: output)
    let report = try job.run()
    RunRecord.tell(report.json, measures: report.measures)
    if console.json { try StandardOutput.write(JSONWriter.text(report.json) + "\n") }
    heldOutput?.release()
    heldModel?.release()
  }

  /// Where the ledger is.
  var ledgerPath: String {
    if let ledger { return ledger }
    let suffix = ".safetensors"
    return (model.hasSuffix(suffix) ? String(model.dropLast(suffix.count)) : model) + ".ledger.csv"
  }
}
