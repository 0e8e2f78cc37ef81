public import ForecastSeries

/// Fits a free rule: there is nothing to learn but how far it errs, and that makes its intervals.
public struct BaselineForecaster: Forecaster {
  /// The rule.
  public let baseline: Baseline
  /// How many steps ahead it will be asked for.
  public let horizon: Int
  /// The season length m, in steps.
  public let season: Int
  /// The quantiles of its forecasts.
  public let grid: QuantileGrid

  /// Makes a forecaster.
  public init(baseline: Baseline, horizon: Int, season: Int, grid: QuantileGrid = .standard) {
    self.baseline = baseline
    self.horizon = horizon
    self.season = season
    self.grid = grid
  }

  /// Measures the rule's errors over rolling origins of all series together.
  public func fit(
    _ panel: Panel, context: FitContext
  ) throws(ForecastingError) -> FittedBaseline {
    let store = TransformStore(fitting: panel, season: season, adjustsSeason: false)
    var errors = [[Double]](repeating: [], count: horizon)
    let originsEach = max(4, min(200, 20_000 / max(panel.count, 1)))
    for index in panel.indices {
      collectErrors(
        of: panel[index], transform: store.transforms[index], origins: originsEach, into: &errors)
    }
    return FittedBaseline(
      baseline: baseline, horizon: horizon, season: season, grid: grid, store: store,
      errorQuantiles: errors.indices.flatMap { step in
        errorQuantiles(of: errors[step].sorted(), stepsAhead: step + 1)
      })
  }

  private func collectErrors(
    of series: TimeSeries, transform: SeriesTransform, origins: Int, into errors: inout [[Double]]
  ) {
    let values = series.values
    let first = min(season, values.count / 2)
    let last = values.count - 1
    guard first < last else { return }
    let stride = max(1, (last - first) / origins)
    for origin in Swift.stride(from: first, to: last, by: stride) {
      let past = values.prefix(origin + 1)
      guard past.contains(where: { !$0.isNaN }) else { continue }
      let said = baseline.forecast(past, season: season, horizon: min(horizon, last - origin))
      for (step, value) in said.enumerated() {
        let actual = values[values.startIndex + origin + 1 + step]
        guard !actual.isNaN else { continue }
        let error = transform.value.transformed(actual) - transform.value.transformed(value)
        errors[step].append(error / transform.scale)
      }
    }
  }

  /// Quantiles of the errors one step, or of a random walk where there are too few errors to say.
  private func errorQuantiles(of sorted: [Double], stepsAhead: Int) -> [Double] {
    grid.probabilities.enumerated().map { index, probability in
      if index == grid.medianIndex { return 0 }
      guard sorted.count >= BaselineForecaster.fewestErrors else {
        let distance = NormalDistribution.quantile(probability) * Double(stepsAhead).squareRoot()
        return distance * BaselineForecaster.deviationOfUnitMedian
      }
      // The (n + 1) p-th smallest error: right on average in a sample of n.
      let place = min(max(Double(sorted.count + 1) * probability - 1, 0), Double(sorted.count - 1))
      let lower = Int(place)
      let upper = min(lower + 1, sorted.count - 1)
      let quantile = sorted[lower] + (sorted[upper] - sorted[lower]) * (place - Double(lower))
      return index < grid.medianIndex ? min(quantile, 0) : max(quantile, 0)
    }
  }

  /// Below this many errors a sample quantile of 95 % says nothing.
  static let fewestErrors = 20
  /// Standard deviation of normal errors whose absolute median is one.
  static let deviationOfUnitMedian = 1.4826
}
