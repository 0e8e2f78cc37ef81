import ArgumentParser
import ForecastForecasting
import ForecastSeries
import Glibc

/// What is fitted and how, where the defaults are not wanted.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Steps ahead (default: by the step of the data).", valueName: "steps"))
  var horizon: Int?

  @Option(
    help: ArgumentHelp(
      "Season length in steps, or all of them with the main one first: 24,168 (default: by the step).",
      valueName: "steps"))
  var season: String?

  @Option(help: ArgumentHelp("Season length of MASE, where it is another.", valueName: "steps"))
  var metricSeason: Int?

  @Option(help: "What forecasts: \(ModelCatalog.names.joined(separator: ", ")).")
  var method = ModelCatalog.automatic

  @Option(
    help: ArgumentHelp(
      "Interval levels in percent, refused where the data cannot calibrate them (default: 80,95, "
        + "calibrated where they can).", valueName: "list"))
  var levels: String?

  @OptionGroup var network: NetworkOptions
  @OptionGroup var training: TrainingOptions

  @Option(help: "Where all randomness comes from.")
  var seed: UInt64 = 0

  @Flag(help: "Serve every series by the same mixture, whatever a test says of single series.")
  var noGate = false

  @Option(
    help: ArgumentHelp(
      "Threads (default: all processors); the result is the same.", valueName: "count"))
  var threads: Int?

  @OptionGroup var kernel: KernelOptions

  @Option(
    help: ArgumentHelp(
      "Memory that training may take, as 500M or 2G: fewer networks at a time, then batches learned "
        + "from in parts, with the same updates (default: no limit).", valueName: "size"))
  var maxMemory: String?

  /// How many threads may work.
  func threadCount() throws(UsageError) -> Int {
    if let threads {
      return try OptionValue.checked(threads, "--threads", in: 1...1_024)
    }
    return ModelOptions.processorCount
  }

  /// The processors that may work.
  static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// The bytes that training may take; nil for no limit.
  func memoryLimit() throws(UsageError) -> Int? {
    guard let maxMemory else { return nil }
    guard let size = ByteCount(parsing: maxMemory) else {
      throw UsageError("--max-memory '\(maxMemory)' is no size", hint: "--max-memory 500M or 2G")
    }
    return size.bytes
  }

  /// The quantiles of the forecast.
  func grid() throws(UsageError) -> QuantileGrid {
    try levels.map(ModelOptions.grid(parsing:)) ?? .standard
  }

  /// Reads `80,95`.
  static func grid(parsing text: String) throws(UsageError) -> QuantileGrid {
    var levels: [Double] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let level = Double(part), level > 0, level < 100 else {
        throw UsageError(
          "--levels '\(text)': '\(part)' is not between 0 and 100", hint: "--levels 80,95")
      }
      levels.append(level)
    }
    let grid = QuantileGrid(levels: levels)
    guard grid.isDistinctInSinglePrecision else {
      throw UsageError(
        "--levels '\(text)': two levels are too close to tell apart", hint: "--levels 80,95")
    }
    return grid
  }

  /// Weights that a fit begins from, and the season that they are to serve.
  typealias Start = (tuning: FineTuning, season: Int)

  /// What is to be fitted to a panel.
  ///
  /// - Parameters:
  ///   - panel: what is to be learned.
  ///   - start: the weights that it begins from, if any, and the season that they are to serve.
  /// - Returns: the job.
  /// - Throws: `UsageError` for a value that cannot be.
  func fit(for panel: Panel, start: Start? = nil) throws(UsageError) -> ModelFit {
    let horizon = try self.horizon.map { (value) throws(UsageError) in
      try OptionValue.checked(value, "--horizon", in: 1...100_000)
    }
    let step = try stepDefaults(for: panel, horizon: horizon)
    let metricSeason = try self.metricSeason.map { (value) throws(UsageError) in
      try OptionValue.checked(value, "--metric-season", in: 1...100_000)
    }
    let scored = metricSeason ?? step.metricSeason
    var fit = ModelFit(
      method: try method(for: panel, step: step, metricSeason: scored, start: start),
      metricSeason: scored)
    fit.mustCalibrate = levels != nil
    return fit
  }

  /// What follows from the step of the data, and from the seasons that were said.
  func stepDefaults(for panel: Panel, horizon: Int? = nil) throws(UsageError) -> StepDefaults {
    let seasons = try seasons()
    return StepDefaults(
      for: panel, horizon: horizon, season: seasons?.first,
      longSeasons: (seasons?.count ?? 0) > 1 ? seasons.map { Array($0.dropFirst()) } : nil)
  }

  /// The season lengths that were said, the main one first.
  func seasons() throws(UsageError) -> [Int]? {
    guard let season else { return nil }
    var lengths: [Int] = []
    for text in season.split(separator: ",", omittingEmptySubsequences: false) {
      guard let length = Int(text) else {
        throw UsageError(
          "--season '\(season)' is no season length", hint: "--season 12 or --season 24,168")
      }
      lengths.append(try OptionValue.checked(length, "--season", in: 1...100_000))
    }
    guard Set(lengths).count == lengths.count, lengths.first == lengths.min() else {
      throw UsageError(
        "--season \(season) does not begin with the shortest season, or repeats one",
        hint: "--season \(Set(lengths).sorted().map(String.init).joined(separator: ","))")
    }
    return lengths
  }

  private func method(
    for panel: Panel, step: StepDefaults, metricSeason: Int, start: Start?
  ) throws(UsageError) -> ForecastMethod {
    let grid = try grid()
    if let baseline = ModelCatalog.baseline(named: method) {
      return .baseline(baseline, horizon: step.horizon, seasons: step.seasons, grid: grid)
    }
    guard method == ModelCatalog.automatic || method == ModelCatalog.recurrent else {
      throw OptionValue.unknown(method, "--method", among: ModelCatalog.names)
    }
    let settings = try settings(for: panel, step: step, grid: grid, start: start)
    guard method == ModelCatalog.automatic else {
      return .recurrent(settings, start: start?.tuning)
    }
    var forecaster = AutomaticForecaster(
      settings: settings, metricSeason: metricSeason, start: start?.tuning)
    forecaster.hasGate = !noGate
    return .automatic(forecaster)
  }

  private func settings(
    for panel: Panel, step: StepDefaults, grid: QuantileGrid, start: Start?
  ) throws(UsageError) -> RecurrentSettings {
    var settings = RecurrentSettings(for: panel, step: step, grid: grid)
    if let start {
      settings = start.tuning.settings(over: settings, season: start.season)
    }
    try network.apply(to: &settings, keepsShape: start != nil)
    try training.apply(to: &settings)
    return settings
  }
}
