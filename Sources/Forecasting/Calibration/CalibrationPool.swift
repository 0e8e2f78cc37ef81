/// The windows of a calibration, and how many independent ones a range of steps is worth.
///
/// Windows of one series overlap: the errors s steps ahead of two cutoffs share the shocks of the rows
/// in between, unless the cutoffs lie s steps apart. And the errors of neighbouring steps of one window
/// are alike. So of a series' items (window, step) in a range of steps all are used, but together they
/// count only as
///
///     n = min(items, rows they reach over, d · (1 + (k − 1) (1 − ρ) / (1 + ρ)))
///
/// where d is the number of spans of the shortest step that fit between the first and the last cutoff,
/// k the number of steps and ρ the correlation of the errors of neighbouring steps over all windows; the
/// last factor is the usual effective size of a sample of an AR(1) process. Each item weighs n / items.
/// Series are taken as independent of each other, which a shock to all of them at once is not.
struct CalibrationPool {
  private let windows: [CalibrationWindow]
  /// The windows of each series.
  private let groups: [[Int]]
  /// For each window the number of observed steps before each step.
  private let observedBefore: [[Int]]
  /// Correlation of the errors of neighbouring steps, 0 … 0.99.
  let correlation: Double

  init(_ windows: [CalibrationWindow]) {
    self.windows = windows
    var places: [UInt64: Int] = [:]
    var groups: [[Int]] = []
    for (index, window) in windows.enumerated() {
      if let place = places[window.key] {
        groups[place].append(index)
      } else {
        places[window.key] = groups.count
        groups.append([index])
      }
    }
    self.groups = groups
    observedBefore = windows.map { window in
      var counts = [0]
      for actual in window.actuals { counts.append((counts.last ?? 0) + (actual.isFinite ? 1 : 0)) }
      return counts
    }
    correlation = CalibrationPool.correlation(of: windows)
  }

  /// How many independent windows the steps of a range are worth, over all series.
  func effectiveCount(_ steps: Range<Int>) -> Double {
    groups.reduce(0) { $0 + effectiveCount(steps, of: $1).count }
  }

  private func effectiveCount(_ steps: Range<Int>, of group: [Int]) -> (count: Double, items: Int) {
    var (items, cutoffs, most) = (0, 0, 0)
    var (first, last) = (Int.max, Int.min)
    var (firstTarget, lastTarget) = (Int.max, Int.min)
    for index in group {
      let counts = observedBefore[index]
      let count = counts[steps.upperBound] - counts[steps.lowerBound]
      guard count > 0 else { continue }
      let origin = windows[index].origin
      items += count
      cutoffs += 1
      most = max(most, count)
      (first, last) = (min(first, origin), max(last, origin))
      firstTarget = min(firstTarget, origin + steps.lowerBound)
      lastTarget = max(lastTarget, origin + steps.lowerBound + count - 1)
    }
    guard items > 0 else { return (0, 0) }
    let spans = min(cutoffs, 1 + (last - first) / (steps.lowerBound + 1))
    let growth = 1 + Double(most - 1) * (1 - correlation) / (1 + correlation)
    let count = min(
      Double(min(items, lastTarget - firstTarget + 1)), Double(spans) * growth)
    return (count, items)
  }

  /// The finite-sample quantile of a side's scores; nil where there are too few.
  func quantile(
    _ steps: Range<Int>, level: Int, isUpper: Bool, tail: Double
  ) -> Double? {
    var sample = ConformalSample()
    for group in groups {
      let (count, items) = effectiveCount(steps, of: group)
      guard items > 0 else { continue }
      for index in group {
        for step in steps {
          if let score = windows[index].score(at: step, level: level, isUpper: isUpper) {
            sample.add(score, weight: count / Double(items))
          }
        }
      }
    }
    return sample.quantile(tail: tail)
  }

  /// Lag-1 correlation about zero, so that a common bias counts as dependence too.
  private static func correlation(of windows: [CalibrationWindow]) -> Double {
    var (products, early, late, pairs) = (0.0, 0.0, 0.0, 0)
    for window in windows {
      var before: Double?
      for step in window.actuals.indices {
        let error = window.standardisedError(at: step).map { min(max($0, -limit), limit) }
        if let before, let error {
          products += before * error
          early += before * before
          late += error * error
          pairs += 1
        }
        before = error
      }
    }
    guard pairs >= fewestPairs, early > 0, late > 0 else { return unknownCorrelation }
    return min(max(products / (early * late).squareRoot(), 0), 0.99)
  }

  /// What is assumed where nothing was measured.
  static let unknownCorrelation = 0.5
  private static let fewestPairs = 10
  /// One wild error must not decide.
  private static let limit = 3.0
}
