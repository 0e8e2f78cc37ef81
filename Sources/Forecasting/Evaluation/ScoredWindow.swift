import ForecastSeries

/// A forecast beside what came: everything a metric may look at.
public struct ScoredWindow: Sendable {
  /// The forecast.
  public let forecast: Forecast
  /// What came, NaN where nothing was measured; as many steps as the forecast.
  public let actuals: [Double]
  /// The mean absolute seasonal difference of the training part: MASE's scale; nil where undefined.
  public let absoluteScale: Double?
  /// The mean squared seasonal difference of the training part: RMSSE's; nil where undefined.
  public let squaredScale: Double?
  /// What the seasonal naive rule said.
  public let seasonalNaive: [Double]
  /// What the competition's Naive2 said.
  public let naive2: [Double]

  /// Sets a forecast beside the actuals.
  ///
  /// - Parameters:
  ///   - forecast: what was said.
  ///   - actuals: what came, NaN where nothing was measured.
  ///   - history: the values up to the cutoff; a missing one takes no part in a scale.
  ///   - season: the season length m of the metrics, in steps.
  public init(
    _ forecast: Forecast, actuals: [Double], history: ArraySlice<Double>, season: Int
  ) {
    precondition(actuals.count == forecast.horizon, "one actual a step")
    self.forecast = forecast
    self.actuals = actuals
    let differences = zip(history.dropFirst(season), history).map { $0 - $1 }.filter { !$0.isNaN }
    let count = Double(differences.count)
    let absolute = differences.reduce(0) { $0 + abs($1) } / count
    let squared = differences.reduce(0) { $0 + $1 * $1 } / count
    absoluteScale = absolute > 0 ? absolute : nil
    squaredScale = squared > 0 ? squared : nil
    let horizon = forecast.horizon
    guard history.contains(where: { !$0.isNaN }) else {
      seasonalNaive = [Double](repeating: .nan, count: horizon)
      naive2 = seasonalNaive
      return
    }
    seasonalNaive = Baseline.seasonalNaive.forecast(history, season: season, horizon: horizon)
    naive2 = Baseline.naive2.forecast(history, season: season, horizon: horizon)
  }

  private init(_ window: ScoredWindow, steps: Range<Int>) {
    let forecast = window.forecast
    self.forecast = Forecast(
      identifier: forecast.identifier, cutoff: forecast.cutoff,
      axis: forecast.axis.advanced(by: steps.lowerBound), median: Array(forecast.median[steps]),
      intervals: forecast.intervals.map {
        PredictionInterval(
          level: $0.level, lower: Array($0.lower[steps]), upper: Array($0.upper[steps]))
      }, method: forecast.method)
    actuals = Array(window.actuals[steps])
    absoluteScale = window.absoluteScale
    squaredScale = window.squaredScale
    seasonalNaive = Array(window.seasonalNaive[steps])
    naive2 = Array(window.naive2[steps])
  }

  /// The window of some of its steps only, for metrics by horizon.
  public func steps(_ steps: Range<Int>) -> ScoredWindow { ScoredWindow(self, steps: steps) }

  /// The steps that can be scored.
  var observed: [Int] { actuals.indices.filter { !actuals[$0].isNaN } }

  /// How many steps can be scored.
  public var observedCount: Int { actuals.count { !$0.isNaN } }

  /// Mean of a figure over the steps that can be scored, nil where there is none.
  func mean(_ figure: (_ actual: Double, _ step: Int) -> Double?) -> Double? {
    Metric.mean(of: observed.map { figure(actuals[$0], $0) })
  }
}
