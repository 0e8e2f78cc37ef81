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
  @OptionGroup var checkpoint: CheckpointOptions
  @OptionGroup(title: "Data options") var data: DataOptions
  @OptionGroup(title: "Model options") var options: ModelOptions
  @OptionGroup(title: "Forecast options") var serving: ServingOptions
  @OptionGroup(title: "Console options") var console: ConsoleOptions

  func run() throws {
    guard holdout >= 0 else {
      throw UsageError("--holdout \(holdout) is negative", hint: "--holdout 12")
    }
    let deadline = try self.deadline()
    _ = try checkpoint.interval()
    try serving.check()
    try options.kernel.select()
    let held = dryRun ? nil : try lock.take(for: model)
    try fit(by: deadline)
    held?.release()
  }

  private func fit(by deadline: FitDeadline?) throws {
    let start = try self.start.map(StartingModel.init(contentsOf:))
    try start?.check(options)
    let threads = try options.threadCount(), memoryLimit = try options.memoryLimit()
    let missing = try data.missingPolicy()
    let reading = try PanelReader.read(paths, options: try data.readingOptions())
    console.tell(reading, path: FilePath.listing(paths))
    try OutputPaths.check(
      [metrics, history, model, data.rejects].compactMap { $0 }, keeping: paths,
      besides: FileLock.companions.map { model + $0 })
    // The new model may take the place of the one that it began from, the other files may not.
    try OutputPaths.check(
      [metrics, history, data.rejects].compactMap { $0 }, keeping: self.start.map { [$0] } ?? [])
    var panel = reading.panel
    if holdout > 0 { panel = try withoutHoldout(panel) }
    var fit = try options.fit(
      for: panel, start: try start?.start(for: panel, options: options))
    try warnAboutRows(of: panel, for: fit)
    if let seen = start?.warning(
      about: panel, of: reading, paths: paths, horizon: fit.horizon)
    {
      console.warn(seen)
    }
    fit.missing = missing
    let filled = fit.filling.fill(panel)
    let gates = try gates(on: fit)
    let summary = FitSummary(fit: fit, options: options, start: self.start)
    console.note(summary.plan)
    let memory = try fit.memoryPlan(
      for: filled, context: FitContext(threads: threads, memoryLimit: memoryLimit))
    let dryRun = DryRun(
      fit: fit, panel: filled, memory: memory, options: options, budget: budget, start: self.start)
    for warning in dryRun.warnings { console.warn(warning) }
    guard !self.dryRun else {
      try StandardOutput.write(
        console.json ? JSONWriter.text(dryRun.json, indented: true) + "\n" : dryRun.text)
      return
    }

    for output in [metrics, history, model, data.rejects].compactMap(\.self) {
      try AtomicFile.checkWritable(output)
    }

    let bar = ProgressBar(isShown: StandardError.isTerminal && !console.noColor && !console.json)
    let stopwatch = ContinuousClock().now
    let store = try checkpointStore(of: fit, rows: panel, memoryLimit: memoryLimit)
    let outcome = try fit.run(
      panel,
      context: FitContext(
        seed: options.seed, threads: threads, memoryLimit: memoryLimit, deadline: deadline,
        report: { bar.show($0) }, shouldStop: { Interruption.isUnderWay },
        journal: store?.journal))
    bar.clear()

    var served = outcome.served
    try serving.apply(to: &served)
    let archive = ModelArchive(
      served: served,
      source: ModelFile.source(
        of: reading, paths: paths, modelPath: model, missing: missing,
        metricSeason: fit.metricSeason),
      seed: options.seed, kernel: RecurrentForecaster.kernelName,
      programVersion: ForecastCommand.programVersion)
    try judge(outcome, by: gates, store: store)
    if let store {
      try store.finish { try write(archive, outcome: outcome, reading: reading) }
    } else {
      try write(archive, outcome: outcome, reading: reading)
    }
    if outcome.shortSeries > 0 {
      console.warn(
        "\(outcome.shortSeries) series with fewer than \(RecurrentSettings.fewestRows) values "
          + "\(outcome.shortSeries == 1 ? "is" : "are") served by the \(Baseline.seasonalNaive.name) rule"
      )
    }
    for note in outcome.notes { console.warn(note) }
    for line in summary.leftOut(of: outcome) { console.note(line) }
    let seconds = (ContinuousClock().now - stopwatch).seconds
    for line in summary.result(outcome, seconds: seconds, modelPath: model) { console.note(line) }
    if console.json {
      try StandardOutput.write(
        JSONWriter.text(
          summary.json(outcome, reading: reading, modelPath: model), indented: true) + "\n")
    }
  }

  /// Where what is trained is kept.
  ///
  /// Not with a budget: what such a fit does depends on the time that it has, so that a second run could
  /// not end where the first one would have.
  private func checkpointStore(
    of fit: ModelFit, rows: Panel, memoryLimit: Int?
  ) throws -> CheckpointStore? {
    let console = self.console
    let store = try CheckpointStore.open(
      for: model,
      of: FitFingerprint(
        of: fit, rows: rows, context: FitContext(seed: options.seed, memoryLimit: memoryLimit),
        programVersion: ForecastCommand.programVersion, isBudgeted: budget != nil),
      options: checkpoint, warn: { console.warn($0) })
    if let resumed = store?.resumed { console.note(resumed) }
    guard budget == nil else { return nil }
    Stop.keep(store)
    return store
  }

  /// The demands on the held-out figures: those that end the fit, and those that are only told.
  private func gates(
    on fit: ModelFit
  ) throws(UsageError) -> (fatal: [QualityGate], told: [QualityGate]) {
    let levels = fit.method.grid.levels
    return (
      try failIf.map { (text) throws(UsageError) in
        try QualityGate(parsing: text, option: "--fail-if", levels: levels)
      },
      try warnIf.map { (text) throws(UsageError) in
        try QualityGate(parsing: text, option: "--warn-if", levels: levels)
      }
    )
  }

  /// Tells what is not good enough, and ends the fit where that was asked for.
  private func judge(
    _ outcome: ModelFit.Outcome, by gates: (fatal: [QualityGate], told: [QualityGate]),
    store: CheckpointStore?
  ) throws {
    let method = outcome.model.method
    for failure in gates.told.compactMap({ $0.failure(in: outcome.metrics, of: method) }) {
      console.warn("held out, \(failure)")
    }
    let failures = gates.fatal.compactMap { $0.failure(in: outcome.metrics, of: method) }
    guard let first = failures.first else { return }
    // What was trained has been judged: the next run begins anew.
    try store?.finish {}
    throw QualityError(
      message: "held out, \(first): nothing was written",
      hint: "forecast fit without --fail-if, or another --method")
  }

  /// When the fit has to be done, counted from the start of the program's work.
  private func deadline() throws(UsageError) -> FitDeadline? {
    guard let budget else { return nil }
    guard let span = TimeSpan(parsing: budget) else {
      throw UsageError(
        "--budget '\(budget)' is no time", hint: "--budget 60s, 10m or 1h")
    }
    return FitDeadline(at: ContinuousClock().now + .seconds(span.seconds))
  }

  /// The rows before the held-out ones, which have to be enough for a fit.
  private func withoutHoldout(_ panel: Panel) throws(ForecastingError) -> Panel {
    let fewest = RecurrentSettings.fewestRows
    let longest = FitCommand.longest(of: panel)
    let left = panel.droppingLast(holdout)
    let rest = FitCommand.longest(of: left)
    guard longest < fewest || rest >= fewest else {
      throw ForecastingError(
        .data,
        "--holdout \(holdout) leaves \(rest) of \(longest) rows, and a fit needs \(fewest)",
        hint: "--holdout \(longest - fewest) at most")
    }
    return left
  }

  /// Tells where the data are too few for what was asked.
  private func warnAboutRows(of panel: Panel, for fit: ModelFit) throws {
    if let season = try options.seasons()?.first, season > fit.season {
      console.warn(
        "--season \(season) is not used by the model: it takes more than \(2 * season) rows a series"
      )
    }
    let longest = FitCommand.longest(of: panel)
    if fit.method.recurrentSettings != nil, longest >= RecurrentSettings.fewestRows,
      fit.horizon >= longest
    {
      console.warn(
        "the horizon of \(fit.horizon) is longer than any series can teach (\(longest) rows): the "
          + "last steps come from a simple rule, and their intervals mean nothing")
    }
  }

  private static func longest(of panel: Panel) -> Int {
    panel.indices.map { panel[$0].count }.max() ?? 0
  }

  /// Writes all files or, where one of them cannot be prepared, none.
  private func write(
    _ archive: ModelArchive, outcome: ModelFit.Outcome, reading: PanelReading
  ) throws {
    var outputs = RejectsFile.outputs(of: reading, options: data)
    if let metrics {
      outputs.append(.init(MetricsReport.csv(outcome.metrics, schema: reading.schema), to: metrics))
    }
    if let history {
      outputs.append(.init(HistoryReport.csv(outcome.history), to: history))
    }
    outputs.append(
      .init(archive.file.encoded(), to: model, keepingPrevious: true) {
        bytes throws(StorageError) in
        try ModelFile.check(bytes)
      })
    try AtomicFile.write(outputs)
  }
}
