import ForecastSeries

/// What came to one series after one cutoff, and what a forecast of it is measured against.
///
/// It depends on the data and the cutoff only, so it is made once and shared by every model that is
/// scored there: the Naive2 of a long series costs more than most forecasts.
public struct WindowReference: Sendable {
  /// What came, NaN where nothing was measured.
  public let actuals: [Double]
  /// The mean absolute seasonal difference of the training part: MASE's scale; nil where undefined.
  public let absoluteScale: Double?
  /// The mean squared seasonal difference of the training part: RMSSE's; nil where undefined.
  public let squaredScale: Double?
  /// What the seasonal naive rule said.
  public let seasonalNaive: [Double]
  /// What the competition's Naive2 said.
  public let naive2: [Double]

  /// Measures what is known of a series at its cutoff.
  ///
  /// - Parameters:
  ///   - actuals: what came, NaN where nothing was measured; as many steps as will be forecast.
  ///   - history: the values up to the cutoff; a missing one takes no part in a scale.
  ///   - season: the season length m of the metrics, in steps.
  public init(actuals: [Double], history: ArraySlice<Double>, season: Int) {
    self.actuals = actuals
    absoluteScale = WindowReference.absoluteScale(of: history, season: season)
    squaredScale = WindowReference.meanDifference(of: history, season: season) { $0 * $0 }
    let horizon = actuals.count
    guard history.contains(where: { !$0.isNaN }) else {
      seasonalNaive = [Double](repeating: .nan, count: horizon)
      naive2 = seasonalNaive
      return
    }
    seasonalNaive = Baseline.seasonalNaive.forecast(history, season: season, horizon: horizon)
    naive2 = Baseline.naive2.forecast(history, season: season, horizon: horizon)
  }

  /// The mean absolute seasonal difference, MASE's scale (Hyndman and Koehler 2006); nil where it is zero
  /// or there is none.
  static func absoluteScale(of history: ArraySlice<Double>, season: Int) -> Double? {
    meanDifference(of: history, season: season) { abs($0) }
  }

  private static func meanDifference(
    of history: ArraySlice<Double>, season: Int, _ size: (Double) -> Double
  ) -> Double? {
    var (sum, count) = (0.0, 0.0)
    for (later, earlier) in zip(history.dropFirst(season), history) {
      let difference = later - earlier
      guard !difference.isNaN else { continue }
      sum += size(difference)
      count += 1
    }
    return sum > 0 ? sum / count : nil
  }

  private init(_ reference: WindowReference, steps: Range<Int>) {
    actuals = Array(reference.actuals[steps])
    absoluteScale = reference.absoluteScale
    squaredScale = reference.squaredScale
    seasonalNaive = Array(reference.seasonalNaive[steps])
    naive2 = Array(reference.naive2[steps])
  }

  /// The reference of some of its steps only.
  func steps(_ steps: Range<Int>) -> WindowReference { WindowReference(self, steps: steps) }
}
