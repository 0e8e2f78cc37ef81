import ForecastForecasting
import ForecastIngestion
import ForecastRecurrent
import ForecastSeries
import ForecastStorage

/// The model that `fit --from` begins from, and what may be asked beside it.
struct StartingModel {
  /// Where it is, as the user wrote it.
  let path: String
  /// Its weights, and what they were trained for.
  let tuning: FineTuning
  /// Where its data came from.
  let source: ModelSource

  /// Loads a model; one without weights is refused.
  init(contentsOf path: String, key: FileKey? = nil) throws {
    let archive = try ModelFile.load(path, key: key)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let tuning = FineTuning(from: archive.model, name: name) else {
      throw ForecastingError(
        .data,
        "\(path): holds the rule \(archive.model.method), which has no weights to begin from",
        hint: "name a model that was fitted with --method auto or lstm")
    }
    self.path = path
    self.tuning = tuning
    source = archive.source
  }

  // MARK: Options

  /// Refuses what contradicts the weights.
  func check(_ options: ModelOptions) throws(UsageError) {
    if ModelCatalog.baseline(named: options.method) != nil {
      throw UsageError(
        "--method \(options.method) contradicts --from \(path): a rule has no weights to begin with",
        hint: "leave --method out, or fit without --from")
    }
    let settings = tuning.settings
    let network = options.network
    if let name = network.cell {
      let cell: RecurrentCell = try OptionValue.choice(name, "--cell")
      try check("--cell", cell.rawValue, settings.cell.rawValue)
    }
    try check("--layers", network.layers, settings.layerCount)
    try check("--hidden", network.hidden, settings.hiddenSize)
    try check("--lookback", network.lookback, settings.lookback)
    if network.bidirectional, !settings.isBidirectional {
      throw contradiction("--bidirectional", "without --bidirectional", option: "--bidirectional")
    }
    if let residual = network.residual, residual != settings.hasResidual {
      let options = ["--no-residual", "--residual"]
      let option = options[residual ? 1 : 0]
      throw contradiction(option, "with \(options[residual ? 0 : 1])", option: option)
    }
    try checkLoss(options)
    if let members = network.members, members > tuning.networks.count {
      let count = tuning.networks.count
      throw UsageError(
        "--members \(members) contradicts --from \(path), which has "
          + Rounded.counted(count, "network"),
        hint: "--members \(count) at most, or fit without --from")
    }
  }

  /// The networks' last layer says quantiles of certain levels, or one point.
  private func checkLoss(_ options: ModelOptions) throws(UsageError) {
    let settings = tuning.settings
    if let name = options.training.loss {
      let loss: LossName = try OptionValue.choice(name, "--loss")
      if (loss == .pinball) != (settings.loss == .pinball) {
        try check("--loss", loss.rawValue, settings.loss.rawValue)
      }
    }
    if options.levels != nil, settings.loss == .pinball {
      try check(
        "--levels", StartingModel.text(of: try options.grid()),
        StartingModel.text(of: settings.grid))
    }
  }

  private static func text(of grid: QuantileGrid) -> String {
    grid.levels.map(Metric.label(ofLevel:)).joined(separator: ",")
  }

  private func check<Value: Equatable & CustomStringConvertible>(
    _ option: String, _ asked: Value?, _ trained: Value
  ) throws(UsageError) {
    guard let asked, asked != trained else { return }
    throw contradiction("\(option) \(asked)", "with \(option) \(trained)", option: option)
  }

  private func contradiction(_ asked: String, _ trained: String, option: String) -> UsageError {
    UsageError(
      "\(asked) contradicts --from \(path), whose networks were trained \(trained)",
      hint: "leave \(option) out, or fit without --from")
  }

  // MARK: Data

  /// What a fit to a panel begins from.
  ///
  /// - Throws: `ForecastingError` where the networks look back by another season than the data have, or
  ///   by another longer one than was asked for.
  func start(for panel: Panel, options: ModelOptions) throws -> ModelOptions.Start {
    let season = try season(
      for: panel, step: try options.stepDefaults(for: panel), asked: try options.seasons())
    return (tuning, season)
  }

  /// The main season of the fit: what was asked for, else the model's where the data have its step, else
  /// the one of their own step.
  private func season(
    for panel: Panel, step: StepDefaults, asked: [Int]?
  ) throws(ForecastingError) -> Int {
    let (own, longOwn) = (tuning.settings.season, tuning.settings.longSeason)
    if let long = asked?.dropFirst().first(where: { $0 != longOwn }) {
      let known = longOwn.map { "with \($0)" } ?? "without one"
      throw ForecastingError(
        .data,
        "a longer season of \(long) goes not with \(path), whose networks were trained \(known)",
        hint: "leave it out of --season, or fit without --from")
    }
    let wanted = asked?.first ?? (panel.frequency == source.frequency ? own : nil)
    guard tuning.isSeasonBound else {
      // Where the rows are too few for a season there is none.
      return wanted.map { StepDefaults(for: panel, horizon: step.horizon, season: $0).season }
        ?? step.season
    }
    let season = wanted ?? step.season
    guard season == own else {
      let text = ([own] + tuning.settings.seasons.longer).map(String.init).joined(separator: ",")
      throw ForecastingError(
        .data,
        "a season of \(season) goes not with \(path), whose networks look back by \(text) steps",
        hint: "--season \(text), or fit without --from")
    }
    return own
  }

  /// What must be said where the model may know the rows that are held out; nil where it does not.
  ///
  /// It was fitted on the same file, or on one with the same rows, and its last row is not before them.
  func warning(
    about panel: Panel, of reading: PanelReading, paths: [String], horizon: Int
  ) -> String? {
    guard isFitted(on: reading, paths: paths) else { return nil }
    let style = reading.schema.timestampStyle
    let lengths = panel.indices.map { panel[$0] }.filter { $0.count > horizon }
    let latest = lengths.max { ($0.lastTimestamp?.seconds ?? 0) < ($1.lastTimestamp?.seconds ?? 0) }
    guard let latest else { return nil }
    for step in stride(from: latest.count - 1 - horizon, through: 0, by: -1)
    where style.string(from: latest.axis.timestamp(at: step)) == source.last { return nil }
    return
      "\(path) may know the last \(Rounded.counted(horizon, "row")) of \(FilePath.listing(paths)), on which it was "
      + "fitted: the held-out figures and the intervals may be too good"
  }

  private func isFitted(on reading: PanelReading, paths: [String]) -> Bool {
    let stored = ModelFile.dataPaths(of: source, modelPath: path)
    if stored.count == paths.count, paths != ["-"],
      zip(stored, paths).allSatisfy({ OutputPaths.leadToSameFile($0, $1) })
    {
      return true
    }
    let same = ModelFile.source(
      of: reading, paths: [], modelPath: path, missing: .mask, metricSeason: source.metricSeason)
    return same.rowCount == source.rowCount && same.seriesCount == source.seriesCount
      && same.first == source.first && same.last == source.last
      && same.frequency == source.frequency
  }
}
