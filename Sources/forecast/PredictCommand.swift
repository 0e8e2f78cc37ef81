import ArgumentParser
import ForecastForecasting
import ForecastIngestion
import ForecastRecurrent
import ForecastReporting
import ForecastSeries
import ForecastStorage

/// `forecast predict [DATA]`: forecast from the end of the data with a saved model, without refitting.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Forecast from the end of the data with a saved model.")

  @Argument(
    help: ArgumentHelp(
      "The data: a CSV file (also .gz) or several, or - for stdin (default: what the model was fitted on).",
      valueName: "data"))
  var files: [String] = []

  @Option(help: ArgumentHelp("The model.", valueName: "path"))
  var model = ModelFile.defaultPath

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the forecast goes (default: stdout).", valueName: "path"))
  var output: String?

  @Option(help: ArgumentHelp("Steps ahead, at most as many as were fitted.", valueName: "steps"))
  var horizon: Int?

  @Option(
    help: ArgumentHelp("Interval levels to write, of those that were fitted.", valueName: "list"))
  var levels: String?

  @Option(
    help: ArgumentHelp(
      "Write sample paths instead, so many a series: a row a series, step and path.",
      valueName: "count"))
  var paths: Int?

  @Flag(help: "Forecast the sum over the horizon: one row a series, at the last time.")
  var total = false

  @Option(help: "Where the randomness of --paths and --total comes from.")
  var seed: UInt64 = 0

  @OptionGroup var kernel: KernelOptions
  @OptionGroup var lock: LockOptions
  @OptionGroup var process: RunOptions
  @OptionGroup var key: KeyOptions
  @OptionGroup var age: AgeOptions
  @OptionGroup(title: "Forecast options") var serving: ServingOptions
  @OptionGroup(title: "Console options") var console: ConsoleOptions

  func run() throws {
    try checkPaths()
    try serving.check()
    try age.check()
    try process.begin("predict")
    try kernel.select()
    let held = try lock.take(for: output ?? "/dev/stdout")
    try forecast()
    held?.release()
  }

  private func forecast() throws {
    let archive = try ModelFile.load(model, key: key.load())
    var served = archive.served
    try serving.apply(to: &served)
    let fitted = served.core
    let steps = try checkedHorizon(of: fitted)
    let levels = try checkedLevels(of: fitted)
    let data = try dataPaths(of: archive)
    let stored = StoredReading.options(from: archive.source.reading)
    let reading = try readEnd(data, of: served, stored) ?? read(data, options: stored.options)
    console.tell(reading, path: FilePath.listing(data))
    try OutputPaths.check(output.map { [$0] } ?? [], keeping: data + [model])
    if files.isEmpty {
      let rows = (reading.isOfEnd ? "the last " : "") + "\(reading.rowCount) rows"
      console.note(
        "\(FilePath.listing(data)): \(rows), \(archive.source.rowCount) at the fit, whose last was "
          + archive.source.last)
    }
    try age.judge(reading, path: FilePath.listing(data), console: console)
    let panel = MissingValueFilling(stored.missing, season: fitted.season).fill(reading.panel)
    try SeriesChanges(of: reading, since: archive).tell(to: console)
    let bytes = try result(
      of: served, steps: steps, levels: levels, panel: panel, schema: reading.schema)
    if let output {
      try AtomicFile.write(bytes, to: output)
    } else {
      try StandardOutput.write(bytes)
    }
  }

  /// The forecasts, totals or paths as they are written.
  private func result(
    of served: ServedModel, steps: Int, levels: [Double], panel: Panel, schema: PanelSchema
  ) throws -> [UInt8] {
    if let paths {
      let values = paths * steps * panel.count
      guard values <= PredictCommand.mostPathValues else {
        throw ForecastingError(
          .memory,
          "\(paths) paths of \(Rounded.counted(steps, "step")) for \(panel.count) series are "
            + "\(values) rows, and \(PredictCommand.mostPathValues) are the most that are written",
          hint: "fewer --paths, a shorter --horizon, or a file with fewer series")
      }
      return PathReport.csv(
        try served.paths(paths, horizon: steps, following: panel, seed: seed), schema: schema)
    }
    let forecasts =
      total
      ? try served.totals(horizon: steps, following: panel, seed: seed)
      : try served.predict(
        horizon: steps, following: panel,
        context: FitContext(threads: ModelOptions.processorCount))
    guard console.json else {
      return ForecastReport.csv(forecasts, schema: schema, levels: levels)
    }
    return Array(
      (JSONWriter.text(ForecastJSON.value(forecasts, schema: schema, levels: levels)) + "\n").utf8)
  }

  /// Rows of paths that still fit into memory.
  private static let mostPathValues = 20_000_000

  private func checkPaths() throws(UsageError) {
    guard let paths else { return }
    _ = try OptionValue.checked(paths, "--paths", in: 1...100_000)
    for (isSet, other) in [
      (total, "--total"), (levels != nil, "--levels"), (console.json, "--json"),
    ]
    where isSet {
      throw UsageError("--paths goes not with \(other)", hint: "leave one of them out")
    }
  }

  /// Reads only the end of a large file where the model looks at nothing else; nil where the whole file has
  /// to be read.
  private func readEnd(
    _ data: [String], of served: ServedModel,
    _ stored: (options: ReadingOptions, missing: MissingValuePolicy)
  ) throws -> PanelReading? {
    guard data.count == 1, let steps = served.core.tailLength else { return nil }
    let reading = try PanelReader.readEnd(
      of: data[0], steps: max(steps, PredictCommand.fewestSteps), options: stored.options)
    // What a gap is filled with may come from rows before.
    guard let reading else { return nil }
    let panel = reading.panel
    let isWhole = panel.indices.allSatisfy { !panel[$0].values.contains(where: \.isNaN) }
    return stored.missing == .mask || isWhole ? reading : nil
  }

  /// Steps that are read in any case, for what is said about the last rows.
  private static let fewestSteps = 100

  /// Reads the data as the model says; a remedy that is an option is one of `fit`.
  private func read(_ data: [String], options: ReadingOptions) throws -> PanelReading {
    do {
      return try PanelReader.read(data, options: options)
    } catch {
      guard let hint = error.hint, hint.hasPrefix("--"), error.storageError == nil else {
        throw error
      }
      throw IngestionError(
        error.kind, error.message, at: error.location,
        hint: "mend the file, or fit again with \(hint)")
    }
  }

  private func checkedHorizon(of fitted: FittedModel) throws -> Int {
    guard let horizon else { return fitted.horizon }
    guard horizon >= 1 else {
      throw UsageError("--horizon \(horizon) is not positive", hint: "--horizon \(fitted.horizon)")
    }
    return horizon
  }

  private func checkedLevels(of fitted: FittedModel) throws -> [Double] {
    guard let levels else { return fitted.grid.levels }
    let asked = try ModelOptions.grid(parsing: levels).levels
    if let unknown = asked.first(where: { !fitted.grid.levels.contains($0) }) {
      let known = fitted.grid.levels.map(Metric.label(ofLevel:)).joined(separator: ",")
      throw ForecastingError(
        .data, "the model has no interval of \(Metric.label(ofLevel: unknown)) % (it has \(known))",
        hint: "forecast fit DATA --levels \(levels)")
    }
    return asked
  }

  private func dataPaths(of archive: ModelArchive) throws -> [String] {
    if !files.isEmpty { return files }
    let stored = ModelFile.dataPaths(of: archive.source, modelPath: model)
    guard !stored.isEmpty else {
      throw UsageError(
        "\(model) was fitted from a stream and names no data", hint: "forecast predict DATA")
    }
    return stored
  }
}
