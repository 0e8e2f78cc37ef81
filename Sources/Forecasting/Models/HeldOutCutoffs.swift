import ForecastRecurrent
import ForecastSeries

/// The last cutoffs of each series, from which a network in training is judged.
struct HeldOutCutoffs {
  let settings: RecurrentSettings
  let windows: WindowedPanel
  /// For each series the first step that may not be learned from.
  let limits: [Int]
  /// How many cutoffs a series has: steps limit − 1 and the ones after it.
  let cutoffs: Int

  /// The mean pinball or absolute loss over all cutoffs, steps and series, in units of the scale.
  func loss(of network: RecurrentNetwork) -> Double {
    let probabilities =
      settings.quantileCount == 1 ? [0.5] : settings.grid.probabilities
    var (sum, count) = (0.0, 0.0)
    forEachTarget(of: network) { outputs, target, _ in
      for (output, probability) in zip(outputs, probabilities) {
        let error = Double(target - output)
        sum += error >= 0 ? probability * error : (probability - 1) * error
      }
      count += Double(probabilities.count)
    }
    return count > 0 ? sum / count : .nan
  }

  /// Quantiles of a network's errors at the cutoffs.
  func errorQuantiles(of network: RecurrentNetwork) -> [Double] {
    var errors = ErrorQuantiles(horizon: settings.horizon)
    forEachTarget(of: network) { outputs, target, ahead in
      if let point = outputs.first { errors.add(Double(target - point), ahead: ahead) }
    }
    return errors.table(grid: settings.grid)
  }

  private func forEachTarget(
    of network: RecurrentNetwork,
    _ body: (_ outputs: ArraySlice<Float>, _ target: Float, _ ahead: Int) -> Void
  ) {
    let horizon = settings.horizon
    var targets = [Float](repeating: 0, count: horizon)
    var weights = targets
    let quantiles = settings.quantileCount
    ForecastReader(settings: settings).read(
      network, over: windows, ends: limits.map { $0 + cutoffs - 1 }, reach: cutoffs
    ) { series, step, outputs in
      windows.writeTargets(
        series: series, step: step, before: .max, weight: 1, into: &targets, weights: &weights,
        at: 0)
      for ahead in 1...horizon where weights[ahead - 1] > 0 {
        let first = outputs.startIndex + (ahead - 1) * quantiles
        body(outputs[first..<(first + quantiles)], targets[ahead - 1], ahead)
      }
    }
  }
}
