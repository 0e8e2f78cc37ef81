import ForecastSeries

/// What the network and each rule said at one cutoff of one series, beside what came.
struct BlendWindow: Sendable {
  let series: Int
  let network: [Double]
  /// One array a rule.
  let rules: [[Double]]
  let actuals: [Double]
  /// The mean absolute seasonal difference before the cutoff: MASE's scale.
  let scale: Double

  /// The error of a blend in the two ways that matter: by the series' own changes, and by its size.
  struct Errors: Sendable {
    var scaled = 0.0
    var relative = 0.0
  }

  /// The mean errors where the network has a share, and some of the rules equal shares of the rest.
  func errors(networkShare: Double, rules chosen: [Int]) -> Errors {
    var errors = Errors()
    var count = 0.0
    for (step, actual) in actuals.enumerated() where !actual.isNaN {
      var said = networkShare * network[step]
      for rule in chosen {
        said += (1 - networkShare) / Double(chosen.count) * rules[rule][step]
      }
      let error = abs(actual - said), size = abs(actual) + abs(said)
      errors.scaled += error / scale
      errors.relative += size > 0 ? 200 * error / size : 0
      count += 1
    }
    guard count > 0 else { return Errors() }
    return Errors(scaled: errors.scaled / count, relative: errors.relative / count)
  }

  /// The windows of a trial.
  ///
  /// - Parameters:
  ///   - trial: a network that did not see its last rows.
  ///   - rules: what else is asked.
  ///   - metricSeason: the season of MASE's scale, in steps.
  ///   - context: its threads; the result does not depend on them.
  /// - Returns: the windows with something to measure by, cutoff after cutoff.
  /// - Throws: `ForecastingError` where a forecast is not finite.
  static func windows(
    of trial: HeldOutTrial, rules: [Baseline], metricSeason: Int, context: FitContext
  ) throws(ForecastingError) -> [BlendWindow] {
    let settings = trial.fitted.settings
    var windows: [BlendWindow] = []
    var pace = PieceByPiece(context)
    for offset in trial.offsets {
      guard pace.hasTimeForNext() else {
        context.course.leaveOut("the mixture was chosen on fewer cutoffs")
        break
      }
      let history = trial.history(atOffset: offset)
      let said = try trial.fitted.predict(horizon: settings.horizon, following: history)
      let pasts = history.indices.map { history[$0].values }
      let ruled = rules.map { rule in
        RuleForecasts(rules: [rule], seasons: settings.seasons, horizon: settings.horizon)
          .means(of: pasts, context: context)
      }
      for (series, forecast) in history.pairs(with: said) {
        let answers = ruled.compactMap { $0[series] }
        let actuals = Array(trial.actuals(of: series, afterOffset: offset))
        guard answers.count == rules.count, actuals.contains(where: { !$0.isNaN }),
          let scale = WindowReference.absoluteScale(of: pasts[series], season: metricSeason)
        else { continue }
        windows.append(
          BlendWindow(
            series: series, network: forecast.median, rules: answers, actuals: actuals,
            scale: scale))
      }
    }
    return windows
  }
}
