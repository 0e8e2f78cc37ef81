import ForecastSeries

/// Chooses the free rule that the network corrects, by how the rules did on the training part itself.
///
/// A rule learns nothing, so its errors at the last cutoffs are honest without training anything. On
/// noisy days the mean of several weeks is far better than the last week alone; on weeks with a weak
/// year the last value is better than both.
enum BaseChoice {
  /// The base with the lowest mean absolute error in units of each series' scale.
  ///
  /// - Parameters:
  ///   - panel: the training part.
  ///   - settings: the settings; their own base answers where no series is long enough.
  /// - Returns: the base to correct.
  static func base(for panel: Panel, settings: RecurrentSettings) -> WindowShape.Base {
    guard !settings.adjustsSeason, settings.season > 1 else { return settings.base }
    let candidates: [WindowShape.Base] =
      [.lastValue] + [1, 2, 4, 8].map { .seasonalMean(seasons: $0) }
    var best = (base: settings.base, error: Double.infinity)
    let transforms = panel.indices.map {
      SeriesTransform(fitting: panel[$0], season: settings.season, adjustsSeason: false)
    }
    for candidate in candidates {
      var shape = settings
      shape.base = candidate
      let windows = WindowedPanel(panel, transforms: transforms, shape: shape.window)
      if let error = meanError(of: windows), error < best.error { best = (candidate, error) }
    }
    return best.base
  }

  /// The mean size of the scaled targets: what the base alone leaves to be corrected.
  private static func meanError(of windows: WindowedPanel) -> Double? {
    let shape = windows.shape
    var targets = [Float](repeating: 0, count: shape.horizon)
    var weights = targets
    var (sum, count) = (0.0, 0.0)
    for series in 0..<windows.count {
      let length = windows.stepCount(of: series)
      let first = max(2 * shape.season, length - shape.horizon - cutoffs)
      for step in stride(from: first, to: length - shape.horizon, by: stepBetweenCutoffs) {
        windows.writeTargets(
          series: series, step: step, before: length, weight: 1, into: &targets,
          weights: &weights, at: 0)
        for (target, weight) in zip(targets, weights) where weight > 0 {
          sum += Double(abs(target))
          count += 1
        }
      }
    }
    return count > 0 ? sum / count : nil
  }

  /// Cutoffs that judge, counted back from the last possible one.
  private static let cutoffs = 200
  /// Neighbouring cutoffs say nearly the same.
  private static let stepBetweenCutoffs = 3
}
