import ArgumentParser
import ForecastForecasting
import ForecastSeries
import Glibc

/// What is fitted and how, where the defaults are not wanted.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Steps ahead (default: by the step of the data).", valueName: "steps"))
  var horizon: Int?

  @Option(
    help: ArgumentHelp("Main season length in steps (default: by the step).", valueName: "steps"))
  var season: Int?

  @Option(help: ArgumentHelp("Season length of MASE, where it is another.", valueName: "steps"))
  var metricSeason: Int?

  @Option(help: "What forecasts: \(ModelCatalog.names.joined(separator: ", ")).")
  var method = ModelCatalog.automatic

  @Option(help: ArgumentHelp("Interval levels in percent (default: 80,95).", valueName: "list"))
  var levels: String?

  @Option(help: ArgumentHelp("Recent values that the network sees.", valueName: "steps"))
  var lookback: Int?

  @Option(help: ArgumentHelp("Units in each layer.", valueName: "units"))
  var hidden: Int?

  @Option(help: ArgumentHelp("Stacked layers (default: 2).", valueName: "count"))
  var layers: Int?

  @Option(help: ArgumentHelp("Networks trained side by side.", valueName: "count"))
  var members: Int?

  @Option(help: "Loss: \(LossName.allCases.map(\.rawValue).joined(separator: ", ")).")
  var loss = LossName.pinball.rawValue

  @Option(help: "Optimizer: \(OptimizerName.allCases.map(\.rawValue).joined(separator: ", ")).")
  var optimizer = OptimizerName.adam.rawValue

  @Option(help: ArgumentHelp("Highest learning rate (default: 0.003).", valueName: "rate"))
  var learningRate: Float?

  @Option(help: ArgumentHelp("Sequences in a batch (default: 32).", valueName: "count"))
  var batch: Int?

  @Option(help: ArgumentHelp("Passes over the data that are planned.", valueName: "count"))
  var epochs: Int?

  @Option(
    help: ArgumentHelp(
      "Stop after this many passes without a better held-out loss.", valueName: "count"))
  var patience: Int?

  @Option(help: ArgumentHelp("Clip gradients: norm:1, value:0.5 or none.", valueName: "rule"))
  var clip = ClippingRule.norm(1).description

  @Option(help: "Where all randomness comes from.")
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Threads (default: all processors); the result is the same.", valueName: "count"))
  var threads: Int?

  /// How many threads may work.
  func threadCount() throws(UsageError) -> Int {
    if let threads {
      return try ModelOptions.checked(threads, "--threads", in: 1...1_024)
    }
    return max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
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

  /// What is to be fitted to a panel.
  func fit(for panel: Panel) throws(UsageError) -> ModelFit {
    let horizon = try self.horizon.map { (value) throws(UsageError) in
      try ModelOptions.checked(value, "--horizon", in: 1...100_000)
    }
    let season = try self.season.map { (value) throws(UsageError) in
      try ModelOptions.checked(value, "--season", in: 1...100_000)
    }
    let step = StepDefaults(for: panel, horizon: horizon, season: season)
    let metricSeason = try self.metricSeason.map { (value) throws(UsageError) in
      try ModelOptions.checked(value, "--metric-season", in: 1...100_000)
    }
    return ModelFit(
      method: try method(for: panel, step: step),
      metricSeason: metricSeason ?? step.metricSeason)
  }

  private func method(
    for panel: Panel, step: StepDefaults
  ) throws(UsageError) -> ModelFit.Method {
    let grid = try grid()
    if let baseline = ModelCatalog.baseline(named: method) {
      return .baseline(baseline, horizon: step.horizon, season: step.season, grid: grid)
    }
    guard method == ModelCatalog.automatic || method == ModelCatalog.recurrent else {
      let nearest = Spelling.nearest(to: method, among: ModelCatalog.names)
      throw UsageError(
        "--method '\(method)' is unknown",
        hint: nearest.map { "--method \($0)" }
          ?? "one of \(ModelCatalog.names.joined(separator: ", "))")
    }
    return .recurrent(try settings(for: panel, step: step, grid: grid))
  }

  private func settings(
    for panel: Panel, step: StepDefaults, grid: QuantileGrid
  ) throws(UsageError) -> RecurrentSettings {
    var settings = RecurrentSettings(for: panel, step: step, grid: grid)
    func set(
      _ value: Int?, _ option: String, in range: ClosedRange<Int>,
      _ place: WritableKeyPath<RecurrentSettings, Int>
    ) throws(UsageError) {
      guard let value else { return }
      settings[keyPath: place] = try ModelOptions.checked(value, option, in: range)
    }
    try set(lookback, "--lookback", in: 1...100_000, \.lookback)
    try set(hidden, "--hidden", in: 1...4_096, \.hiddenSize)
    try set(layers, "--layers", in: 1...16, \.layerCount)
    try set(members, "--members", in: 1...1_000, \.memberCount)
    try set(batch, "--batch", in: 1...100_000, \.batchSize)
    try set(epochs, "--epochs", in: 1...1_000_000, \.epochs)
    settings.patience = try patience.map { (value) throws(UsageError) in
      try ModelOptions.checked(value, "--patience", in: 1...1_000_000)
    }
    guard let loss = LossName(rawValue: loss) else {
      throw ModelOptions.unknown("--loss", loss, among: LossName.allCases.map(\.rawValue))
    }
    guard let optimizer = OptimizerName(rawValue: optimizer) else {
      throw ModelOptions.unknown(
        "--optimizer", optimizer, among: OptimizerName.allCases.map(\.rawValue))
    }
    guard let clipping = ClippingRule(parsing: clip) else {
      throw UsageError("--clip '\(clip)' is no rule", hint: "--clip norm:1, value:0.5 or none")
    }
    if let learningRate {
      guard learningRate > 0, learningRate <= 10 else {
        throw UsageError(
          "--learning-rate \(learningRate) is not between 0 and 10", hint: "--learning-rate 0.003")
      }
      settings.learningRate = learningRate
    }
    settings.loss = loss
    settings.optimizer = optimizer
    settings.clipping = clipping
    return settings
  }

  private static func checked(
    _ value: Int, _ option: String, in range: ClosedRange<Int>
  ) throws(UsageError) -> Int {
    guard range.contains(value) else {
      throw UsageError(
        "\(option) \(value) is not between \(range.lowerBound) and \(range.upperBound)")
    }
    return value
  }

  private static func unknown(
    _ option: String, _ value: String, among names: [String]
  ) -> UsageError {
    let nearest = Spelling.nearest(to: value, among: names)
    return UsageError(
      "\(option) '\(value)' is unknown",
      hint: nearest.map { "\(option) \($0)" } ?? "one of \(names.joined(separator: ", "))")
  }
}
