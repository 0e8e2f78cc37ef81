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
      epochs: (result.bestEpoch ?? 0) + 1,
      errorQuantiles: settings.quantileCount == 1 ? judge.errorQuantiles(of: network) : nil,
      history: [ModelFit.StagedHistory(stage: "choice", member: 1, history: result.history)])
  }

  /// How many cutoffs judge: many where series are few, one where many series speak for each.
  private func cutoffs(for panel: Panel) -> Int {
    let lengths = panel.indices.map { panel[$0].count }.sorted()
    let typical = lengths[lengths.count / 2]
    let wanted = max(1, 200 / max(panel.count, 1))
    return max(1, min(wanted, min(settings.horizon, (typical - settings.horizon) / 4)))
  }
}
