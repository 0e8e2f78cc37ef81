import ForecastForecasting
import ForecastIngestion
import ForecastRecurrent
import ForecastReporting
import ForecastSeries
import ForecastStorage

/// What every command that fits does alike: a plan for the data that were read, the training with its
/// checkpoint, and the model file that comes of it.
struct FitJob {
  /// The data, as the user named them.
  let paths: [String]
  /// Where the model goes.
  let model: String
  /// The model that it begins from, if any.
  var start: StartingModel?
  /// When it has to be done, and as it was written.
  var budget: (text: String, deadline: FitDeadline)?
  /// Rows that are kept out of everything.
  var holdout = 0
  /// The demands on the held-out figures, as they were written: those that end the fit, and those that
  /// are only told.
  var (failIf, warnIf): ([String], [String]) = ([], [])
  /// What the model remembers beside how its data were read.
  var remembered: [String: String] = [:]
  /// Whether it is one run of a job that goes on by itself: a checkpoint of another fit is told and
  /// removed, not refused.
  var isOfJob = false
  /// What the model and its checkpoint are written with.
  var key: FileKey?
  let checkpoint: CheckpointOptions
  let data: DataOptions
  let options: ModelOptions
  let serving: ServingOptions
  let console: ConsoleOptions

  /// What will be fitted, and to which rows.
  struct Plan {
    let fit: ModelFit
    /// The rows that may be learned from.
    let panel: Panel
    let gates: (fatal: [QualityGate], told: [QualityGate])
    let summary: FitSummary
    let dryRun: DryRun
  }

  /// What was fitted, not yet written.
  struct Fitted {
    let archive: ModelArchive
    let outcome: ModelFit.Outcome
    /// The checkpoint, which is of no use when everything is written.
    let store: CheckpointStore?
    let seconds: Double

    /// Does what writes everything, and removes the checkpoint.
    func finish(_ write: () throws -> Void) throws {
      if let store { try store.finish(write) } else { try write() }
    }
  }

  // MARK: Plan

  /// Settles what will be fitted, and tells what a person should know before it takes its time.
  func plan(for reading: PanelReading) throws -> Plan {
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
    fit.missing = try data.missingPolicy()
    let filled = fit.filling.fill(panel)
    let gates = try gates(on: fit)
    let summary = FitSummary(fit: fit, options: options, start: start?.path)
    console.note(summary.plan)
    let memory = try fit.memoryPlan(
      for: filled,
      context: FitContext(
        threads: try options.threadCount(), memoryLimit: try options.memoryLimit()))
    let dryRun = DryRun(
      fit: fit, panel: filled, memory: memory, options: options, budget: budget?.text,
      start: start?.path)
    for warning in dryRun.warnings { console.warn(warning) }
    return Plan(fit: fit, panel: panel, gates: gates, summary: summary, dryRun: dryRun)
  }

  /// The rows before the held-out ones, which have to be enough for a fit.
  private func withoutHoldout(_ panel: Panel) throws(ForecastingError) -> Panel {
    let fewest = RecurrentSettings.fewestRows
    let longest = FitJob.longest(of: panel)
    let left = panel.droppingLast(holdout)
    let rest = FitJob.longest(of: left)
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
    let longest = FitJob.longest(of: panel)
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

  // MARK: Training

  /// Trains, and judges what came of it.
  func run(_ plan: Plan, of reading: PanelReading) throws -> Fitted {
    let bar = ProgressBar(isShown: StandardError.isTerminal && !console.noColor && !console.json)
    let stopwatch = ContinuousClock().now
    let memoryLimit = try options.memoryLimit()
    let store = try checkpointStore(of: plan.fit, rows: plan.panel, memoryLimit: memoryLimit)
    let outcome = try plan.fit.run(
      plan.panel,
      context: FitContext(
        seed: options.seed, threads: try options.threadCount(), memoryLimit: memoryLimit,
        deadline: budget?.deadline, report: { bar.show($0) },
        shouldStop: { Interruption.isUnderWay }, journal: store?.journal))
    bar.clear()
    var served = outcome.served
    try serving.apply(to: &served)
    var source = ModelFile.source(
      of: reading, paths: paths, modelPath: model, missing: try data.missingPolicy(),
      metricSeason: plan.fit.metricSeason)
    source.reading.merge(remembered) { _, new in new }
    let archive = ModelArchive(
      served: served, source: source, seed: options.seed,
      kernel: RecurrentForecaster.kernelName, programVersion: ForecastCommand.programVersion,
      heldOut: outcome.heldOut)
    try judge(outcome, by: plan.gates, store: store)
    return Fitted(
      archive: archive, outcome: outcome, store: store,
      seconds: (ContinuousClock().now - stopwatch).seconds)
  }

  /// The model as it is to be written.
  func output(of fitted: Fitted) -> AtomicFile.Output {
    .init(fitted.archive.file.signed(with: key).encoded(), to: model, keepingPrevious: true) {
      bytes throws(StorageError) in
      try ModelFile.check(bytes)
    }
  }

  /// Tells what must not be missed about a fit whose files are written, and then its figures.
  func tell(_ fitted: Fitted, of plan: Plan) {
    let outcome = fitted.outcome
    if outcome.shortSeries > 0 {
      console.warn(
        "\(outcome.shortSeries) series with fewer than \(RecurrentSettings.fewestRows) values "
          + "\(outcome.shortSeries == 1 ? "is" : "are") served by the \(Baseline.seasonalNaive.name) rule"
      )
    }
    for note in outcome.notes { console.warn(note) }
    for line in plan.summary.leftOut(of: outcome) { console.note(line) }
    for line in plan.summary.result(
      outcome, seconds: fitted.seconds, modelPath: model, isOfJob: isOfJob)
    {
      console.note(line)
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
      options: checkpoint, key: key,
      replacing: isOfJob ? { console.warn("\($0): begun anew") } : nil,
      warn: { console.warn($0) })
    if let resumed = store?.resumed { console.note(resumed) }
    guard budget == nil else { return nil }
    Stop.keep(store)
    return store
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
}
