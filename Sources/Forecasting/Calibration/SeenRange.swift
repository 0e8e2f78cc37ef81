import ForecastSeries

/// What a series has been so far, and how far beyond it an interval may reach.
///
/// Errors measured in logarithms are added up in logarithms: where a small series collapsed at its end,
/// nine tenths of the courses may lie between a hundredth and a hundred times the forecast, and an
/// interval says "0.0003 to 11,674" of a series that was never above 3. Ends three whole ranges beyond
/// all that was seen and forecast cost the intervals none of their coverage on yearly and monthly
/// panels, and a sixth of their score at 95 %.
struct SeenRange: Sendable, Equatable {
  private let lowest: Double
  private let highest: Double

  /// The range of some rows; nil where they are too few, or all alike, to say what is far.
  init?(of values: some Collection<Double>) {
    let seen = values.filter { !$0.isNaN }
    guard seen.count >= RecurrentSettings.fewestRows, let lowest = seen.min(),
      let highest = seen.max(), lowest < highest
    else { return nil }
    (self.lowest, self.highest) = (lowest, highest)
  }

  /// The forecast with no end farther out than that; its medians are left as they are.
  func applied(to forecast: Forecast) -> Forecast {
    let room = SeenRange.widest * (highest - lowest)
    let intervals = forecast.intervals.map { interval in
      PredictionInterval(
        level: interval.level,
        lower: zip(interval.lower, forecast.median).map { max($0, min($1, lowest) - room) },
        upper: zip(interval.upper, forecast.median).map { min($0, max($1, highest) + room) })
    }
    return Forecast(
      identifier: forecast.identifier, cutoff: forecast.cutoff, axis: forecast.axis,
      median: forecast.median, intervals: intervals, method: forecast.method, mean: forecast.mean)
  }

  /// Ranges of what was seen that an end may lie beyond it.
  private static let widest = 3.0
}
