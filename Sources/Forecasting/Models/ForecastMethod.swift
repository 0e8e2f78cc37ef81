public import ForecastSeries

/// What forecasts: everything that `--method` can name, with its settings.
public enum ForecastMethod: Sendable {
  /// The network with its statistical neighbours, mixed as held-out windows say.
  case automatic(AutomaticForecaster)
  /// The network, and what it begins as where that is not random.
  case recurrent(RecurrentSettings, start: FineTuning? = nil)
  /// A free rule.
  case baseline(Baseline, horizon: Int, seasons: Seasons, grid: QuantileGrid)

  /// Learns from all rows of a panel.
  ///
  /// - Parameters:
  ///   - panel: what is learned from.
  ///   - context: seed, threads, who listens.
  /// - Returns: what was learned.
  /// - Throws: `ForecastingError` where the panel cannot be learned from, or the context says stop.
  public func fit(_ panel: Panel, context: FitContext) throws(ForecastingError) -> FittedModel {
    try fitReporting(panel, stage: "fit", context: context).model
  }

  /// What a fit, its choices and its course are.
  struct Report: Sendable {
    /// What was learned.
    let model: FittedModel
    /// The same method with every choice made.
    let chosen: ForecastMethod
    /// Every pass, by stage and member; empty for a free rule.
    let history: [ModelFit.StagedHistory]
    /// What a model that stopped before the rows of the choice said of them; empty without a choice.
    let calibration: [CalibrationWindow]
  }

  /// Learns from all rows of a panel, and tells what was chosen.
  func fitReporting(
    _ panel: Panel, stage: String, context: FitContext
  ) throws(ForecastingError) -> Report {
    switch self {
    case .automatic(var forecaster):
      let report = try forecaster.fitReporting(panel, stage: stage, context: context)
      forecaster.settings = report.fitted.network.settings
      forecaster.choice = (report.fitted.blend, report.fitted.gate)
      let calibration = try report.trial.map { (trial) throws(ForecastingError) in
        try CalibrationWindow.rolling(
          .blend(
            FittedBlend(
              network: trial.fitted, blend: report.fitted.blend, gate: report.fitted.gate)),
          over: trial, context: context)
      }
      return Report(
        model: .blend(report.fitted), chosen: .automatic(forecaster), history: report.history,
        calibration: calibration ?? [])
    case .recurrent(let settings, let start):
      let report = try RecurrentForecaster(settings: settings, stage: stage, start: start)
        .fitReporting(panel, context: context)
      let calibration = try report.trial.map { (trial) throws(ForecastingError) in
        try CalibrationWindow.rolling(
          .recurrent(trial.fitted), over: trial, context: context)
      }
      return Report(
        model: .recurrent(report.fitted),
        chosen: .recurrent(report.fitted.settings, start: start), history: report.history,
        calibration: calibration ?? [])
    case .baseline(let baseline, let horizon, let seasons, let grid):
      let forecaster = BaselineForecaster(
        baseline: baseline, horizon: horizon, seasons: seasons, grid: grid)
      return Report(
        model: .baseline(try forecaster.fit(panel, context: context)), chosen: self, history: [],
        calibration: [])
    }
  }

  /// Whether a panel has enough to learn from; a free rule takes what there is.
  func canLearn(from panel: Panel) -> Bool {
    recurrentSettings == nil || RecurrentForecaster.canLearn(from: panel)
  }

  /// The settings of the network, where there is one.
  public var recurrentSettings: RecurrentSettings? {
    switch self {
    case .automatic(let forecaster): forecaster.settings
    case .recurrent(let settings, _): settings
    case .baseline: nil
    }
  }

  /// How many steps ahead will be forecast.
  public var horizon: Int {
    switch self {
    case .automatic(let forecaster): forecaster.settings.horizon
    case .recurrent(let settings, _): settings.horizon
    case .baseline(_, let horizon, _, _): horizon
    }
  }

  /// The season lengths, in steps.
  public var seasons: Seasons {
    switch self {
    case .automatic(let forecaster): forecaster.settings.seasons
    case .recurrent(let settings, _): settings.seasons
    case .baseline(_, _, let seasons, _): seasons
    }
  }

  /// The quantiles of the forecasts.
  public var grid: QuantileGrid {
    switch self {
    case .automatic(let forecaster): forecaster.settings.grid
    case .recurrent(let settings, _): settings.grid
    case .baseline(_, _, _, let grid): grid
    }
  }
}
