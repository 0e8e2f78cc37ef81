import ArgumentParser
import ForecastForecasting
import ForecastIngestion
import ForecastReporting
import ForecastSeries
import ForecastStorage

/// `forecast backtest DATA`: forecast from one past cutoff after the other, and score what was said.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest", abstract: "Score models on rolling origins of a CSV file.",
    discussion: """
      Cutoffs are counted back from each series' own end, so that the last one leaves a horizon of rows.
      With --train-end they are the same times for all series: that one, and each a stride later. A model
      sees nothing but the rows up to a cutoff; --audit puts that to the test. Of the models compared by \
      --compare, the loss is MASE: one series is tested by Diebold-Mariano over its cutoffs, several by a
      paired t test over their mean losses.
      """)

  @Argument(
    help: ArgumentHelp(
      "The data: a CSV file (also .gz) or several that make one panel, or - for stdin.",
      valueName: "data"))
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "Cutoffs (default: 3; with --train-end as many as there can be).", valueName: "count"))
  var folds: Int?

  @Option(
    help: ArgumentHelp(
      "Rows from one cutoff to the next (default: the horizon).", valueName: "rows")
  )
  var stride: Int?

  @Option(
    help: ArgumentHelp(
      "The last time that the first fold may know, written as in the data.", valueName: "time"))
  var trainEnd: String?

  @Option(
    help: ArgumentHelp(
      "When to learn again: never (the first fit is rolled forward), always, or at every N-th cutoff.",
      valueName: "when"))
  var refit = "never"

  @Option(
    help: ArgumentHelp(
      "Only these models, instead of --method and every simple rule.", valueName: "names"))
  var only: String?

  @Option(
    help: ArgumentHelp(
      "Test whether two models differ by more than chance; writes one row instead of the metrics.",
      valueName: "names"))
  var compare: String?

  @Flag(
    help: ArgumentHelp(
      "Prove by experiment that no row after a cutoff is used, and that times and units do not matter; "
        + "writes a line a check instead of the metrics."))
  var audit = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the metrics go (default: stdout).", valueName: "path"))
  var output: String?

  @Option(help: ArgumentHelp("Write every forecast beside what came as CSV.", valueName: "path"))
  var forecasts: String?

  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var process: RunOptions
  @OptionGroup(title: "Data options") var data: DataOptions
  @OptionGroup(title: "Model options") var options: ModelOptions
  @OptionGroup(title: "Console options") var console: ConsoleOptions

  func run() throws {
    let byHorizon = try breakdown.isByHorizon()
    let names = try modelNames()
    try checkTogether()
    try process.begin("backtest")
    try options.kernel.select()
    let threads = try options.threadCount(), memoryLimit = try options.memoryLimit()
    let plan = BacktestPlan(
      options: options, names: names, refit: try refitRule(), missing: try data.missingPolicy())
    let count = try folds.map { (count) throws(UsageError) in
      try OptionValue.checked(count, "--folds", in: 1...10_000)
    }
    let step = try stride.map { (step) throws(UsageError) in
      try OptionValue.checked(step, "--stride", in: 1...100_000)
    }
    let reading = try PanelReader.read(paths, options: try data.readingOptions())
    console.tell(reading, path: FilePath.listing(paths))
    let outputs = [forecasts, output, data.rejects].compactMap(\.self)
    try OutputPaths.check(outputs, keeping: paths)

    let panel = reading.panel
    let horizon = try BacktestPlan.horizon(for: panel, options: options)
    let origin = RollingOrigin(
      horizon: horizon, stride: step, foldCount: count, trainEnd: try firstCutoff(of: reading))
    let cutoffs = try origin.folds(of: panel)
    let prepared = try plan.prepared(for: panel, folds: cutoffs, horizon: horizon)
    let summary = BacktestSummary(
      reading: reading, origin: origin, folds: cutoffs, prepared: prepared, refit: refit,
      wholeSeasons: try options.stepDefaults(for: panel, horizon: horizon).seasons)
    for line in summary.warnings { console.warn(line) }
    console.note(summary.plan)
    for output in outputs { try AtomicFile.checkWritable(output) }

    let bar = ProgressBar(isShown: StandardError.isTerminal && !console.noColor && !console.json)
    let context = FitContext(
      seed: options.seed, threads: threads, memoryLimit: memoryLimit, report: { bar.show($0) })
    guard !audit else {
      return try runAudit(plan, of: panel, summary: summary, context: context, bar: bar)
    }
    let results = try prepared.backtest.run(
      panel, folds: cutoffs, models: prepared.models, context: context)
    bar.clear()

    let table = MetricsTable(
      results.map { ($0.name, $0.windows) }, season: prepared.backtest.metricSeason,
      levels: prepared.grid.levels, byHorizon: byHorizon)
    for line in summary.table(of: table) { console.note(line) }
    var bytes =
      console.json
      ? BacktestCommand.lines(summary.json(table))
      : MetricsReport.csv(table, schema: reading.schema)
    if compare != nil {
      let comparison = try ModelComparison(
        results[0], against: results[1], horizon: horizon, stride: origin.stride)
      bytes =
        console.json
        ? BacktestCommand.lines(BacktestSummary.json(comparison))
        : ComparisonReport.csv(comparison)
    }
    var files = RejectsFile.outputs(of: reading, options: data)
    if let forecasts {
      files.append(
        .init(
          BacktestReport.csv(results, schema: reading.schema, levels: prepared.grid.levels),
          to: forecasts))
    }
    try deliver(bytes, files: files)
  }

  /// Runs the experiments and tells what came of them; look-ahead is a fault of the program.
  private func runAudit(
    _ plan: BacktestPlan, of panel: Panel, summary: BacktestSummary, context: FitContext,
    bar: ProgressBar
  ) throws {
    let horizon = summary.origin.horizon
    // Later folds know more rows, and may have a longer season for it.
    let (first, seasons) = (summary.prepared.seasons, summary.wholeSeasons)
    let audit = BacktestAudit(
      folds: summary.folds,
      seasons: Seasons(first.main, longer: first.longer + [seasons.main] + seasons.longer),
      isPositive: panel.values.allSatisfy { $0.isNaN || $0 > 0 }, seed: options.seed)
    let findings = try audit.findings(for: panel) {
      (rows, folds) throws(ForecastingError) -> [Backtest.Result] in
      let again: BacktestPlan.Prepared
      do throws(UsageError) {
        again = try plan.prepared(for: rows, folds: folds, horizon: horizon)
      } catch {
        throw ForecastingError(.data, error.message, hint: error.hint)
      }
      return try again.backtest.run(rows, folds: folds, models: again.models, context: context)
    }
    bar.clear()
    let text = AuditText(audit: audit, schema: summary.reading.schema)
    try deliver(
      console.json
        ? BacktestCommand.lines(text.json(findings))
        : Array(findings.map { text.line($0) + "\n" }.joined().utf8),
      files: RejectsFile.outputs(of: summary.reading, options: data))
    if findings.contains(where: { $0.check == .lookAhead && !$0.passes }) {
      throw ExitCode(ExitStatus.bug.rawValue)
    }
  }

  /// Writes the result to its file, with the others or not at all, or to stdout after them.
  private func deliver(_ bytes: [UInt8], files: [AtomicFile.Output]) throws {
    guard let output else {
      if !files.isEmpty { try AtomicFile.write(files) }
      return try StandardOutput.write(bytes)
    }
    try AtomicFile.write(files + [.init(bytes, to: output)])
  }

  private static func lines(_ value: JSONValue) -> [UInt8] {
    Array((JSONWriter.text(value, indented: true) + "\n").utf8)
  }

  private func refitRule() throws(UsageError) -> RefitRule {
    guard let rule = RefitRule(parsing: refit) else {
      throw UsageError(
        "--refit '\(refit)' is neither never, always nor a number of cutoffs",
        hint: "--refit always")
    }
    return rule
  }

  private func checkTogether() throws(UsageError) {
    for (isThere, name) in [
      (compare != nil, "--compare"), (forecasts != nil, "--forecasts"),
      (breakdown.breakdown != nil, "--by"),
    ] where audit && isThere {
      throw UsageError("--audit goes not with \(name)", hint: "leave one of them out")
    }
    if compare != nil, only != nil {
      throw UsageError("--compare goes not with --only", hint: "leave one of them out")
    }
    if compare != nil, breakdown.breakdown != nil {
      throw UsageError("--compare goes not with --by", hint: "leave one of them out")
    }
  }

  /// The models to run, as they are told apart in the results.
  private func modelNames() throws(UsageError) -> [String] {
    if let compare {
      let names = try BacktestCommand.names(compare, "--compare")
      guard names.count == 2 else {
        throw UsageError(
          "--compare '\(compare)' is not two models",
          hint: "--compare \(ModelCatalog.automatic),\(Baseline.seasonalNaive.name)")
      }
      return names
    }
    if let only { return try BacktestCommand.names(only, "--only") }
    guard ModelCatalog.names.contains(options.method) else {
      throw OptionValue.unknown(options.method, "--method", among: ModelCatalog.names)
    }
    return [options.method] + ModelCatalog.baselines.map(\.name).filter { $0 != options.method }
  }

  /// Reads `lstm,theta`; a name that comes twice counts once.
  private static func names(_ text: String, _ option: String) throws(UsageError) -> [String] {
    var names: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = String(part)
      guard ModelCatalog.names.contains(name) else {
        throw OptionValue.unknown(name, option, among: ModelCatalog.names)
      }
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  private func firstCutoff(of reading: PanelReading) throws(UsageError) -> Timestamp? {
    guard let trainEnd else { return nil }
    let style = reading.schema.timestampStyle
    if let time = style.timestamp(from: trainEnd) { return time }
    let panel = reading.panel
    let example = panel.indices.compactMap { index in
      panel[index].isEmpty ? nil : panel.axes[index].timestamp(at: panel[index].count / 2)
    }.max()
    throw UsageError(
      "--train-end '\(trainEnd)' is no time as the data write it",
      hint: example.map { "--train-end \(style.string(from: $0))" })
  }
}
