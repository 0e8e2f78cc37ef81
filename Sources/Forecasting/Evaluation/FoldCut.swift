import ForecastSeries

/// A panel cut at one fold of a backtest: what may be learned from, and what forecasts are set beside.
struct FoldCut: Sendable {
  /// The rows up to the cutoff, their missing values filled from those rows alone.
  let training: Panel
  /// For each series of `training` what came after, nil where it is not scored.
  private let actuals: [[Double]?]
  private let season: Int
  private var references: [WindowReference?] = []

  init(_ panel: Panel, fold: Fold, of backtest: Backtest) {
    training = fold.training(of: panel)
      .fillingMissing(by: backtest.missing, season: backtest.season)
    season = backtest.metricSeason
    actuals = fold.series(of: panel).map { index in
      guard fold.isScored[index] else { return nil }
      let came = panel[index].values.dropFirst(fold.known[index]).prefix(backtest.horizon)
      return backtest.missing == .zero ? came.map { $0.isNaN ? 0 : $0 } : Array(came)
    }
  }

  /// Makes the references that all models share.
  mutating func measure() {
    references = training.indices.map { index in
      actuals[index].map {
        WindowReference(actuals: $0, history: training[index].values, season: season)
      }
    }
  }

  /// Sets forecasts beside what came to their series, in the order of both.
  func windows(of forecasts: [Forecast]) -> [ScoredWindow] {
    var next = 0
    var windows: [ScoredWindow] = []
    for index in training.indices {
      guard next < forecasts.count, forecasts[next].identifier == training.identifiers[index]
      else { continue }
      if let reference = references[index] {
        windows.append(ScoredWindow(forecasts[next], against: reference))
      }
      next += 1
    }
    return windows
  }
}
