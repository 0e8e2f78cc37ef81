public import ForecastSeries

extension CalibrationWindow {
  /// The windows of a free rule, from cutoffs over all rows: it learned nothing from them but the size
  /// of its errors.
  ///
  /// - Parameters:
  ///   - rule: the fitted rule.
  ///   - panel: the rows it was fitted on.
  ///   - context: its threads; the result does not depend on them.
  /// - Returns: up to 200 cutoffs a series, fewer where there are many series.
  /// - Throws: `ForecastingError` where a forecast is not finite.
  static func rolling(
    _ rule: FittedModel, over panel: Panel, context: FitContext = FitContext()
  ) throws(ForecastingError) -> [CalibrationWindow] {
    let all = rule.tailLength == nil ? 2_000 : 20_000
    let heldOut = panel.indices.map { index in
      let count = panel[index].count
      return max(0, count - max(min(rule.season, count / 2), 1))
    }
    return try rolling(
      rule, over: panel, heldOut: heldOut,
      mostCutoffs: max(2, min(200, all / max(panel.count, 1))), context: context)
  }

  /// The windows of a model on the held-out tail that its training did not see.
  ///
  /// - Parameters:
  ///   - trial: fitted on the rows before the tail.
  ///   - panel: all rows.
  ///   - tail: what was held out.
  ///   - context: its threads; the result does not depend on them.
  /// - Returns: about a thousand windows over all series, at least one each.
  /// - Throws: `ForecastingError` where a forecast is not finite.
  static func rolling(
    _ trial: FittedModel, over panel: Panel, tail: HeldOutTail, context: FitContext = FitContext()
  ) throws(ForecastingError) -> [CalibrationWindow] {
    let heldOut = tail.actuals.indices.map { tail.actuals[$0].count }
    let cut = max(heldOut.count { $0 > 0 }, 1)
    return try rolling(
      trial, over: panel, heldOut: heldOut, mostCutoffs: max(1, min(100, 1_000 / cut)),
      context: context)
  }

  /// The windows of a model on the rows that its choice was made by.
  ///
  /// - Parameters:
  ///   - model: the model that did not learn from them.
  ///   - trial: the rows.
  ///   - context: its threads; the result does not depend on them.
  /// - Returns: about a thousand windows over all series, at least one each.
  /// - Throws: `ForecastingError` where a forecast is not finite.
  static func rolling(
    _ model: FittedModel, over trial: HeldOutTrial, context: FitContext
  ) throws(ForecastingError) -> [CalibrationWindow] {
    try rolling(
      model, over: trial.panel,
      heldOut: trial.panel.indices.map { trial.panel[$0].count - trial.limits[$0] },
      mostCutoffs: max(1, min(100, 1_000 / max(trial.panel.count, 1))), context: context)
  }
}

extension ModelFit {
  /// The most independent windows that there can be for a network: one for each value that was held out,
  /// or set apart for the choice of its passes.
  ///
  /// - Parameter tail: what is held out.
  /// - Returns: the count; nil for a free rule, whose windows are found when it is fitted.
  func calibrationWindows(in tail: HeldOutTail) -> Int? {
    guard let settings = method.recurrentSettings else { return nil }
    var count = tail.actuals.values.count { !$0.isNaN }
    guard settings.chosenEpochs == nil, !tail.isEmpty else { return count }
    let usable = RecurrentForecaster.longEnough(in: tail.training).map { tail.training[$0] }
    guard !usable.isEmpty else { return count }
    let learned = Panel(frequency: tail.training.frequency, series: usable)
    let limits = PassChoice(settings: settings).limits(for: learned)
    for (series, limit) in zip(usable, limits) where limit > 0 {
      count += series.values.dropFirst(limit).count { !$0.isNaN }
    }
    return count
  }

  /// Refuses, before anything is trained, a level that the held-out rows are too few to calibrate.
  ///
  /// - Parameter tail: what is held out.
  /// - Throws: `ForecastingError` with the number of windows needed and the most that there can be.
  func checkCalibration(in tail: HeldOutTail) throws(ForecastingError) {
    guard let most = calibrationWindows(in: tail) else { return }
    let grid = method.grid
    for level in grid.levels where IntervalCalibration.windowsNeeded(level: level) > most {
      throw IntervalCalibration.tooFew(level: level, windows: most, grid: grid)
    }
  }

  /// Whether the held-out rows of a network could be enough to calibrate a level; a rule's are found
  /// when it is fitted.
  ///
  /// - Parameters:
  ///   - level: in percent.
  ///   - panel: the rows that may be learned from.
  /// - Returns: false where training cannot change it.
  public func canCalibrate(_ level: Double, on panel: Panel) -> Bool {
    let tail = HeldOutTail(panel, horizon: horizon, season: metricSeason)
    return calibrationWindows(in: tail).map {
      IntervalCalibration.windowsNeeded(level: level) <= $0
    } ?? true
  }
}

extension ServedModel {
  /// Refuses a level that the windows could not calibrate.
  func checkSupport() throws(ForecastingError) {
    if let calibration {
      try calibration.checkSupport()
    } else if let level = core.grid.levels.first {
      throw IntervalCalibration.tooFew(level: level, windows: 0, grid: core.grid)
    }
  }
}
