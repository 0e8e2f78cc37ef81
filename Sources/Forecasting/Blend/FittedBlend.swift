import ForecastRecurrent
public import ForecastSeries

/// A trained network with its statistical neighbours, and what is served of them for which series.
///
/// The network says the shape of the intervals; the blend moves its middle.
public struct FittedBlend: FittedForecaster {
  /// The network.
  public let network: FittedRecurrent
  /// How it is mixed with its neighbours.
  public let blend: Blend
  /// The series that depart from the mixture.
  public let gate: SeriesGate

  /// Makes a fitted blend.
  public init(network: FittedRecurrent, blend: Blend, gate: SeriesGate = .open) {
    self.network = network
    self.blend = blend
    self.gate = gate
  }

  /// Forecasts each series from the end of its rows.
  public func predict(
    horizon: Int, following history: Panel
  ) throws(ForecastingError) -> [Forecast] {
    try predict(horizon: horizon, following: history, context: FitContext())
  }

  /// Forecasts each series, the rules on several threads.
  func predict(
    horizon: Int, following history: Panel, context: FitContext
  ) throws(ForecastingError) -> [Forecast] {
    let said = try network.predict(horizon: horizon, following: history)
    guard blend.networkShare < 1 || !gate.isOpen else { return said }
    let settings = network.settings
    let pairs = history.pairs(with: said)
    let transforms = network.store.transforms(
      for: history, season: settings.season, adjustsSeason: settings.adjustsSeason)
    let choices = history.indices.map { gate.choice(for: history.identifiers[$0]) }
    let wanted = pairs.map(\.place).filter { place in
      switch choices[place] {
      case .blend: blend.networkShare < 1
      case .rules: true
      case .network, .seasonalNaive: false
      }
    }
    let means = RuleForecasts(rules: blend.rules, seasons: settings.seasons, horizon: horizon)
      .means(of: wanted.map { history[$0].values }, context: context)
    var ruled = [[Double]?](repeating: nil, count: history.count)
    for (place, mean) in zip(wanted, means) { ruled[place] = mean }
    return pairs.map { place, forecast in
      // What the network is too short of rows for has been served by a free rule already.
      guard forecast.method == settings.cell.rawValue else { return forecast }
      return served(
        forecast, choice: choices[place], rules: ruled[place], history: history[place],
        transform: transforms[place])
    }
  }

  private func served(
    _ forecast: Forecast, choice: SeriesGate.Choice, rules: [Double]?, history: TimeSeries,
    transform: SeriesTransform
  ) -> Forecast {
    let name = network.settings.cell.rawValue
    switch choice {
    case .network: return forecast
    case .seasonalNaive:
      let rule = Baseline.seasonalNaive
      let seasons = network.settings.seasons
      let point = rule.forecast(
        rule.remembered(history.values, seasons: seasons), seasons: seasons,
        horizon: forecast.horizon)
      return forecast.moved(to: point, value: transform.value, method: rule.name)
    case .rules:
      guard let rules else { return forecast }
      let alone = Blend(networkShare: 0, rules: blend.rules)
      return forecast.moved(
        to: rules, value: transform.value, method: alone.name(network: name))
    case .blend:
      guard let rules else { return forecast }
      let share = blend.networkShare
      let point = zip(forecast.median, rules).map { share * $0 + (1 - share) * $1 }
      return forecast.moved(
        to: point, value: transform.value, method: blend.name(network: name))
    }
  }
}

extension Forecast {
  /// The same forecast with its middle elsewhere: the intervals keep their shape.
  ///
  /// - Parameters:
  ///   - point: the new middle, one value a step.
  ///   - value: in its scale the distances from the middle stay what they were.
  ///   - method: what serves it.
  /// - Returns: the moved forecast.
  func moved(to point: [Double], value: ValueTransform, method: String) -> Forecast {
    /// One end, moved along with the middle.
    func end(_ old: Double, _ step: Int) -> Double {
      switch value {
      case .logarithm where point[step] > 0 && median[step] > 0 && old > 0:
        point[step] * (old / median[step])
      case .logarithm, .unit:
        point[step] + (old - median[step])
      }
    }
    return Forecast(
      identifier: identifier, cutoff: cutoff, axis: axis, median: point,
      intervals: intervals.map { interval in
        PredictionInterval(
          level: interval.level,
          lower: interval.lower.enumerated().map { min(end($1, $0), point[$0]) },
          upper: interval.upper.enumerated().map { max(end($1, $0), point[$0]) })
      }, method: method)
  }
}
