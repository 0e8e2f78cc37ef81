import ForecastSeries

/// What a fit can do before its deadline, found by measuring a little of everything first.
///
/// Passes are lowered before anything is trained, because a learning rate has to come down: a whole
/// schedule of few passes is better than a long one cut short. What is no more than comparison goes
/// next, then the neighbours of the network, then the score on held-out rows; an untrained network
/// says exactly its base rule, so that a model comes out in any case.
struct BudgetPlan {
  /// What is fitted, with as many passes as there is time for.
  private(set) var method: ForecastMethod
  /// Whether there is time for a model that does not see the held-out rows.
  private(set) var hasTrial = true
  /// For the model that does not see the held-out rows.
  private(set) var trial: FitContext
  /// For the model that sees all.
  private(set) var refit: FitContext

  /// Plans a fit; nil where it may take the time it takes.
  ///
  /// - Parameters:
  ///   - fit: what is wanted.
  ///   - panel: all rows that may be learned from.
  ///   - tail: the rows before the held-out ones.
  ///   - context: threads, memory and the deadline.
  /// - Throws: `ForecastingError` where a single sequence has no room in memory.
  init?(
    for fit: ModelFit, panel: Panel, tail: HeldOutTail, context: FitContext
  ) throws(ForecastingError) {
    guard let whole = context.deadline else { return nil }
    let total = max(0, whole.secondsLeft)
    let deadline = whole.earlier(bySeconds: total * BudgetPlan.reserve)
    method = fit.method
    trial = context.limited(to: deadline, secondsAfterTraining: 0)
    refit = trial
    switch fit.method {
    case .baseline(let rule, let horizon, let seasons, _):
      planRule(
        rule, horizon: horizon, seasons: seasons, panel: tail.training, total: total,
        deadline: deadline)
    case .automatic, .recurrent:
      guard RecurrentForecaster.canLearn(from: panel) else { return }
      try planNetwork(tail: tail, panel: panel, total: total, deadline: deadline)
    }
  }

  /// A rule that estimates something is asked at many cutoffs where there is time, at none where not.
  private mutating func planRule(
    _ rule: Baseline, horizon: Int, seasons: Seasons, panel: Panel, total: Double,
    deadline: FitDeadline
  ) {
    let seconds = RulePace(
      panel: panel, seasons: seasons, horizon: horizon, deadline: deadline, threads: 1
    ).secondsPerSeries(of: rule)
    if rule.memory == .everything {
      refit.course.measured(secondsPerForecast: seconds * Double(panel.count), of: rule)
    }
    // One forecast of each series to be scored, and one at the first of the cutoffs.
    if total == 0 || 2 * seconds * Double(panel.count) > total / 2 { leaveOutTrial() }
  }

  private mutating func planNetwork(
    tail: HeldOutTail, panel: Panel, total: Double, deadline: FitDeadline
  ) throws(ForecastingError) {
    guard var settings = method.recurrentSettings else { return }
    let wanted = (passes: settings.epochs, members: settings.memberCount)
    func measured() throws(ForecastingError) -> NetworkCosts? {
      guard !deadline.hasPassed else { return nil }
      return try NetworkCosts(
        settings: settings, before: tail.training, all: panel, total: total, deadline: deadline,
        context: refit)
    }
    var costs = try measured()
    // The mean of several networks that learned next to nothing is worth less than one that learned.
    if let whole = costs, settings.memberCount > 1,
      whole.training(passes: wanted.passes / 4, hasTrial: true) > deadline.secondsLeft / 2
    {
      settings.memberCount = 1
      costs = try measured()
    }
    var rules = 0.0
    if case .automatic(let forecaster) = method, let costs, forecaster.choice == nil {
      let pace = RulePace(
        panel: tail.training, seasons: settings.seasons, horizon: settings.horizon,
        deadline: deadline, threads: refit.threads)
      let mixed = Set(BlendChoice.rules.map(\.name))
      for rule in ModelCatalog.baselines where rule.memory == .everything {
        let isMixed = mixed.contains(rule.name)
        guard isMixed || ModelCatalog.references.contains(where: { $0.name == rule.name }) else {
          continue
        }
        let seconds = pace.secondsPerSeries(of: rule)
        refit.course.measured(
          secondsPerForecast: seconds * Double(tail.training.count), of: rule)
        if isMixed { rules += seconds }
      }
      rules *= costs.ruleForecasts
    }
    let left = max(0, deadline.secondsLeft)
    let reading = costs?.reading ?? .infinity
    if reading > left / 2 { leaveOutTrial() }
    if rules + reading > left / 2 { leaveOutRules() }
    let compared = hasRules ? rules / max(1, costs?.ruleForecasts ?? 1) * Double(panel.count) : 0
    let after = hasTrial ? reading + (hasRules ? rules : 0) : 0
    let free = max(0, left - after - compared) * BudgetPlan.caution
    var (least, most) = (0, costs == nil ? 0 : wanted.passes)
    while least < most {
      let middle = (least + most + 1) / 2
      if costs?.training(passes: middle, hasTrial: hasTrial) ?? .infinity <= free {
        least = middle
      } else {
        most = middle - 1
      }
    }
    if settings.memberCount < wanted.members {
      refit.course.leaveOut(
        "\(settings.memberCount) of \(wanted.members) members, as with --members "
          + "\(settings.memberCount)")
    }
    if least < wanted.passes {
      settings.budgetedEpochs = least
      settings.epochs = max(1, least)
      refit.course.leaveOut(
        least == 0
          ? "no pass over the data: the network says its base rule"
          : "\(least) of \(wanted.passes) passes planned, as with --epochs \(least)")
    }
    if !hasTrial { settings.chosenEpochs = least }
    set(settings)
    let last = (costs?.refit(passes: least) ?? 0) / BudgetPlan.caution
    refit = refit.limited(to: deadline, secondsAfterTraining: compared)
    trial = refit.limited(
      to: deadline.earlier(bySeconds: last + compared), secondsAfterTraining: after)
  }

  private var hasRules: Bool {
    if case .automatic(let forecaster) = method { forecaster.choice == nil } else { false }
  }

  private mutating func leaveOutTrial() {
    hasTrial = false
    refit.course.leaveOut("no model without the last rows: not scored, intervals not calibrated")
    leaveOutRules()
  }

  private mutating func leaveOutRules() {
    guard case .automatic(var forecaster) = method, forecaster.choice == nil else { return }
    forecaster.choice = (.networkAlone, .open)
    method = .automatic(forecaster)
    refit.course.leaveOut("the network stands alone, without its statistical neighbours")
  }

  private mutating func set(_ settings: RecurrentSettings) {
    switch method {
    case .automatic(var forecaster):
      forecaster.settings = settings
      method = .automatic(forecaster)
    case .recurrent(_, let start): method = .recurrent(settings, start: start)
    case .baseline: break
    }
  }

  /// The share of the time that is kept for writing the model.
  private static let reserve = 0.05
  /// The share of the time left for training that is planned: measurements are never exact.
  private static let caution = 0.85
}
