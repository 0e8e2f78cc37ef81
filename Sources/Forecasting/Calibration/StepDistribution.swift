import ForecastSeries
import Glibc

/// The whole distribution of one step's value, made of its median and interval ends.
///
/// With z = Φ⁻¹(p) the quantile function is a straight line in z between neighbouring quantiles, in the
/// scale in which the series was learned: normal pieces, or lognormal ones where that is the logarithm.
/// Beyond the outermost ends the last line goes on, and stops at |z| = 4 (one in 30,000).
struct StepDistribution {
  /// A piece of the quantile function, level + slope · z between two z.
  private struct Piece {
    let from, to, level, slope: Double
  }

  private let pieces: [Piece]
  private let value: ValueTransform

  /// Makes the distribution of a step.
  ///
  /// - Parameters:
  ///   - forecast: with intervals by rising level; calibrated where that is possible.
  ///   - step: the step, from 0.
  ///   - transform: how the model transforms the series' values.
  ///   - scores: Φ⁻¹ of the upper end of each level.
  init(_ forecast: Forecast, step: Int, transform: ValueTransform, scores: [Double]) {
    let lower = forecast.intervals.map { $0.lower[step] }
    let upper = forecast.intervals.map { $0.upper[step] }
    let median = forecast.median[step]
    // Later values at or below zero have no logarithm.
    value = (lower + [median]).allSatisfy { $0 > 0 } ? transform : .unit(1)
    let values = (lower.reversed() + [median] + upper).map(value.transformed)
    let places = scores.reversed().map { -$0 } + [0] + scores
    var pieces: [Piece] = []
    for index in values.indices.dropLast() {
      let width = places[index + 1] - places[index]
      let slope = width > 0 ? (values[index + 1] - values[index]) / width : 0
      pieces.append(
        Piece(
          from: places[index], to: places[index + 1],
          level: values[index] - slope * places[index], slope: slope))
    }
    if let first = pieces.first, let last = pieces.last {
      pieces[0] = Piece(
        from: min(-StepDistribution.limit, first.from), to: first.to, level: first.level,
        slope: first.slope)
      let end = pieces.count - 1
      pieces[end] = Piece(
        from: pieces[end].from, to: max(StepDistribution.limit, last.to), level: last.level,
        slope: last.slope)
    } else {
      pieces = [
        Piece(
          from: -StepDistribution.limit, to: StepDistribution.limit, level: values[0], slope: 0)
      ]
    }
    self.pieces = pieces
  }

  /// The probability scores of some levels' upper ends.
  static func scores(of levels: [Double]) -> [Double] {
    levels.map { NormalDistribution.quantile((100 + $0) / 200) }
  }

  /// The value at a normal score: the quantile of probability Φ(z).
  func value(atScore score: Double) -> Double {
    let z = min(max(score, pieces[0].from), pieces[pieces.count - 1].to)
    let piece = pieces.first { z <= $0.to } ?? pieces[pieces.count - 1]
    return value.inverse(piece.level + piece.slope * z)
  }

  /// The expected value of the distribution, inside bounds.
  ///
  /// The integral of the quantile function over p, piece by piece, with z = Φ⁻¹(p):
  ///
  ///     ∫ (a + b z) φ(z) dz   = a [Φ(v) − Φ(u)] + b [φ(u) − φ(v)]
  ///     ∫ exp(a + b z) φ(z) dz = exp(a + b²/2) [Φ(v − b) − Φ(u − b)]
  ///
  /// from u to v; where a bound is passed, the bound itself times its probability.
  func mean(lowest: Double = -.infinity, highest: Double = .infinity) -> Double {
    var sum = 0.0
    for piece in pieces {
      let low = min(max(score(of: lowest, in: piece), piece.from), piece.to)
      let high = max(min(score(of: highest, in: piece), piece.to), low)
      if low > piece.from { sum += lowest * probability(piece.from, low) }
      sum += integral(piece, from: low, to: high)
      if high < piece.to { sum += highest * probability(high, piece.to) }
    }
    return sum / probability(pieces[0].from, pieces[pieces.count - 1].to)
  }

  /// Where in a piece a bound is reached: before it, in it or after it.
  private func score(of bound: Double, in piece: Piece) -> Double {
    guard bound.isFinite else { return bound }
    if case .logarithm = value, bound <= 0 { return -.infinity }
    let distance = value.transformed(bound) - piece.level
    guard piece.slope > 0 else { return distance > 0 ? .infinity : -.infinity }
    return distance / piece.slope
  }

  private func integral(_ piece: Piece, from u: Double, to v: Double) -> Double {
    switch value {
    case .unit(let unit):
      unit * (piece.level * probability(u, v) + piece.slope * (density(u) - density(v)))
    case .logarithm:
      exp(piece.level + piece.slope * piece.slope / 2)
        * probability(u - piece.slope, v - piece.slope)
    }
  }

  /// Φ(v) − Φ(u), from the side where it is exact.
  private func probability(_ u: Double, _ v: Double) -> Double {
    u > 0
      ? (erfc(u / 2.0.squareRoot()) - erfc(v / 2.0.squareRoot())) / 2
      : (erfc(-v / 2.0.squareRoot()) - erfc(-u / 2.0.squareRoot())) / 2
  }

  private func density(_ z: Double) -> Double { exp(-z * z / 2) / (2 * Double.pi).squareRoot() }

  private static let limit = 4.0
}
