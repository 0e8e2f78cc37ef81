import ForecastRecurrent
import ForecastSeries
import ForecastStorage

/// Chooses how many passes are good, on the last rows of the training part.
///
/// Members are trained on what lies before and forecast from the last cutoffs; ``PassLadder`` says which
/// numbers of passes are tried and which is taken. Transforms are fitted before those cutoffs too.
struct PassChoice {
  let settings: RecurrentSettings
  /// What the networks begin as; nil for random weights.
  var start: FineTuning?

  struct Result {
    /// Passes that are good.
    let epochs: Int
    /// Passes that the schedule is to be laid out for.
    let plannedEpochs: Int
    let errorQuantiles: [Double]?
    /// The best networks with the rows that they did not see; nil where no series is long enough.
    let trial: HeldOutTrial?
    let history: [ModelFit.StagedHistory]
  }

  /// For each series the first row that a choice sets apart; 0 where too few would be left before it.
  func limits(for panel: Panel) -> [Int] {
    let apart = settings.horizon + cutoffs(for: panel) - 1
    return panel.indices.map { index in
      let limit = panel[index].count - apart
      return limit >= RecurrentSettings.fewestRows ? limit : 0
    }
  }

  func run(_ panel: Panel, context: FitContext) throws(ForecastingError) -> Result {
    let cutoffs = self.cutoffs(for: panel)
    let limits = limits(for: panel)
    let judged = panel.indices.filter { limits[$0] > 0 }
    guard !judged.isEmpty else {
      return Result(
        epochs: max(1, settings.epochs / 2), plannedEpochs: settings.epochs,
        errorQuantiles: settings.quantileCount == 1
          ? ErrorQuantiles(horizon: settings.window.horizon).table(grid: settings.grid) : nil,
        trial: nil, history: [])
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

    let seen = Panel(frequency: panel.frequency, series: before)
    /// The networks as a forecaster that stops before the rows that judge.
    func trial(
      _ networks: [RecurrentNetwork], epochs: Int, errorQuantiles: [Double]?
    ) throws(ForecastingError) -> HeldOutTrial? {
      guard !networks.isEmpty else { return nil }
      var trained = settings
      (trained.chosenEpochs, trained.memberCount) = (epochs, networks.count)
      let fallback = try BaselineForecaster(
        baseline: .seasonalNaive, horizon: settings.horizon, seasons: settings.seasons,
        grid: settings.grid
      ).fit(seen, context: context)
      return HeldOutTrial(
        panel: Panel(frequency: panel.frequency, series: judged.map { panel[$0] }),
        fitted: FittedRecurrent(
          settings: trained, store: store, fallback: fallback, errorQuantiles: errorQuantiles,
          networks: networks),
        limits: judge.limits, cutoffs: cutoffs)
    }
    if settings.patience != nil, settings.budgetedEpochs != 0 {
      let (result, network) = try stopEarly(judge, context: context)
      return Result(
        epochs: result.epochs, plannedEpochs: result.plannedEpochs,
        errorQuantiles: result.errorQuantiles,
        trial: try trial(
          [network], epochs: result.epochs, errorQuantiles: result.errorQuantiles),
        history: result.history)
    }
    var best = (epochs: settings.epochs, networks: [RecurrentNetwork]())
    var history: [ModelFit.StagedHistory] = []
    var ladder = PassLadder(planned: settings.budgetedEpochs == 0 ? 0 : settings.epochs)
    while let epochs = ladder.next {
      guard
        history.isEmpty || hasTime(for: epochs, of: panel, limits: judge.limits, context: context)
      else {
        context.course.leaveOut("no time to try \(epochs) passes")
        break
      }
      var trial = settings
      (trial.epochs, trial.chosenEpochs) = (epochs, epochs)
      trial.memberCount = PassChoice.judgedMembers(of: panel, settings: settings)
      let trained = try MemberTraining(
        settings: trial, windows: windows, limits: judge.limits, stage: "choice",
        start: start
      ).run(context: context)
      if trained.isCut {
        context.course.leaveOut("the trial of \(epochs) passes was cut short")
        // Something that was never finished is better than nothing, and only than that.
        if best.networks.isEmpty { best = (epochs, trained.networks) }
        break
      }
      let loss = judge.loss(of: trained.networks)
      history += trained.history.map { part in
        var part = part
        part.heldOutLoss = loss
        return part
      }
      if ladder.note(loss: loss, of: epochs) { best = (epochs, trained.networks) }
    }
    let quantiles = best.networks.isEmpty ? nil : errorQuantiles(judge, of: best.networks)
    return Result(
      epochs: best.epochs, plannedEpochs: best.epochs, errorQuantiles: quantiles,
      trial: try trial(best.networks, epochs: best.epochs, errorQuantiles: quantiles),
      history: history)
  }

  /// How many members judge, by their mean.
  ///
  /// One alone wants fewer passes than several whose mean is served; where data are few, two are luck.
  static func judgedMembers(of panel: Panel, settings: RecurrentSettings) -> Int {
    panel.values.count < PassChoice.fewValues
      ? settings.memberCount : min(2, settings.memberCount)
  }

  private static let fewValues = 20_000

  /// Windows, over all series, that are enough to judge by.
  private static let enoughWindows = 1_000

  /// Whether a trial of so many passes, and the training that follows it, will be done in time.
  private func hasTime(
    for epochs: Int, of panel: Panel, limits: [Int], context: FitContext
  ) -> Bool {
    guard let deadline = context.trainingDeadline else { return true }
    let judged = PassChoice.judgedMembers(of: panel, settings: settings)
    guard let trial = context.course.secondsPerBatch(networks: judged) else { return true }
    let whole =
      context.course.secondsPerBatch(networks: settings.memberCount)
      ?? trial * Double(settings.memberCount)
    let batches = PassSizes(limits: limits, settings: settings).batches
    return Double(epochs * batches) * (trial + whole) <= deadline.secondsLeft
  }

  /// Follows one member along the schedule until its held-out loss has not fallen for a while.
  private func stopEarly(
    _ judge: HeldOutCutoffs, context: FitContext
  ) throws(ForecastingError) -> (Result, RecurrentNetwork) {
    var random = RandomSource(seed: context.seed, stream: 1 << 32)
    var network =
      start?.networks.first ?? RecurrentNetwork(shape: settings.networkShape, using: &random)
    let room = try MemoryPlan(
      settings: settings, sizes: PassSizes(limits: judge.limits, settings: settings), networks: 1,
      context: context)
    var source = TrainingWindows(
      judge.windows, limits: judge.limits, settings: settings, seed: context.seed,
      parts: room.parts)
    var plan = settings.plan(seed: context.seed, parts: room.parts)
    plan.patience = settings.patience
    let place = TrainingJournal.Place(run: context.journal?.beginRun() ?? 0, member: 1)
    let result =
      context.journal?.takeTrained(&network, at: place)
      ?? train(
        &network, on: &source, plan: plan, room: room, judge: judge, place: place, context: context)
    if result.ending == .outOfTime {
      context.course.leaveOut("the choice of the passes was cut short")
    }
    guard result.ending != .interrupted else {
      throw ForecastingError(.interrupted, "the fit was stopped")
    }
    let course = ModelFit.StagedHistory(stage: "choice", member: 1, history: result.history)
    return (
      Result(
        epochs: (result.bestEpoch ?? 0) + 1, plannedEpochs: settings.epochs,
        errorQuantiles: errorQuantiles(judge, of: [network]), trial: nil, history: [course]),
      network
    )
  }

  private func train(
    _ network: inout RecurrentNetwork, on source: inout TrainingWindows, plan: TrainingPlan,
    room: MemoryPlan, judge: HeldOutCutoffs, place: TrainingJournal.Place, context: FitContext
  ) -> TrainingResult {
    let state = context.journal?.begin(
      place, plan: plan, parameterCount: network.layout.count, parts: room.parts)
    let result = Trainer(plan: plan, threads: room.threadsEach).train(
      &network, on: &source,
      validate: { network, _ in judge.loss(of: [network]) },
      progress: { record in
        context.report(
          FitContext.Progress(
            stage: "choice", share: Double(record.epoch + 1) / Double(settings.epochs),
            loss: record.validationLoss))
      }, shouldStop: context.shouldStop,
      isOutOfTime: { context.trainingDeadline?.hasPassed ?? false },
      from: state, keeper: context.journal?.keeper(of: place, parts: room.parts))
    context.journal?.end(place, network: network, result: result)
    return result
  }

  private func errorQuantiles(
    _ judge: HeldOutCutoffs, of networks: [RecurrentNetwork]
  ) -> [Double]? {
    settings.quantileCount == 1 ? judge.errorQuantiles(of: networks) : nil
  }

  /// How many cutoffs judge: a whole horizon of them where series are few, so that a single odd window
  /// at the end does not decide; fewer where many series speak, since each costs them rows to learn
  /// from.
  private func cutoffs(for panel: Panel) -> Int {
    let typical = panel.typicalLength
    // A tenth of a long history, so that a series has windows that share no rows.
    let wanted = min(
      max(settings.horizon, typical / 10), PassChoice.enoughWindows / max(panel.count, 1))
    return max(1, min(wanted, (typical - settings.horizon) / 8))
  }
}
