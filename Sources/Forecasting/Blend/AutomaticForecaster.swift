import ForecastRecurrent
public import ForecastSeries

/// Trains the network, asks its neighbours, and serves what held-out windows say is best.
///
/// All choices are made inside the rows it is given; then the network is trained on all of them.
public struct AutomaticForecaster: Forecaster {
  /// How the network is trained.
  public var settings: RecurrentSettings
  /// The season length of the metrics, in steps.
  public var metricSeason: Int
  /// Whether single series may be served by something else than the panel's blend.
  public var hasGate = true
  /// What the networks begin as; nil for random weights.
  public let start: FineTuning?
  /// The blend and the gate where they have been chosen already.
  public var choice: (blend: Blend, gate: SeriesGate)?

  /// Makes a forecaster.
  ///
  /// - Parameters:
  ///   - settings: how the network is trained; with a start those that
  ///     `FineTuning.settings(over:season:)` gives.
  ///   - metricSeason: the season length of the metrics, in steps.
  ///   - start: what the networks begin as; its gate is the previous one.
  public init(settings: RecurrentSettings, metricSeason: Int, start: FineTuning? = nil) {
    self.settings = settings
    self.metricSeason = metricSeason
    self.start = start
  }

  /// What an earlier model served, so that a series does not change for a trifle.
  var previousGate: SeriesGate { start?.gate ?? .open }

  /// What a fit and its course are.
  public struct Report: Sendable {
    /// What was learned.
    public let fitted: FittedBlend
    /// Every pass, by stage and member.
    public let history: [ModelFit.StagedHistory]
    /// The rows that the choice was made by, with a network that did not see them.
    let trial: HeldOutTrial?
  }

  /// Learns from a panel.
  public func fit(
    _ panel: Panel, context: FitContext
  ) throws(ForecastingError) -> FittedBlend {
    try fitReporting(panel, stage: "fit", context: context).fitted
  }

  /// Learns from a panel and tells how it went.
  ///
  /// - Parameters:
  ///   - panel: what is learned from.
  ///   - stage: what this fit is called in the history.
  ///   - context: seed, threads, who listens.
  /// - Returns: what was learned, and every pass.
  /// - Throws: `ForecastingError` where no series is long enough, or the context says stop.
  public func fitReporting(
    _ panel: Panel, stage: String, context: FitContext
  ) throws(ForecastingError) -> Report {
    let trained = try RecurrentForecaster(settings: settings, stage: stage, start: start)
      .fitReporting(panel, context: context)
    let chosen: (blend: Blend, gate: SeriesGate)
    if let choice {
      chosen = choice
    } else {
      chosen = try choice(by: trained.trial, over: panel, context: context)
    }
    return Report(
      fitted: FittedBlend(network: trained.fitted, blend: chosen.blend, gate: chosen.gate),
      history: trained.history, trial: trained.trial)
  }

  private func choice(
    by trial: HeldOutTrial?, over panel: Panel, context: FitContext
  ) throws(ForecastingError) -> (blend: Blend, gate: SeriesGate) {
    guard let trial else { return (BlendChoice.usualBlend(for: panel), .open) }
    let rules = BlendChoice.rules
    let windows = try BlendWindow.windows(
      of: trial, rules: rules, metricSeason: metricSeason, context: context)
    let series = Set(windows.map(\.series)).count
    let blend = BlendChoice(
      windows: windows, rules: rules,
      weight: trial.independentWindows * PairedEvidence.independentSeries(series),
      usualShare: BlendChoice.usualShare(rows: trial.typicalLength, series: series)
    ).blend()
    guard hasGate else { return (blend, .open) }
    let keys = trial.panel.identifiers.map(TransformStore.key(of:))
    let departures = GateChoice(
      windows: windows, rules: rules, blend: blend, independentWindows: trial.independentWindows,
      previous: previousGate
    ).departures { keys[$0] }
    return (
      blend,
      SeriesGate(
        departures: Dictionary(departures.map { (keys[$0.key], $0.value) }) { first, _ in first })
    )
  }
}
