import ForecastRecurrent
public import ForecastSeries
import ForecastStorage

/// Trains the recipe's network on a panel: one stacked LSTM over all series together, direct for the
/// whole horizon, several members side by side.
///
/// One pass over a series of T steps trains T forecasts. The network corrects a free rule and starts
/// at exactly that rule, so training can only be asked to improve on it. How many passes are good is
/// chosen on the last rows of the panel, which take no part in that training; then the members are
/// trained on all of it.
public struct RecurrentForecaster: Forecaster {
  /// How it is trained.
  public let settings: RecurrentSettings
  /// What this fit is called in the history.
  public let stage: String
  /// What the networks begin as; nil for random weights.
  public let start: FineTuning?

  /// Makes a forecaster.
  ///
  /// - Parameters:
  ///   - settings: how it is trained; with a start those that `FineTuning.settings(over:season:)` gives.
  ///   - stage: what this fit is called in the history.
  ///   - start: what the networks begin as, at least as many as the settings have members.
  public init(settings: RecurrentSettings, stage: String = "fit", start: FineTuning? = nil) {
    if let start { start.checkFits(settings) }
    self.settings = settings
    self.stage = stage
    self.start = start
  }

  /// What a fit and its course are.
  public struct Report: Sendable {
    /// What was learned.
    public let fitted: FittedRecurrent
    /// Every pass, by stage and member.
    public let history: [ModelFit.StagedHistory]
    /// What the choice of the passes left: networks that did not see the last rows.
    let trial: HeldOutTrial?
  }

  /// The kernel path that trains; another path may differ in the last digits.
  public static var kernelName: String { KernelSelection.name }

  /// Learns from a panel.
  public func fit(
    _ panel: Panel, context: FitContext
  ) throws(ForecastingError) -> FittedRecurrent {
    try fitReporting(panel, context: context).fitted
  }

  /// Learns from a panel and tells how it went.
  ///
  /// - Parameters:
  ///   - panel: what is learned from.
  ///   - context: seed, threads, who listens.
  /// - Returns: what was learned, and every pass.
  /// - Throws: `ForecastingError` where no series is long enough, or the context says stop.
  public func fitReporting(
    _ panel: Panel, context: FitContext
  ) throws(ForecastingError) -> Report {
    let usable = RecurrentForecaster.longEnough(in: panel)
    guard !usable.isEmpty else {
      throw ForecastingError(
        .data,
        "no series has \(RecurrentSettings.fewestRows) values: fewer are nothing to learn from",
        hint: "give more history, or fill missing values with --missing")
    }
    let learned = Panel(frequency: panel.frequency, series: usable.map { panel[$0] })
    var chosen = settings
    var history: [ModelFit.StagedHistory] = []
    var trial: HeldOutTrial?
    if chosen.chosenEpochs == nil {
      // Weights were trained to correct one base and no other.
      if start == nil { chosen.base = BaseChoice.base(for: learned, settings: settings) }
      let choice = try PassChoice(settings: chosen, start: start).run(learned, context: context)
      chosen.chosenEpochs = choice.epochs
      chosen.epochs = max(1, choice.plannedEpochs)
      chosen.errorQuantiles = choice.errorQuantiles
      history += choice.history
      trial = choice.trial
    }
    if chosen.quantileCount == 1, chosen.errorQuantiles == nil {
      chosen.errorQuantiles = ErrorQuantiles(horizon: chosen.window.horizon).table(
        grid: chosen.grid)
    }
    chosen.shorten(
      toFit: context,
      batches: PassSizes(
        limits: learned.indices.map { learned[$0].count }, settings: chosen
      ).batches)
    let store = TransformStore(
      fitting: learned, season: chosen.season, adjustsSeason: chosen.adjustsSeason)
    let windows = WindowedPanel(learned, transforms: store.transforms, shape: chosen.window)
    let trained = try MemberTraining(
      settings: chosen, windows: windows, limits: learned.indices.map { learned[$0].count },
      stage: stage, start: start
    ).run(context: context)
    history += trained.history
    if trained.isCut {
      let count = trained.networks.count
      context.course.leaveOut(
        count < chosen.memberCount
          ? "\(count) of \(chosen.memberCount) members trained for the \(stage)"
          : "the \(stage) ended within its passes")
      chosen.memberCount = count
    }
    let fallback = try BaselineForecaster(
      baseline: .seasonalNaive, horizon: chosen.horizon, seasons: Seasons(chosen.season),
      grid: chosen.grid
    ).fit(panel, context: context)
    let fitted = FittedRecurrent(
      settings: chosen, store: store, fallback: fallback,
      errorQuantiles: chosen.errorQuantiles, networks: trained.networks)
    return Report(fitted: fitted, history: history, trial: trial)
  }

  /// Whether a panel has a series with enough values to learn from.
  static func canLearn(from panel: Panel) -> Bool { !longEnough(in: panel).isEmpty }

  /// The series with enough values to learn from.
  static func longEnough(in panel: Panel) -> [Int] {
    panel.indices.filter { index in
      panel[index].values.count { !$0.isNaN } >= RecurrentSettings.fewestRows
    }
  }
}
