import ForecastRecurrent
import Glibc
import ForecastSeries

/// The last cutoffs of each series, from which a network in training is judged.
struct HeldOutCutoffs {
  let settings: RecurrentSettings
  let windows: WindowedPanel
  /// For each series the first step that may not be learned from.
  let limits: [Int]
  /// How many cutoffs a series has: steps limit − 1 and the ones after it.
  let cutoffs: Int

  /// The pinball or absolute loss of each series, relative to what the base leaves to be corrected, as
  /// a geometric mean over the series.
  ///
  /// A plain mean is ruled by the few series that went wild at the end; there it stopped a weekly
  /// network after a third of the passes that were good.
  func loss(of networks: [RecurrentNetwork]) -> Double {
    let probabilities =
      settings.quantileCount == 1 ? [0.5] : settings.grid.probabilities
    var losses = [Double](repeating: 0, count: windows.count)
    var sizes = losses
    forEachTarget(of: networks) { series, outputs, target, _ in
      for (output, probability) in zip(outputs, probabilities) {
        let error = Double(target - output)
        losses[series] += error >= 0 ? probability * error : (probability - 1) * error
      }
      sizes[series] += Double(abs(target))
    }
    var (sum, count) = (0.0, 0.0)
    for (loss, size) in zip(losses, sizes) where size > 0 && loss > 0 {
      sum += log(loss / size / Double(probabilities.count))
      count += 1
    }
    return count > 0 ? exp(sum / count) : .nan
  }

  /// Quantiles of the errors of the networks' mean at the cutoffs.
  func errorQuantiles(of networks: [RecurrentNetwork]) -> [Double] {
    var errors = ErrorQuantiles(horizon: settings.window.horizon)
    forEachTarget(of: networks) { _, outputs, target, ahead in
      if let point = outputs.first { errors.add(Double(target - point), ahead: ahead) }
    }
    return errors.table(grid: settings.grid)
  }

  private func forEachTarget(
    of networks: [RecurrentNetwork],
    _ body: (_ series: Int, _ outputs: ArraySlice<Float>, _ target: Float, _ ahead: Int) -> Void
  ) {
    let horizon = settings.window.horizon
    var targets = [Float](repeating: 0, count: horizon)
    var weights = targets
    let quantiles = settings.quantileCount
    let (places, means) = means(of: networks)
    let width = horizon * quantiles
    for (index, place) in places.enumerated() {
      windows.writeTargets(
        series: place.series, step: place.step, before: .max, weight: 1, into: &targets,
        weights: &weights, at: 0)
      for ahead in 1...min(horizon, settings.horizon) where weights[ahead - 1] > 0 {
        let first = index * width + (ahead - 1) * quantiles
        body(place.series, means[first..<(first + quantiles)], targets[ahead - 1], ahead)
      }
    }
  }

  /// The mean of what the networks say at each cutoff, and where that is.
  private func means(
    of networks: [RecurrentNetwork]
  ) -> (places: [(series: Int, step: Int)], means: [Float]) {
    let reader = ForecastReader(settings: settings)
    var places: [(series: Int, step: Int)] = []
    var means: [Float] = []
    let share = 1 / Float(networks.count)
    for (number, network) in networks.enumerated() {
      var next = 0
      reader.read(
        network, over: windows, ends: limits.map { $0 + cutoffs - 1 }, reach: cutoffs
      ) { series, step, outputs in
        if number == 0 {
          places.append((series, step))
          means.append(contentsOf: outputs.map { $0 * share })
        } else {
          // Every network is read in the same order.
          for output in outputs {
            means[next] += output * share
            next += 1
          }
        }
      }
    }
    return (places, means)
  }
}
