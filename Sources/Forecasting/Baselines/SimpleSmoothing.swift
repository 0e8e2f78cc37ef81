import ForecastSeries

extension Baseline {
  /// Simple exponential smoothing: a mean that forgets, carried on.
  public static let ses = Baseline(name: "ses", memory: .everything) { values, _, horizon in
    SimpleSmoothing.forecast(values, horizon: horizon)
  }
}

/// Simple exponential smoothing: each forecast is α of the last value and 1 − α of the last forecast.
///
/// α lies between 0.01 and 0.99 and makes the sum of squared errors least; the first forecast is the first
/// value (Brown 1959; Hyndman and Athanasopoulos 2021, section 8.1).
enum SimpleSmoothing {
  /// The least and the greatest α.
  static let bounds = (least: 0.01, greatest: 0.99)

  /// The flat forecast.
  ///
  /// - Parameters:
  ///   - values: the past, NaN where a value is missing; at least one is there.
  ///   - horizon: how many steps.
  /// - Returns: one value, so many times.
  static func forecast(_ values: ArraySlice<Double>, horizon: Int) -> [Double] {
    var filled = Array(values)
    MissingValues.interpolate(&filled)
    guard let first = filled.first else { return [Double](repeating: .nan, count: horizon) }
    var level = first
    if filled.contains(where: { $0 != first }) {
      let weight = weight(filled)
      for value in filled { level = weight * value + (1 - weight) * level }
    }
    return [Double](repeating: level, count: horizon)
  }

  /// The α of the least sum of squares.
  ///
  /// Eight at once cost as much as one, since each step waits for the one before it. So the interval
  /// around the best of eight is searched again, until a parabola through the best three will do.
  static func weight(_ values: [Double]) -> Double {
    var (low, high) = bounds
    for round in 0..<5 {
      let step = (high - low) / 7
      let weights = low + step * SIMD8(0, 1, 2, 3, 4, 5, 6, 7)
      let squares = squares(values, weights)
      var best = 0
      for lane in 1..<8 where squares[lane] < squares[best] { best = lane }
      guard round == 4 else {
        (low, high) = (weights[max(best - 1, 0)], weights[min(best + 1, 7)])
        continue
      }
      guard best > 0, best < 7 else { return weights[best] }
      let (left, right) = (squares[best - 1] - squares[best], squares[best + 1] - squares[best])
      let shift = (left - right) / (left + right) / 2
      return weights[best] + (abs(shift) <= 1 ? shift * step : 0)
    }
    return low
  }

  /// The sum of squared errors one step ahead for each of eight α.
  private static func squares(
    _ values: [Double], _ weights: SIMD8<Double>
  ) -> SIMD8<Double> {
    let rest = 1 - weights
    var level = SIMD8(repeating: values[0])
    var sum = SIMD8<Double>()
    for value in values {
      let error = value - level
      sum += error * error
      level = weights * value + rest * level
    }
    return sum
  }
}
