import ForecastRecurrent
import ForecastSeries
import ForecastStorage

/// Chooses how many passes are good, on the last rows of the training part.
///
/// One member is trained on what lies before; after every pass it forecasts from the last cutoffs, and
/// the pass with the lowest loss there is taken. Transforms are fitted before those cutoffs too.
struct PassChoice {
  let settings: RecurrentSettings

  struct Result {
    let epochs: Int
    let errorQuantiles: [Double]?
    let history: [ModelFit.StagedHistory]
  }

  func run(_ panel: Panel, context: FitContext) throws(ForecastingError) -> Result {
    let cutoffs = self.cutoffs(for: panel)
    let limits = panel.indices.map { index -> Int in
      let limit = panel[index].count - settings.horizon - (cutoffs - 1)
      return limit >= RecurrentSettings.fewestRows ? limit : 0
    }
    let judged = panel.indices.filter { limits[$0] > 0 }
    guard !judged.isEmpty else {
      return Result(
        epochs: settings.epochs / 2,
        errorQuantiles: settings.quantileCount == 1
          ? ErrorQuantiles(horizon: settings.horizon).table(grid: settings.grid) : nil,
        history: [])
    }
    let before = judged.map { panel[$0].droppingLast(panel[$0].count - limits[$0]) }
    let store = TransformStore(
      fitting: Panel(frequency: panel.frequency, series: before), season: settings.season,
      adjustsSeason: settings.adjustsSeason)
    let windows = WindowedPanel(
      Panel(frequency: panel.frequency, series: judged.map { panel[$0] }),
      transforms: store.transforms, shape: settings.window)
    let judge = HeldOutCutoffs(
      settings: settings, windows: windows, limits: judged.map { limits[$0] }, cutoffs: cutoffs)

    var random = RandomSource(seed: context.seed, stream: 1 << 32)
    var network = RecurrentNetwork(shape: settings.networkShape, using: &random)
    var source = TrainingWindows(
      windows, limits: judge.limits, settings: settings, seed: context.seed)
    var plan = settings.plan
    plan.patience = settings.patience
    let result = Trainer(plan: plan, threads: context.threads).train(
      &network, on: &source,
      validate: { network, _ in judge.loss(of: network) },
      progress: { record in
        context.report(
          FitContext.Progress(
            stage: "choice", share: Double(record.epoch + 1) / Double(settings.epochs),
            loss: record.validationLoss))
      }, shouldStop: context.shouldStop)
    guard result.ending != .interrupted else {
      throw ForecastingError(.interrupted, "the fit was stopped")
    }
    return Result(
      epochs: PassChoice.epochs(by: result.history),
      errorQuantiles: settings.quantileCount == 1 ? judge.errorQuantiles(of: network) : nil,
      history: [ModelFit.StagedHistory(stage: "choice", member: 1, history: result.history)])
  }

  /// The latest pass whose held-out loss is as good as the best but for noise.
  ///
  /// A schedule that ends at a low rate leaves better weights than one cut short, so ties go to the
  /// later pass.
  static func epochs(by history: TrainingHistory) -> Int {
    let losses = history.epochs.map { $0.validationLoss ?? .infinity }
    guard let best = losses.min(), best.isFinite else { return max(1, losses.count) }
    let latest = losses.lastIndex { $0 <= best * PassChoice.tie } ?? 0
    return latest + 1
  }

  /// Losses within this factor of the best count as equal.
  private static let tie = 1.01

  /// How many cutoffs judge: a whole horizon of them where series are long enough, so that a single
  /// odd window at the end does not decide.
  private func cutoffs(for panel: Panel) -> Int {
    let lengths = panel.indices.map { panel[$0].count }.sorted()
    let typical = lengths[lengths.count / 2]
    return max(1, min(settings.horizon, (typical - settings.horizon) / 8))
  }
}
