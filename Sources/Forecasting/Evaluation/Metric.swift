/// One column of the metrics report, defined as the M4 competition defines it where it does.
///
/// A metric takes any number of windows, so that one definition serves a single series and the whole
/// panel: figures are formed per series and then averaged, ratios of sums and of means are formed at the
/// end. Undefined is nil, never 0 or infinity.
public struct Metric: Sendable {
  /// The column's name.
  public let name: String
  /// The figure of some windows.
  public let value: @Sendable ([ScoredWindow]) -> Double?

  /// A metric that is averaged over the windows where it is defined.
  static func averaged(
    _ name: String, _ figure: @escaping @Sendable (ScoredWindow) -> Double?
  ) -> Metric {
    Metric(name: name) { windows in mean(of: windows.lazy.map(figure)) }
  }

  /// Every metric in the report's order.
  ///
  /// - Parameter levels: the interval levels that have coverage and Winkler columns.
  /// - Returns: the metrics.
  public static func all(levels: [Double]) -> [Metric] {
    [me, mae, rmse, mape, smape, mase, rmsse, wql]
      + levels.map(coverage(level:)) + levels.map(winkler(level:)) + [skill, mse, owa]
  }

  /// Mean of y − f: above zero, the forecasts were too low.
  static let me = averaged("me") { window in
    window.mean { actual, step in actual - window.forecast.median[step] }
  }

  /// Mean absolute error.
  static let mae = averaged("mae") { window in absoluteError(of: window.forecast.median, in: window)
  }

  /// Mean squared error.
  static let mse = averaged("mse") { window in squaredError(in: window) }

  /// Root of a series' mean squared error.
  static let rmse = averaged("rmse") { window in squaredError(in: window)?.squareRoot() }

  /// Mean of 100·|y − f| / |y|, without the steps where y is 0.
  static let mape = averaged("mape") { window in
    window.mean { actual, step in
      actual == 0 ? nil : 100 * abs(actual - window.forecast.median[step]) / abs(actual)
    }
  }

  /// Mean of 200·|y − f| / (|y| + |f|); 0 where both are 0.
  static let smape = averaged("smape") { window in
    symmetricError(of: window.forecast.median, in: window)
  }

  /// Mean absolute error over the mean absolute seasonal difference of the training part.
  static let mase = averaged("mase") { window in scaledError(of: window.forecast.median, in: window)
  }

  /// Root of the mean squared error over the mean squared seasonal difference.
  static let rmsse = averaged("rmsse") { window in
    guard let error = squaredError(in: window), let scale = window.squaredScale else { return nil }
    return (error / scale).squareRoot()
  }

  /// Weighted quantile loss: twice the pinball loss of all quantiles over the sum of |y|.
  static let wql = Metric(name: "wql") { windows in
    var (loss, size) = (0.0, 0.0)
    for window in windows {
      for step in window.observed {
        let actual = window.actuals[step]
        size += abs(actual)
        var losses = [pinball(actual, window.forecast.median[step], 0.5)]
        for interval in window.forecast.intervals {
          let tail = (100 - interval.level) / 200
          losses.append(pinball(actual, interval.lower[step], tail))
          losses.append(pinball(actual, interval.upper[step], 1 - tail))
        }
        loss += 2 * losses.reduce(0, +) / Double(losses.count)
      }
    }
    return size > 0 ? loss / size : nil
  }

  /// Share of the actuals inside the interval, 0…1.
  static func coverage(level: Double) -> Metric {
    averaged("coverage-\(label(ofLevel: level))") { window in
      guard let interval = window.interval(level: level) else { return nil }
      return window.mean { actual, step in
        interval.lower[step] <= actual && actual <= interval.upper[step] ? 1 : 0
      }
    }
  }

  /// Winkler score over MASE's scale (M4's MSIS): width, and a fine for what falls outside.
  static func winkler(level: Double) -> Metric {
    averaged("winkler-\(label(ofLevel: level))") { window in
      guard let interval = window.interval(level: level), let scale = window.absoluteScale else {
        return nil
      }
      let fine = 2 / (1 - level / 100)
      return window.mean { actual, step in
        let (lower, upper) = (interval.lower[step], interval.upper[step])
        let outside = max(lower - actual, actual - upper, 0)
        return (upper - lower + fine * outside) / scale
      }
    }
  }

  /// 1 − MASE / MASE of the seasonal naive: what is gained over repeating last season.
  static let skill = Metric(name: "skill") { windows in
    let pairs = windows.compactMap { window -> (Double, Double)? in
      guard let own = scaledError(of: window.forecast.median, in: window),
        let other = scaledError(of: window.seasonalNaive, in: window)
      else { return nil }
      return (own, other)
    }
    let reference = pairs.reduce(0) { $0 + $1.1 }
    return reference > 0 ? 1 - pairs.reduce(0) { $0 + $1.0 } / reference : nil
  }

  /// The M4 competition's overall weighted average: half sMAPE, half MASE, both relative to Naive2.
  static let owa = Metric(name: "owa") { windows in
    guard let smape = smape.value(windows), let mase = mase.value(windows),
      let otherSmape = mean(of: windows.lazy.map { symmetricError(of: $0.naive2, in: $0) }),
      let otherMase = mean(of: windows.lazy.map { scaledError(of: $0.naive2, in: $0) }),
      otherSmape > 0, otherMase > 0
    else { return nil }
    return (smape / otherSmape + mase / otherMase) / 2
  }

  /// A level as columns and options write it: `80`, `97.5`.
  ///
  /// - Parameter level: in percent.
  /// - Returns: without a fraction where there is none.
  public static func label(ofLevel level: Double) -> String {
    level == level.rounded() ? String(Int(level)) : String(level)
  }

  static func mean(of figures: some Sequence<Double?>) -> Double? {
    var (sum, count) = (0.0, 0)
    for case .some(let figure) in figures where figure.isFinite {
      sum += figure
      count += 1
    }
    return count > 0 ? sum / Double(count) : nil
  }
}

private func absoluteError(of point: [Double], in window: ScoredWindow) -> Double? {
  window.mean { actual, step in abs(actual - point[step]) }
}

private func squaredError(in window: ScoredWindow) -> Double? {
  window.mean { actual, step in
    let error = actual - window.forecast.median[step]
    return error * error
  }
}

private func scaledError(of point: [Double], in window: ScoredWindow) -> Double? {
  guard let error = absoluteError(of: point, in: window), let scale = window.absoluteScale else {
    return nil
  }
  return error / scale
}

private func symmetricError(of point: [Double], in window: ScoredWindow) -> Double? {
  window.mean { actual, step in
    let size = abs(actual) + abs(point[step])
    return size == 0 ? 0 : 200 * abs(actual - point[step]) / size
  }
}

private func pinball(_ actual: Double, _ quantile: Double, _ probability: Double) -> Double {
  let error = actual - quantile
  return error >= 0 ? probability * error : (probability - 1) * error
}

extension ScoredWindow {
  fileprivate func interval(level: Double) -> PredictionInterval? {
    forecast.intervals.first { $0.level == level }
  }
}
