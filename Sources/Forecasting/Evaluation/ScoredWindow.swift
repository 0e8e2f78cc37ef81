import ForecastSeries

/// A forecast beside what came: everything a metric may look at.
public struct ScoredWindow: Sendable {
  /// The forecast.
  public let forecast: Forecast
  /// What came, and what the forecast is measured against.
  public let reference: WindowReference

  /// Sets a forecast beside what came.
  ///
  /// - Parameters:
  ///   - forecast: what was said.
  ///   - reference: what came, for as many steps; models of the same window share it.
  public init(_ forecast: Forecast, against reference: WindowReference) {
    precondition(reference.actuals.count == forecast.horizon, "one actual a step")
    self.forecast = forecast
    self.reference = reference
  }

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
    self.init(
      forecast, against: WindowReference(actuals: actuals, history: history, season: season))
  }

  /// What came, NaN where nothing was measured; as many steps as the forecast.
  public var actuals: [Double] { reference.actuals }
  /// The mean absolute seasonal difference of the training part: MASE's scale; nil where undefined.
  public var absoluteScale: Double? { reference.absoluteScale }
  /// The mean squared seasonal difference of the training part: RMSSE's; nil where undefined.
  public var squaredScale: Double? { reference.squaredScale }
  /// What the seasonal naive rule said.
  public var seasonalNaive: [Double] { reference.seasonalNaive }
  /// What the competition's Naive2 said.
  public var naive2: [Double] { reference.naive2 }

  /// The window of some of its steps only, for metrics by horizon.
  public func steps(_ steps: Range<Int>) -> ScoredWindow {
    ScoredWindow(
      Forecast(
        identifier: forecast.identifier, cutoff: forecast.cutoff,
        axis: forecast.axis.advanced(by: steps.lowerBound), median: Array(forecast.median[steps]),
        intervals: forecast.intervals.map {
          PredictionInterval(
            level: $0.level, lower: Array($0.lower[steps]), upper: Array($0.upper[steps]))
        }, method: forecast.method), against: reference.steps(steps))
  }

  /// The steps that can be scored.
  var observed: [Int] { actuals.indices.filter { !actuals[$0].isNaN } }

  /// How many steps can be scored.
  public var observedCount: Int { actuals.count { !$0.isNaN } }

  /// Mean of a figure over the steps that can be scored, nil where there is none.
  func mean(_ figure: (_ actual: Double, _ step: Int) -> Double?) -> Double? {
    Metric.mean(of: observed.map { figure(actuals[$0], $0) })
  }
}
