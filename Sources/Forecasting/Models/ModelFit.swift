public import ForecastRecurrent
public import ForecastSeries

/// The whole job of fitting: held-out tail, choice, score, refit on every row.
public struct ModelFit: Sendable {
  /// What came of it.
  public struct Outcome: Sendable {
    /// The model, refitted on every row that it may see, its intervals calibrated on the held-out tail.
    public let served: ServedModel
    /// Its figures and the free rules', on the held-out tail, before the refit and the calibration.
    public let metrics: MetricsTable
    /// Every pass over the data, by stage and member; empty for a free rule.
    public let history: [StagedHistory]
    /// How many series were too short for the network.
    public let shortSeries: Int
    /// Share of the held-out series where the model did worse than the seasonal naive.
    public let shareWorse: Double?

    /// What the fit promises by its held-out tail; nil where nothing could be held out.
    public var heldOut: HeldOutFigures?

    /// What there was no time for; empty without a deadline.
    public var leftOut: [String] = []

    /// What forecasts, without its calibration.
    public var model: FittedModel { served.core }

    /// What must not be missed about the training: steps that were left out.
    public var notes: [String] {
      let skipped = history.reduce(0) { $0 + $1.history.skippedSteps }
      guard skipped > 0 else { return [] }
      return [
        "\(skipped) training steps were not finite and left out, the learning rate halved after each"
      ]
    }
  }

  /// The passes of one member in one stage.
  public struct StagedHistory: Sendable {
    /// `choice`, `held-out` or `refit`.
    public let stage: String
    /// Which member, from 1.
    public let member: Int
    /// Its passes.
    public let history: TrainingHistory
    /// The loss on held-out cutoffs after the last pass, where it was measured only there.
    public var heldOutLoss: Double?
  }

  /// What is to be fitted.
  public let method: ForecastMethod
  /// The season length of the metrics, in steps.
  public let metricSeason: Int
  /// Whether every level was asked for by name, and is refused where the data cannot calibrate it.
  public var mustCalibrate = false
  /// What becomes of missing values before they are learned from.
  public var missing = MissingValuePolicy.mask

  /// How missing values are filled.
  public var filling: MissingValueFilling { MissingValueFilling(missing, season: season) }

  /// Makes a job.
  public init(method: ForecastMethod, metricSeason: Int) {
    self.method = method
    self.metricSeason = metricSeason
  }

  /// Does the job.
  ///
  /// - Parameters:
  ///   - rows: the rows that may be learned from, not filled.
  ///   - context: seed, threads, who listens.
  /// - Returns: the model with its figures.
  /// - Throws: `ForecastingError` where the panel is too short, or the context says stop.
  public func run(_ rows: Panel, context: FitContext) throws(ForecastingError) -> Outcome {
    try checkLength(of: rows)
    let panel = filling.fill(rows)
    let tail = HeldOutTail(rows, horizon: horizon, season: metricSeason, filling: filling)
    // The last training is the largest: what has no room in memory is to fail before the first.
    _ = try memoryPlan(for: panel, context: context)
    var history: [StagedHistory] = []
    var chosen = method
    var windows: [ScoredWindow] = []
    var calibration: [CalibrationWindow] = []
    if mustCalibrate { try checkCalibration(in: tail) }
    let budget = try BudgetPlan(for: self, panel: panel, tail: tail, context: context)
    if let budget { chosen = budget.method }
    if !tail.isEmpty, budget?.hasTrial ?? true, method.canLearn(from: tail.training) {
      let context = budget?.trial ?? context
      let trial = try chosen.fitReporting(tail.training, stage: "held-out", context: context)
      history += trial.history
      chosen = trial.chosen
      windows = tail.windows(
        of: try ServedModel(trial.model, calibratedBy: trial.calibration)
          .predict(horizon: horizon, following: tail.training, context: context))
      if method.recurrentSettings != nil {
        calibration =
          try trial.calibration
          + CalibrationWindow.rolling(
            trial.model, over: filling.looksBackOnly ? panel : rows, tail: tail, context: context)
      }
    }
    let context = budget?.refit ?? context
    let final = try chosen.fitReporting(panel, stage: "refit", context: context)
    if budget?.hasTrial ?? true, method.recurrentSettings == nil {
      calibration = try CalibrationWindow.rolling(
        final.model, over: panel, context: context)
    }
    let short =
      method.recurrentSettings == nil
      ? 0 : panel.count - RecurrentForecaster.longEnough(in: panel).count
    return try outcome(
      final.model, windows: windows, calibration: calibration, tail: tail,
      history: history + final.history, shortSeries: short, context: context)
  }

  /// How the largest training, the one on all rows, will be laid out in memory.
  ///
  /// - Parameters:
  ///   - panel: the rows that may be learned from.
  ///   - context: the threads and the memory there are.
  /// - Returns: the layout; nil for a free rule, and where no series is long enough for the network.
  /// - Throws: `ForecastingError` of kind `memory` where a single sequence is too much.
  public func memoryPlan(
    for panel: Panel, context: FitContext
  ) throws(ForecastingError) -> MemoryPlan? {
    guard let sizes = passSizes(of: panel), let settings = method.recurrentSettings else {
      return nil
    }
    return try MemoryPlan(
      settings: settings, sizes: sizes, networks: settings.memberCount, context: context)
  }

  /// The batches of one pass over a panel; nil for a free rule.
  public func batchesPerPass(over panel: Panel) -> Int? { passSizes(of: panel)?.batches }

  private func passSizes(of panel: Panel) -> PassSizes? {
    guard let settings = method.recurrentSettings else { return nil }
    let limits = RecurrentForecaster.longEnough(in: panel).map { panel[$0].count }
    return limits.isEmpty ? nil : PassSizes(limits: limits, settings: settings)
  }

  private func outcome(
    _ model: FittedModel, windows: [ScoredWindow], calibration: [CalibrationWindow],
    tail: HeldOutTail, history: [StagedHistory], shortSeries: Int, context: FitContext
  ) throws(ForecastingError) -> Outcome {
    let served = ServedModel(model, calibratedBy: calibration)
    do {
      if mustCalibrate { try served.checkSupport() }
    } catch {
      // A deadline always ends with a model; what its intervals are worth is told.
      guard !context.course.leftOut.isEmpty else { throw error }
      context.course.leaveOut("a level that was asked for is not calibrated")
    }
    var models = [(name: model.method, windows: windows)]
    // Without a score of its own there is nothing to compare, and no time for it either.
    let references = context.deadline != nil && windows.isEmpty ? [] : ModelCatalog.references
    for rule in references where rule.name != model.method {
      let left = context.deadline?.secondsLeft ?? .infinity
      let compared =
        context.course.secondsPerForecast(of: rule) > left
        ? []
        : try tail.windows(
          of: rule, horizon: horizon, seasons: method.seasons, grid: model.grid, context: context)
      // A figure over fewer series than the model's would mislead.
      if context.deadline != nil, compared.isEmpty || context.isOutOfTime {
        context.course.leaveOut("the model was not compared with \(rule.name)")
        continue
      }
      models.append((rule.name, compared))
    }
    let shares = windows.compactMap { Metric.skill.value([$0]) }
    return Outcome(
      served: served,
      metrics: MetricsTable(models, season: metricSeason, levels: model.grid.levels),
      history: history, shortSeries: shortSeries,
      shareWorse: shares.isEmpty
        ? nil : Double(shares.count { $0 < 0 }) / Double(shares.count),
      heldOut: HeldOutFigures(of: windows, horizon: horizon), leftOut: context.course.leftOut)
  }

  /// How many steps ahead will be forecast.
  public var horizon: Int { method.horizon }

  /// The main season length m, in steps.
  public var season: Int { method.seasons.main }

  private func checkLength(of panel: Panel) throws(ForecastingError) {
    let longest = panel.indices.map { panel[$0].count }.max() ?? 0
    guard longest < RecurrentSettings.fewestRows else { return }
    let subject = panel.count == 1 ? "the series has" : "every series is too short: the longest has"
    let rows = longest == 1 ? "1 row" : "\(longest) rows"
    throw ForecastingError(
      .data,
      "\(subject) \(rows), \(RecurrentSettings.fewestRows - longest) fewer than the "
        + "\(RecurrentSettings.fewestRows) that a fit needs",
      hint: "give more history, or merge short series")
  }
}
