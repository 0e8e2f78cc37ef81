import ArgumentParser
import ForecastForecasting
import ForecastIngestion
import ForecastRecurrent
import ForecastReporting
import ForecastSeries
import ForecastStorage

/// `forecast fit DATA`: read, check, train, score on a held-out tail, refit, save.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Train a model on a CSV file.")

  @Argument(
    help: ArgumentHelp(
      "The data: a CSV file (also .gz) or several that make one panel, or - for stdin.",
      valueName: "data"))
  var paths: [String]

  @Option(help: ArgumentHelp("Where the model goes.", valueName: "path"))
  var model = ModelFile.defaultPath

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "Begin from the weights of another model and train them on: a quarter of the usual rate and "
        + "passes. Its cell, layers, units, lookback and levels stay; --members takes the first of its "
        + "networks.", valueName: "model"))
  var start: String?

  @Option(
    help: ArgumentHelp("Keep the last rows of each series out of everything.", valueName: "rows"))
  var holdout = 0

  @Option(help: ArgumentHelp("Write the held-out metrics as CSV.", valueName: "path"))
  var metrics: String?

  @Option(help: ArgumentHelp("Write the course of the training as CSV.", valueName: "path"))
  var history: String?

  @Option(
    help: ArgumentHelp(
      "End in time, as 60s, 10m or 1h, with the best model that there is by then (default: no limit).",
      valueName: "time"))
  var budget: String?

  @Option(
    help: ArgumentHelp(
      "End with exit code 10 and keep the old files where a held-out figure is so: 'mase>1'; may be repeated.",
      valueName: "demand"))
  var failIf: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only warn where a held-out figure is so: 'coverage-80<0.7'; may be repeated.",
      valueName: "demand"))
  var warnIf: [String] = []

  @Flag(
    help: ArgumentHelp(
      "Read and check the data and tell what would be trained, in how much memory; write nothing."))
  var dryRun = false

  @OptionGroup var lock: LockOptions
  @OptionGroup var process: RunOptions
  @OptionGroup var key: KeyOptions
  @OptionGroup var checkpoint: CheckpointOptions
  @OptionGroup(title: "Data options") var data: DataOptions
  @OptionGroup(title: "Model options") var options: ModelOptions
  @OptionGroup(title: "Forecast options") var serving: ServingOptions
  @OptionGroup(title: "Console options") var console: ConsoleOptions

  func run() throws {
    guard holdout >= 0 else {
      throw UsageError("--holdout \(holdout) is negative", hint: "--holdout 12")
    }
    let budget = try budgeted()
    try process.begin("fit")
    _ = try checkpoint.interval()
    try serving.check()
    try options.kernel.select()
    let held = dryRun ? nil : try lock.take(for: model)
    try fit(by: budget)
    held?.release()
  }

  private func fit(by budget: (text: String, deadline: FitDeadline)?) throws {
    let key = try self.key.load()
    let start = try self.start.map { try StartingModel(contentsOf: $0, key: key) }
    try start?.check(options)
    _ = (try options.threadCount(), try options.memoryLimit(), try data.missingPolicy())
    let reading = try PanelReader.read(paths, options: try data.readingOptions())
    console.tell(reading, path: FilePath.listing(paths))
    try OutputPaths.check(
      [metrics, history, model, data.rejects].compactMap { $0 }, keeping: paths,
      besides: FileLock.companions.map { model + $0 })
    // The new model may take the place of the one that it began from, the other files may not.
    try OutputPaths.check(
      [metrics, history, data.rejects].compactMap { $0 }, keeping: self.start.map { [$0] } ?? [])
    let job = FitJob(
      paths: paths, model: model, start: start, budget: budget, holdout: holdout, failIf: failIf,
      warnIf: warnIf, key: key, checkpoint: checkpoint, data: data, options: options,
      serving: serving,
      console: console)
    let plan = try job.plan(for: reading)
    guard !dryRun else {
      try StandardOutput.write(
        console.json
          ? JSONWriter.text(plan.dryRun.json, indented: true) + "\n" : plan.dryRun.text)
      return
    }
    for output in [metrics, history, model, data.rejects].compactMap(\.self) {
      try AtomicFile.checkWritable(output)
    }
    let fitted = try job.run(plan, of: reading)
    try fitted.finish {
      try AtomicFile.write(reports(of: fitted.outcome, reading: reading) + [job.output(of: fitted)])
    }
    job.tell(fitted, of: plan)
    let value = plan.summary.json(fitted.outcome, reading: reading, modelPath: model)
    RunRecord.tell(value)
    if console.json {
      try StandardOutput.write(JSONWriter.text(value, indented: true) + "\n")
    }
  }

  /// When the fit has to be done, counted from the start of the program's work.
  private func budgeted() throws(UsageError) -> (text: String, deadline: FitDeadline)? {
    guard let budget else { return nil }
    guard let span = TimeSpan(parsing: budget) else {
      throw UsageError(
        "--budget '\(budget)' is no time", hint: "--budget 60s, 10m or 1h")
    }
    return (budget, FitDeadline(at: ContinuousClock().now + .seconds(span.seconds)))
  }

  /// What is written beside the model.
  private func reports(
    of outcome: ModelFit.Outcome, reading: PanelReading
  ) -> [AtomicFile.Output] {
    var outputs = RejectsFile.outputs(of: reading, options: data)
    if let metrics {
      outputs.append(.init(MetricsReport.csv(outcome.metrics, schema: reading.schema), to: metrics))
    }
    if let history {
      outputs.append(.init(HistoryReport.csv(outcome.history), to: history))
    }
    return outputs
  }
}
