import ForecastStorage
import Glibc

/// How the errors of a horizon go together: what turns one distribution a step into whole paths.
///
/// Where enough whole windows are held out, their ranks are kept: the errors of a step, in units of the
/// intervals, are ranked over the windows, and a path takes its ranks from one window. This is the
/// Schaake shuffle (Clark et al. 2004), or sampling from the empirical copula. Else the dependence is that
/// of a first-order autoregression, the Gaussian copula with the correlation ρ^|i − j| between steps i
/// and j, with ρ measured between neighbouring steps, or 0.5 where nothing was measured.
public struct PathDependence: Sendable, Equatable {
  /// Ranks 0 … n − 1 over the windows, one row of the horizon a window; none for the autoregression.
  public let ranks: [[Int]]
  /// The correlation of the errors of neighbouring steps, 0 … below 1.
  public let correlation: Double

  /// Makes a dependence from its parts.
  ///
  /// - Parameters:
  ///   - ranks: one row a window; each column holds every rank 0 … n − 1 once.
  ///   - correlation: of neighbouring steps.
  init(ranks: [[Int]], correlation: Double) {
    self.ranks = ranks
    self.correlation = correlation
  }

  /// What is assumed of a model that was never held against what came.
  public static let unknown = PathDependence(
    ranks: [], correlation: CalibrationPool.unknownCorrelation)

  /// Learns the dependence from windows of a model on rows that it did not learn from.
  ///
  /// - Parameters:
  ///   - windows: forecasts beside what came; only whole ones give ranks, at most 200 of them.
  ///   - horizon: how many steps ahead.
  public init(fitting windows: [CalibrationWindow], horizon: Int) {
    let errors = windows.compactMap { window -> [Double]? in
      guard window.actuals.count == horizon else { return nil }
      let errors = window.actuals.indices.compactMap { window.standardisedError(at: $0) }
      return errors.count == horizon ? errors : nil
    }
    let correlation = CalibrationPool(windows).correlation
    guard errors.count >= PathDependence.fewestWindows else {
      self.init(ranks: [], correlation: correlation)
      return
    }
    let count = min(errors.count, PathDependence.mostWindows)
    // Evenly over all of them, which stand series by series or cutoff by cutoff.
    let kept = (0..<count).map { errors[$0 * errors.count / count] }
    var ranks = [[Int]](repeating: [Int](repeating: 0, count: horizon), count: count)
    for step in 0..<horizon {
      let order = kept.indices.sorted { (kept[$0][step], $0) < (kept[$1][step], $1) }
      for (rank, window) in order.enumerated() { ranks[window][step] = rank }
    }
    self.init(ranks: ranks, correlation: correlation)
  }

  /// Draws normal scores for paths, one row of the horizon a path.
  ///
  /// The windows take turns, so that each serves as many paths as any other; inside the n-th part of
  /// the distribution that a rank names, the place is random.
  func scores(
    paths: Int, horizon: Int, using random: inout RandomSource
  ) -> [[Double]] {
    ranks.isEmpty
      ? autoregressiveScores(paths: paths, horizon: horizon, using: &random)
      : rankedScores(paths: paths, horizon: horizon, using: &random)
  }

  private func rankedScores(
    paths: Int, horizon: Int, using random: inout RandomSource
  ) -> [[Double]] {
    var order = Array(ranks.indices)
    random.shuffle(&order)
    let count = Double(ranks.count)
    return (0..<paths).map { path in
      let row = ranks[order[path % order.count]]
      return (0..<horizon).map { step in
        let rank = Double(row[min(step, row.count - 1)])
        return NormalDistribution.score((rank + random.openUnit()) / count)
      }
    }
  }

  private func autoregressiveScores(
    paths: Int, horizon: Int, using random: inout RandomSource
  ) -> [[Double]] {
    let rest = (1 - correlation * correlation).squareRoot()
    return (0..<paths).map { _ in
      var before = 0.0
      return (0..<horizon).map { step in
        let fresh = NormalDistribution.score(random.openUnit())
        before = step == 0 ? fresh : correlation * before + rest * fresh
        return before
      }
    }
  }

  /// Fewer whole windows than this say less than a correlation.
  static let fewestWindows = 20
  /// More of them cost room in the model and say hardly more.
  static let mostWindows = 200
}

extension RandomSource {
  /// A number strictly between 0 and 1.
  mutating func openUnit() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }
}

extension NormalDistribution {
  /// The quantile of a probability strictly between 0 and 1, fast: for the many draws of paths.
  ///
  /// Hastings' rational approximation (Abramowitz & Stegun 26.2.23, error below 4.5e-4) and three steps
  /// of Halley's method, each of which triples the number of right digits.
  static func score(_ probability: Double) -> Double {
    let tail = min(probability, 1 - probability)
    guard tail > 0 else { return probability < 0.5 ? -8 : 8 }
    let t = (-2 * log(tail)).squareRoot()
    var z =
      -(t - (2.515517 + 0.802853 * t + 0.010328 * t * t)
        / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t))
    for _ in 0..<3 {
      let mass = erfc(-z / 2.0.squareRoot()) / 2
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      let error = (mass - tail) / density
      z -= error / (1 + z * error / 2)
    }
    return probability < 0.5 ? z : -z
  }
}
