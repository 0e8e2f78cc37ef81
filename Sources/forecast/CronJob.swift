import ForecastForecasting
import ForecastIngestion
import ForecastReporting
import ForecastSeries
import ForecastStorage

/// One run of a job: what is due, done once.
///
/// Everything follows from the data, the model and the ledger as they are, never from the clock or from
/// how the last run ended: a run that was killed anywhere is made good by the next one, and a run on what
/// is known already writes nothing.
struct CronJob {
  private let command: CronCommand
  private let rules: CronRules
  private let asked: String
  private let key: FileKey?

  private var console: ConsoleOptions { command.console }

  /// Refuses what cannot be understood, before anything is read or locked.
  init(_ command: CronCommand) throws {
    self.command = command
    rules = try CronRules(command)
    asked = try AskedOptions.text(of: try ForecastCommand.words(), for: CronCommand.self)
    key = try command.key.load()
    try command.serving.check()
    _ = try command.checkpoint.interval()
    _ = (try command.options.threadCount(), try command.options.memoryLimit())
    _ = (try command.data.readingOptions(), try command.data.missingPolicy())
  }

  /// Does what is due.
  ///
  /// - Returns: what was done.
  func run() throws -> CronReport {
    var model = try ServedFile.load(command.model, key: key)
    var (reading, reason) = try read(for: model)
    console.tell(reading, path: FilePath.listing(command.paths))
    let outputs = [command.output, command.ledgerPath, command.model, command.data.rejects]
    try OutputPaths.check(
      outputs.compactMap(\.self), keeping: command.paths,
      besides: FileLock.companions.map { command.model + $0 })
    for output in outputs.compactMap(\.self) { AtomicFile.sweep(output) }
    try rules.judgeAge(of: reading, path: FilePath.listing(command.paths), console: console)
    var record = try LedgerFile.open(command.ledgerPath, schema: reading.schema, console: console)
    let came = record.ledger.settle(
      with: reading.panel, style: reading.schema.timestampStyle)
    var live = LiveRecord(model.map { record.ledger.issued(by: $0.tag) } ?? [], of: model?.archive)
    try checkGoneOn(reading, since: record.ledger.issued.last)
    if let known = model?.archive, reason == nil {
      live.look(at: reading, since: known)
      live.tell(to: console, rules: rules)
      try rules.judge(live)
      reason = live.reasonToFit(rules)
      if reason != nil { reading = try freshReading() }
    }
    var fit: (plan: FitJob.Plan, fitted: FitJob.Fitted, job: FitJob)?
    if let reason {
      console.note("fitting: \(reason)")
      fit = try self.fit(to: reading, outputs: outputs.compactMap(\.self))
      model = fit.map { ServedFile($0.job.output(of: $0.fitted), $0.fitted.archive) }
    } else if let known = model?.archive {
      try SeriesChanges(of: reading, since: known).tell(to: console)
    }
    guard let model else { preconditionFailure("without a model there is a reason to fit") }

    let issue = try CronIssue(
      of: model, for: reading, ledger: record.ledger,
      missing: fit?.plan.fit.missing, serving: command.serving,
      keepsIntervals: command.keepIntervals)
    record.ledger.record(issue.issued)
    var files = RejectsFile.outputs(of: reading, options: command.data)
    files.append(
      .init(
        LedgerReport.csv(record.ledger, schema: reading.schema), to: command.ledgerPath,
        keepingPrevious: record.replacesOther))
    if let output = model.output { files.append(output) }
    files.append(.init(issue.csv(schema: reading.schema), to: command.output))
    let changed = files.filter { !$0.isWritten }
    if let fit {
      try fit.fitted.finish { try AtomicFile.write(changed) }
      fit.job.tell(fit.fitted, of: fit.plan)
    } else {
      try AtomicFile.write(changed)
    }
    let report = CronReport(
      reading: reading, paths: command.paths, model: model, reason: reason, came: came, live: live,
      issue: issue, written: changed.map(\.path), output: command.output)
    console.note(report.line)
    return report
  }

  // MARK: Data

  /// Reads the data as the model knows them or, where it is none for them, as a fit would.
  ///
  /// - Returns: the reading, and why the model has to be fitted anew; nil where nothing is known yet
  ///   that speaks for it.
  private func read(for model: ServedFile?) throws -> (reading: PanelReading, reason: String?) {
    guard let archive = model?.archive else {
      return (try freshReading(), "there is no model yet")
    }
    if let known = archive.source.reading[CronJob.askedKey], known != asked {
      return (try freshReading(), "the options are others than at the last fit")
    }
    let reading: PanelReading
    switch readAsKnown(archive) {
    case .success(let known): reading = known
    case .failure(let error):
      if error.storageError != nil { throw error }
      // Whatever has become of the data, a fit either reads them or says what is wrong with them.
      return (try freshReading(), "the data are others than at the last fit: \(error.description)")
    }
    guard SeriesChanges(of: reading, since: archive).gaps == nil,
      reading.panel.frequency == archive.source.frequency
    else { return (try freshReading(), "the data have another step than at the last fit") }
    let growth = DataGrowth(
      of: reading.panel, since: archive.source.last, style: reading.schema.timestampStyle)
    if case .shrunk(let rows) = growth { throw CronJob.lost(rows, archive.source.last, command) }
    let request = rules.refit ?? .rows(archive.model.horizon)
    let reason = try request.reason(for: growth, isCounted: reading.schema.timeColumn == nil)
    return reason == nil ? (reading, nil) : (try freshReading(), reason)
  }

  private func readAsKnown(_ archive: ModelArchive) -> Result<PanelReading, IngestionError> {
    let options = StoredReading.options(from: archive.source.reading).options
    return Result { () throws(IngestionError) in
      try PanelReader.read(command.paths, options: options)
    }
  }

  private func freshReading() throws -> PanelReading {
    try PanelReader.read(command.paths, options: command.data.readingOptions())
  }

  /// Refuses data that end before what was forecast from earlier: a forecast from there would replace
  /// one that knew more.
  private func checkGoneOn(_ reading: PanelReading, since last: IssuedForecast?) throws {
    guard let last else { return }
    let growth = DataGrowth(
      of: reading.panel, since: last.cutoff, style: reading.schema.timestampStyle,
      in: last.identifier)
    if case .shrunk(let rows) = growth { throw CronJob.lost(rows, last.cutoff, command) }
  }

  private static func lost(
    _ rows: Int, _ last: String, _ command: CronCommand
  ) -> ForecastingError {
    ForecastingError(
      .data,
      "\(FilePath.listing(command.paths)): ends \(Rounded.counted(rows, "row")) before \(last), "
        + "from which this job has forecast",
      hint:
        "bring the rows back, or remove \(command.model) and \(command.ledgerPath) to begin anew")
  }

  // MARK: Fit

  /// The key under which a model remembers what it was asked for.
  private static let askedKey = "asked"

  private func fit(
    to reading: PanelReading, outputs: [String]
  ) throws -> (plan: FitJob.Plan, fitted: FitJob.Fitted, job: FitJob) {
    let job = FitJob(
      paths: command.paths, model: command.model, budget: rules.deadline,
      failIf: rules.heldOutDemands, warnIf: command.warnIf, remembered: [CronJob.askedKey: asked],
      isOfJob: true, key: key, checkpoint: command.checkpoint, data: command.data,
      options: command.options, serving: command.serving, console: console)
    let plan = try job.plan(for: reading)
    for output in outputs { try AtomicFile.checkWritable(output) }
    return (plan, try job.run(plan, of: reading), job)
  }
}

extension AtomicFile.Output {
  /// Whether the file is there already, byte for byte.
  fileprivate var isWritten: Bool {
    RegularFile.holds(path, bytes)
  }
}
