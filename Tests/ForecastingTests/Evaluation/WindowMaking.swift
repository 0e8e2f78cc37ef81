@testable import ForecastForecasting
@testable import ForecastSeries

/// A forecast of counted steps whose cutoff is at `cutoff`.
func forecast(
  _ median: [Double], intervals: [PredictionInterval] = [], id: String = "s0", cutoff: Int = 0,
  method: String = "test"
) -> Forecast {
  Forecast(
    identifier: id, cutoff: Timestamp(seconds: cutoff), axis: series([], from: cutoff + 1).axis,
    median: median, intervals: intervals, method: method)
}

/// An interval with a lower and an upper end that are as far from the median at each step.
func interval(_ level: Double, around median: [Double], _ below: Double, _ above: Double)
  -> PredictionInterval
{
  PredictionInterval(
    level: level, lower: median.map { $0 - below }, upper: median.map { $0 + above })
}

func window(
  _ median: [Double], actuals: [Double], history: [Double], season: Int = 1,
  intervals: [PredictionInterval] = [], id: String = "s0"
) -> ScoredWindow {
  ScoredWindow(
    forecast(median, intervals: intervals, id: id, cutoff: history.count - 1), actuals: actuals,
    history: history[...], season: season)
}

/// A figure of some windows by the column's name.
func figure(_ name: String, _ windows: [ScoredWindow], levels: [Double] = [80]) -> Double? {
  Metric.all(levels: levels).first { $0.name == name }?.value(windows)
}

/// Whether a figure is there and within a relative distance of what it should be.
func isNear(_ figure: Double?, _ expected: Double, _ tolerance: Double = 1e-12) -> Bool {
  guard let figure else { return false }
  return abs(figure - expected) <= tolerance * max(abs(expected), 1)
}
