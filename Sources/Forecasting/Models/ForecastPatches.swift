import ForecastRecurrent
import ForecastSeries

/// What networks say of each series, in patches where the forecast is longer than what they say at once.
///
/// A network of H steps says the first H. Then its medians count as measured, and it says the next H
/// from there, and so on. From its own medians a network does not know how uncertain they are, so the
/// distance of a quantile q from the median is added in quadrature to that at the last step of the patch
/// before, as the deviations of independent errors are: d(q, H + k) = √(d(q, H)² + d'(q, k)²), each side
/// for itself. So no interval of a patch is narrower than the end of the one before, in the transformed
/// scale.
struct ForecastPatches {
  /// How the networks were trained.
  let settings: RecurrentSettings
  /// The members.
  let networks: [RecurrentNetwork]
  /// Quantiles of the errors where the networks say only a point.
  let errorQuantiles: [Double]?

  /// Quantiles in the transformed scale.
  ///
  /// - Parameters:
  ///   - windows: the series.
  ///   - horizon: how many steps are wanted.
  /// - Returns: for each series the quantiles of at least so many steps, step after step.
  func quantiles(over windows: WindowedPanel, horizon: Int) -> [[Double]] {
    let grid = settings.grid
    var windows = windows
    var quantiles = patch(over: windows)
    for _ in stride(from: windows.shape.horizon, to: horizon, by: windows.shape.horizon) {
      let width = windows.shape.horizon * grid.count
      windows = windows.appending(
        quantiles.map { said in
          stride(from: said.count - width + grid.medianIndex, to: said.count, by: grid.count)
            .map { said[$0] }
        })
      for (series, said) in patch(over: windows).enumerated() {
        let last = Array(quantiles[series].suffix(grid.count))
        quantiles[series] += widened(said, by: last)
      }
    }
    return quantiles
  }

  /// A patch whose distances from the median are added in quadrature to those at a step before it.
  private func widened(_ said: [Double], by last: [Double]) -> [Double] {
    let grid = settings.grid
    return said.indices.map { place in
      let quantile = place % grid.count
      let median = said[place - quantile + grid.medianIndex]
      guard quantile != grid.medianIndex else { return median }
      let before = last[quantile] - last[grid.medianIndex]
      let now = said[place] - median
      let distance = (before * before + now * now).squareRoot()
      return quantile < grid.medianIndex ? median - distance : median + distance
    }
  }

  /// The quantiles of the steps after each series' last one, as many as the networks say at once.
  private func patch(over windows: WindowedPanel) -> [[Double]] {
    corrections(for: windows).enumerated().map { series, corrections in
      corrections.enumerated().map { place, correction in
        windows.transformed(
          ofCorrection: correction, series: series, step: windows.stepCount(of: series) - 1,
          ahead: place / settings.grid.count + 1)
      }
    }
  }

  /// The members' mean correction at the last step of each series: H × Q numbers a series.
  private func corrections(for windows: WindowedPanel) -> [[Double]] {
    let grid = settings.grid
    var sums = [[Double]](
      repeating: [Double](
        repeating: 0, count: windows.shape.horizon * settings.quantileCount),
      count: windows.count)
    let reader = ForecastReader(settings: settings)
    for network in networks {
      reader.addLastOutputs(of: network, over: windows, to: &sums)
    }
    let share = 1 / Double(networks.count)
    return sums.map { sum in
      guard let errorQuantiles else { return sum.map { $0 * share } }
      return errorQuantiles.enumerated().map { index, error in
        sum[index / grid.count] * share + error
      }
    }
  }
}
