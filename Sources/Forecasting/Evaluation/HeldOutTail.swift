public import ForecastSeries

/// The last rows of each series, kept away from every choice until a model is scored on them once.
public struct HeldOutTail: Sendable {
  /// What models may learn from.
  public let training: Panel
  /// What came after, in the same order; a series too short to be cut has no rows here.
  public let actuals: Panel
  /// The season length of the metrics, in steps.
  public let season: Int
  /// What each series' forecasts are measured against, made once for all models; nil for a series that
  /// was not cut.
  private let references: [WindowReference?]

  /// Cuts a panel.
  ///
  /// - Parameters:
  ///   - panel: all rows.
  ///   - horizon: how many rows are held out.
  ///   - season: the season length of the metrics, in steps.
  ///   - filling: what becomes of missing values; the training part is filled by itself, so that no
  ///     gap before the cut is closed towards a value after it.
  public init(
    _ panel: Panel, horizon: Int, season: Int, filling: MissingValueFilling = .none
  ) {
    func split(_ panel: Panel) -> TemporalSplit {
      TemporalSplit(
        panel, heldOut: horizon, leastTraining: max(RecurrentSettings.fewestRows, horizon))
    }
    let raw = split(panel)
    training = filling.fill(raw.training)
    actuals = filling == .none ? raw.actuals : split(filling.fill(panel)).actuals
    self.season = season
    let (training, actuals) = (training, actuals)
    references = training.indices.map { index in
      let came = Array(actuals[index].values)
      guard !came.isEmpty else { return nil }
      return WindowReference(
        actuals: came, history: training[index].values, season: season)
    }
  }

  /// Whether any series is long enough to be scored.
  public var isEmpty: Bool { actuals.values.isEmpty }

  /// Sets forecasts from the end of `training` beside what came.
  ///
  /// - Parameter forecasts: one a series of `training` that has a value, in its order.
  /// - Returns: one window for each forecast whose series was cut.
  public func windows(of forecasts: [Forecast]) -> [ScoredWindow] {
    training.pairs(with: forecasts).compactMap { place, forecast in
      references[place].map {
        ScoredWindow(forecast, against: reference($0, of: place, like: forecast))
      }
    }
  }

  /// The shared reference, or one of the forecast's own length where that is another.
  private func reference(
    _ shared: WindowReference, of index: Int, like forecast: Forecast
  ) -> WindowReference {
    let steps = forecast.horizon
    guard steps != shared.actuals.count else { return shared }
    let came = shared.actuals.prefix(steps)
    return WindowReference(
      actuals: Array(came) + [Double](repeating: .nan, count: steps - came.count),
      history: training[index].values, season: season)
  }

  /// The windows of a free rule; one that estimates something says its points only, since intervals
  /// would cost it a fit at each of many cutoffs.
  ///
  /// - Parameters:
  ///   - baseline: the rule.
  ///   - horizon: how many steps ahead.
  ///   - seasons: the season lengths of the rule, in steps.
  ///   - grid: the quantiles of its intervals.
  ///   - context: its threads; the result does not depend on them.
  /// - Returns: one window for each series that was cut.
  /// - Throws: `ForecastingError`, from fitting the rule.
  public func windows(
    of baseline: Baseline, horizon: Int, seasons: Seasons, grid: QuantileGrid,
    context: FitContext = FitContext()
  ) throws(ForecastingError) -> [ScoredWindow] {
    guard baseline.memory != .everything else {
      return points(of: baseline, horizon: horizon, seasons: seasons, context: context)
    }
    let fitted = try BaselineForecaster(
      baseline: baseline, horizon: horizon, seasons: seasons, grid: grid
    ).fit(training, context: FitContext())
    return windows(of: try fitted.predict(horizon: horizon, following: training))
  }

  private func points(
    of baseline: Baseline, horizon: Int, seasons: Seasons, context: FitContext
  ) -> [ScoredWindow] {
    let said = RuleForecasts(rules: [baseline], seasons: seasons, horizon: horizon)
      .means(of: training.indices.map { training[$0].values }, context: context)
    return windows(
      of: training.indices.compactMap { index in
        let series = training[index]
        guard let point = said[index], let cutoff = series.lastTimestamp else { return nil }
        return Forecast(
          identifier: series.identifier, cutoff: cutoff,
          axis: series.axis.advanced(by: series.count), median: point, intervals: [],
          method: baseline.name)
      })
  }
}
