public import ForecastSeries
import ForecastStorage

/// Whole courses that a series may take: each step distributed as its forecast says, the steps going
/// together as the errors of held-out windows did.
///
/// Only paths can answer what depends on several steps: a total, a highest value, how long something
/// stays below a limit. Intervals of single steps cannot be added.
public struct SamplePaths: Sendable, Equatable {
  /// The id of the series as its file writes it.
  public let identifier: String
  /// The times of the steps.
  public let axis: TimeAxis
  /// One row of the horizon a path.
  public let paths: [[Double]]

  /// Draws paths for a forecast.
  ///
  /// A series' paths depend on its id, the seed and its own forecast only.
  ///
  /// - Parameters:
  ///   - count: how many; at least one.
  ///   - forecast: calibrated where that is possible, not bounded yet.
  ///   - transform: how the model transforms the series' values.
  ///   - dependence: how the steps go together.
  ///   - bounds: what each value is put into.
  ///   - seed: where the randomness comes from.
  init(
    _ count: Int, of forecast: Forecast, transform: SeriesTransform, dependence: PathDependence,
    bounds: ForecastBounds, seed: UInt64
  ) {
    var random = RandomSource(seed: seed, stream: TransformStore.key(of: forecast.identifier))
    let levels = StepDistribution.scores(of: forecast.intervals.map(\.level))
    let steps = forecast.median.indices.map {
      StepDistribution(forecast, step: $0, transform: transform.value, scores: levels)
    }
    identifier = forecast.identifier
    axis = forecast.axis
    paths = dependence.scores(paths: count, horizon: steps.count, using: &random).map { scores in
      zip(steps, scores).map { bounds.clamped($0.value(atScore: $1)) }
    }
  }

  /// Whether every number can be written: no infinity, no NaN.
  var isFinite: Bool { paths.allSatisfy { $0.allSatisfy(\.isFinite) } }

  /// The distribution of the sum over the horizon, as a forecast of one step at the last time.
  ///
  /// - Parameters:
  ///   - forecast: what the paths were drawn for, with a mean where the point is to be one.
  ///   - levels: the interval levels, rising.
  ///   - isInteger: whether only whole numbers can come.
  /// - Returns: quantiles of the paths' sums; the mean is the sum of the steps' means.
  func total(of forecast: Forecast, levels: [Double], isInteger: Bool = false) -> Forecast {
    let sums = paths.map { $0.reduce(0, +) }.sorted()
    func quantile(_ probability: Double) -> Double {
      let place = min(max(Double(sums.count + 1) * probability - 1, 0), Double(sums.count - 1))
      let lower = Int(place)
      let upper = min(lower + 1, sums.count - 1)
      return sums[lower] + (sums[upper] - sums[lower]) * (place - Double(lower))
    }
    // Limits hold for each step, not for their sum.
    let total = Forecast(
      identifier: identifier, cutoff: forecast.cutoff,
      axis: axis.advanced(by: forecast.horizon - 1), median: [quantile(0.5)],
      intervals: levels.map { level in
        PredictionInterval(
          level: level, lower: [quantile((100 - level) / 200)],
          upper: [quantile((100 + level) / 200)])
      }, method: forecast.method, mean: forecast.mean.map { [$0.reduce(0, +)] })
    return ForecastBounds(isInteger: isInteger).applied(to: total)
  }
}
