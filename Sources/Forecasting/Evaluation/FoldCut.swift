import ForecastSeries

/// A panel at one fold of a backtest: what may be learned from, and what forecasts are set beside.
///
/// The rows before the cutoff are copied out when somebody asks for them, so that many folds of a large
/// panel take no more memory than what they are scored against.
struct FoldCut: Sendable {
  private let panel: Panel
  private let fold: Fold
  private let backtest: Backtest
  /// What the series that have a value up to the cutoff are measured against; nil where not scored.
  private var references: [(identifier: String, reference: WindowReference?)] = []

  init(_ panel: Panel, fold: Fold, of backtest: Backtest) {
    self.panel = panel
    self.fold = fold
    self.backtest = backtest
  }

  /// The rows up to the cutoff, their missing values filled from those rows alone.
  var training: Panel {
    MissingValueFilling(backtest.missing, season: backtest.season).fill(fold.training(of: panel))
  }

  /// Makes the references that all models share.
  mutating func measure() {
    let training = training
    references = zip(training.indices, fold.series(of: panel)).map { place, index in
      let identifier = training.identifiers[place]
      guard fold.isScored[index] else { return (identifier, nil) }
      let came = panel[index].values.dropFirst(fold.known[index]).prefix(backtest.horizon)
      return (
        identifier,
        WindowReference(
          actuals: backtest.missing == .zero ? came.map { $0.isNaN ? 0 : $0 } : Array(came),
          history: training[place].values, season: backtest.metricSeason)
      )
    }
  }

  /// Sets forecasts beside what came to their series, in the order of both.
  func windows(of forecasts: [Forecast]) -> [ScoredWindow] {
    var next = 0
    var windows: [ScoredWindow] = []
    for (identifier, reference) in references {
      guard next < forecasts.count, forecasts[next].identifier == identifier else { continue }
      if let reference { windows.append(ScoredWindow(forecasts[next], against: reference)) }
      next += 1
    }
    return windows
  }
}
