import Glibc

/// Factors that the live record gives the intervals: wider where they held less than they promise,
/// narrower where they held more.
///
/// The score of a value is its distance from the point in units of the interval's own half on that side,
/// as the model had it. Of n scores the ⌈(n + 1) · level⌉-th smallest is the factor that would have held
/// the promise (Vovk, Gammerman & Shafer 2005; for series that change, Gibbs & Candès 2021). Forecasts of
/// neighbouring cutoffs and of series that move together say nearly the same, so what counts as evidence
/// are different times, and the factor goes toward 1 where they are few:
///
///     factor = score ^ (times / (times + needed))
///
/// A lower end above zero is measured and moved in logarithms, so that it never crosses zero.
public struct IntervalStretch: Sendable, Equatable {
  /// The levels in percent, rising.
  public let levels: [Double]
  /// One factor a level; 1 changes nothing.
  public let factors: [Double]

  /// Changes nothing.
  public static func none(levels: [Double]) -> IntervalStretch {
    IntervalStretch(levels: levels, factors: levels.map { _ in 1 })
  }

  private init(levels: [Double], factors: [Double]) {
    self.levels = levels
    self.factors = factors
  }

  /// Learns the factors from what has come.
  ///
  /// - Parameters:
  ///   - issued: forecasts of one model.
  ///   - levels: the levels to be stretched, rising.
  public init(fitting issued: [IssuedForecast], levels: [Double]) {
    self.levels = levels
    factors = levels.map { level in
      var scores: [Double] = []
      var times: Set<String> = []
      for forecast in issued {
        guard let place = forecast.levels.firstIndex(of: level) else { continue }
        for step in forecast.steps {
          guard let actual = step.actual,
            let score = IntervalStretch.score(of: actual, in: step, level: place)
          else { continue }
          // The ends were stretched already: the model's own half is so many times smaller.
          scores.append(score * forecast.stretches[place])
          times.insert(step.time)
        }
      }
      let needed = IntervalStretch.timesNeeded(level: level)
      guard times.count >= needed else { return 1 }
      scores.sort()
      let rank = Int((Double(scores.count + 1) * level / 100).rounded(.up))
      let score = scores[min(max(rank, 1), scores.count) - 1]
      let trust = Double(times.count) / Double(times.count + needed)
      return min(max(pow(score, trust), IntervalStretch.narrowest), IntervalStretch.widest)
    }
  }

  /// How many different times have to have come before a level's intervals are touched: 20, or as many
  /// as show the level's tail.
  static func timesNeeded(level: Double) -> Int {
    max(20, ConformalSample.countNeeded(tail: (100 - level) / 200))
  }

  /// Never narrower or wider than so many times the model's own.
  private static let (narrowest, widest) = (0.5, 3.0)

  /// Whether nothing is changed.
  public var isNone: Bool { factors.allSatisfy { $0 == 1 } }

  /// How far a value lies from the point, in halves of the interval; nil where both are the same.
  private static func score(
    of actual: Double, in step: IssuedForecast.Step, level: Int
  ) -> Double? {
    let ends = step.ends[level]
    if actual >= step.point {
      return ratio(actual - step.point, ends.upper - step.point)
    }
    guard ends.lower > 0 else { return ratio(step.point - actual, step.point - ends.lower) }
    guard actual > 0 else { return .infinity }
    return ratio(log(step.point / actual), log(step.point / ends.lower))
  }

  private static func ratio(_ distance: Double, _ half: Double) -> Double? {
    guard half > 0 else { return distance > 0 ? .infinity : nil }
    return distance / half
  }

  /// The forecast with stretched intervals; they nest and never cross the point.
  public func applied(to forecast: Forecast) -> Forecast {
    guard !isNone else { return forecast }
    var (inner, outer) = (forecast.median, forecast.median)
    let intervals = forecast.intervals.map { interval in
      let factor = levels.firstIndex(of: interval.level).map { factors[$0] } ?? 1
      let lower = zip(interval.lower, forecast.median).map { lower, point in
        stretched(lower: min(lower, point), from: point, by: factor)
      }
      let upper = zip(interval.upper, forecast.median).map { upper, point in
        let end = point + factor * max(0, upper - point)
        return end.isFinite ? end : upper
      }
      inner = zip(inner, lower).map(min)
      outer = zip(outer, upper).map(max)
      return PredictionInterval(level: interval.level, lower: inner, upper: outer)
    }
    return Forecast(
      identifier: forecast.identifier, cutoff: forecast.cutoff, axis: forecast.axis,
      median: forecast.median, intervals: intervals, method: forecast.method, mean: forecast.mean)
  }

  private func stretched(lower: Double, from point: Double, by factor: Double) -> Double {
    let end =
      lower > 0 ? point * pow(lower / point, factor) : point - factor * (point - lower)
    return end.isFinite ? end : lower
  }
}
