import ForecastSeries

/// What the parts of a network's fit cost in seconds, from the pace of a few batches.
struct NetworkCosts {
  private let settings: RecurrentSettings
  /// Batches of a pass without and with the held-out rows.
  private let batches: (before: Int, all: Int)
  /// Seconds for a batch of each member, and of those that take part in the choice.
  private let seconds: (members: Double, judged: Double)
  /// Seconds for all forecasts of networks that have been trained: to choose, to calibrate, to score.
  let reading: Double
  /// How many times rules are asked about a series.
  let ruleForecasts: Double

  /// Measures.
  ///
  /// - Parameters:
  ///   - settings: how the networks are trained.
  ///   - before: the rows before the held-out ones.
  ///   - all: all rows.
  ///   - total: seconds that the whole fit has.
  ///   - deadline: its clock.
  ///   - context: the threads and the memory there are.
  /// - Throws: `ForecastingError` where a single sequence has no room in memory.
  init(
    settings: RecurrentSettings, before: Panel, all: Panel, total: Double, deadline: FitDeadline,
    context: FitContext
  ) throws(ForecastingError) {
    self.settings = settings
    batches = (
      NetworkCosts.batches(of: before, settings: settings),
      NetworkCosts.batches(of: all, settings: settings)
    )
    let pace = TrainingPace(settings: settings, panel: all, secondsAtMost: total / 50)
    let judgedCount = PassChoice.judgedMembers(of: before, settings: settings)
    let members = try pace.secondsPerBatch(
      networks: settings.memberCount, deadline: deadline, context: context)
    let judged =
      judgedCount == settings.memberCount
      ? members
      : try pace.secondsPerBatch(networks: judgedCount, deadline: deadline, context: context)
    seconds = (members, judged)
    context.course.measured(secondsPerBatch: members, networks: settings.memberCount)
    context.course.measured(secondsPerBatch: judged, networks: judgedCount)

    // Forecasts are read on one thread, without the way back that is two thirds of a training step.
    let single = members * Double(context.threads) / Double(settings.memberCount) / 3
    let count = max(before.count, 1)
    let offsets = max(1, min(12, 1_000 / count))
    let cutoffs = max(1, min(min(100, settings.horizon), 1_000 / count))
    let read =
      judgedCount * (PassLadder.mostSchedules + offsets + cutoffs)
      + settings.memberCount * (1 + cutoffs)
    reading = single * Double(batches.all * read)
    ruleForecasts = Double(count * (offsets + 2 * cutoffs + 2))
  }

  /// Seconds of all training with so many passes at most.
  func training(passes: Int, hasTrial: Bool) -> Double {
    var planned = settings
    planned.epochs = max(1, passes)
    let choice =
      settings.patience == nil
      ? PassLadder.mostPasses(planned: planned.epochs) : passes
    let before =
      Double(choice * batches.before) * seconds.judged
      + Double(passes * batches.before) * seconds.members
    return (hasTrial ? before : 0) + refit(passes: passes)
  }

  /// Seconds of the last training.
  func refit(passes: Int) -> Double { Double(passes * batches.all) * seconds.members }

  private static func batches(of panel: Panel, settings: RecurrentSettings) -> Int {
    PassSizes(limits: panel.indices.map { panel[$0].count }, settings: settings).batches
  }
}
