import Glibc

/// −2 log L of a smoothing, but for a constant, as a function of weights and start states.
///
/// n log Σ e² and, where errors multiply, 2 Σ log |ŷ| (Hyndman, Koehler, Ord and Snyder 2008, chapter 5).
/// A point holds α, β, γ, φ, level, growth and the season at positions 1 … m − 1, as far as the form has
/// them; position 0 follows from the others, because they sum to 0, or to m where they multiply.
///
/// Most of the time of a fit passes here. So the season is a ring that nothing shifts, each form has a
/// loop without branches on it, a logarithm is taken of sixteen forecasts at once, and a sum of squares
/// that passes the limit ends the loop.
struct SmoothingLikelihood: Objective {
  /// The series without gaps.
  let values: [Double]
  /// The form.
  let form: SmoothingForm
  /// The states after the last evaluation.
  private(set) var level = 0.0
  private(set) var growth = 0.0
  /// The season as a ring: the next step's part lies at the count of values modulo m.
  private(set) var season: [Double]
  /// By what forecasts are divided, so that products of sixteen stay in range.
  private let scale: Double

  /// Prepares a form.
  ///
  /// - Parameters:
  ///   - values: the series without gaps.
  ///   - form: the form.
  ///   - length: the season length m, in steps.
  ///   - scale: the usual size of a value.
  init(_ values: [Double], form: SmoothingForm, season length: Int, scale: Double) {
    self.values = values
    self.form = form
    self.scale = scale
    season = [Double](repeating: 0, count: form.season == .none ? 1 : length)
  }

  mutating func value(at point: Span<Double>, limit: Double) -> Double {
    let weights = SmoothingWeights(point, form: form)
    var next = form.weightCount
    level = point[next]
    growth = 0
    if form.hasTrend {
      growth = point[next + 1]
      next += 1
    }
    if form.season != .none, !setSeason(point, after: next) { return .infinity }
    let count = Double(values.count)
    let most = limit < .infinity && !form.hasMultiplicativeErrors ? exp(limit / count) : .infinity
    let (squares, logarithms) = pass(weights, most: most)
    var value = count * log(squares > 0 ? squares : 1e-8)
    if form.hasMultiplicativeErrors { value += 2 * (logarithms + count * log(scale)) }
    return value.isNaN ? .infinity : max(value, -1e10)
  }

  /// Sets the ring; false where a factor is negative.
  private mutating func setSeason(_ point: Span<Double>, after next: Int) -> Bool {
    let isFactor = form.season == .multiplicative
    var sum = 0.0
    var least = 0.0
    for position in 1..<season.count {
      let part = point[next + position]
      season[position] = part
      sum += part
      least = min(least, part)
    }
    season[0] = (isFactor ? Double(season.count) : 0) - sum
    return !isFactor || min(least, season[0]) >= 0
  }

  /// Runs through the series: the sum of squares, and the sum of log |ŷ| / scale.
  private mutating func pass(_ weights: SmoothingWeights, most: Double) -> (Double, Double) {
    var line = (level: level, growth: growth, unit: 1 / scale)
    let sums = Self.pass(values, &season, &line, weights, most, form)
    (level, growth) = (line.level, line.growth)
    return sums
  }

  /// Picks the loop of the form.
  private static func pass(
    _ series: [Double], _ season: inout [Double], _ line: inout Line,
    _ weights: SmoothingWeights, _ most: Double, _ form: SmoothingForm
  ) -> (Double, Double) {
    let values = series.span
    var ring = season.mutableSpan
    return switch (form.hasMultiplicativeErrors, form.hasTrend, form.season) {
    case (false, false, .none):
      smooth(
        values, &ring, &line, weights, most, relative: false, trend: false, additive: false,
        factor: false)
    case (false, true, .none):
      smooth(
        values, &ring, &line, weights, most, relative: false, trend: true, additive: false,
        factor: false)
    case (true, false, .none):
      smooth(
        values, &ring, &line, weights, most, relative: true, trend: false, additive: false,
        factor: false)
    case (true, true, .none):
      smooth(
        values, &ring, &line, weights, most, relative: true, trend: true, additive: false,
        factor: false)
    case (false, false, .additive):
      smooth(
        values, &ring, &line, weights, most, relative: false, trend: false, additive: true,
        factor: false)
    case (false, true, .additive):
      smooth(
        values, &ring, &line, weights, most, relative: false, trend: true, additive: true,
        factor: false)
    case (true, false, .additive):
      smooth(
        values, &ring, &line, weights, most, relative: true, trend: false, additive: true,
        factor: false)
    case (true, true, .additive):
      smooth(
        values, &ring, &line, weights, most, relative: true, trend: true, additive: true,
        factor: false)
    case (_, false, .multiplicative):
      smooth(
        values, &ring, &line, weights, most, relative: true, trend: false, additive: false,
        factor: true)
    case (_, true, .multiplicative):
      smooth(
        values, &ring, &line, weights, most, relative: true, trend: true, additive: false,
        factor: true)
    }
  }

  /// Level and growth as they go, and by what forecasts are multiplied before their logarithm.
  private typealias Line = (level: Double, growth: Double, unit: Double)

  /// What stands in for a quotient by zero, and what counts as zero.
  private static let huge = 1e10
  private static let tiny = 1e-10

  @inline(__always)
  private static func smooth(
    _ values: Span<Double>, _ ring: inout MutableSpan<Double>, _ line: inout Line,
    _ weights: SmoothingWeights, _ most: Double, relative: Bool, trend: Bool, additive: Bool,
    factor: Bool
  ) -> (Double, Double) {
    var (level, growth) = (line.level, line.growth)
    let unit = line.unit
    let alpha = weights.level
    let beta = weights.growth
    let gamma = weights.season
    let phi = weights.damping
    var (squares, product, logarithms) = (0.0, 1.0, 0.0)
    var index = 0
    var position = 0
    while index < values.count {
      let end = min(index + 16, values.count)
      while index < end {
        let value = values[index]
        let ahead = trend ? phi * growth : 0
        let base = trend ? level + ahead : level
        var forecast = base
        var adjusted = value
        if additive {
          let part = ring[position]
          forecast = base + part
          adjusted = value - part
          ring[position] = part + gamma * (value - base - part)
        } else if factor {
          let part = ring[position]
          forecast = base * part
          adjusted = abs(part) < tiny ? huge : value / part
          let ratio = abs(base) < tiny ? huge : value / base
          ring[position] = part + gamma * (ratio - part)
        }
        let error = adjusted - base
        level = base + alpha * error
        if trend { growth = ahead + beta * error }
        if relative {
          let divisor = abs(forecast) < tiny ? forecast + tiny : forecast
          let share = (value - forecast) / divisor
          squares += share * share
          product *= forecast == 0 ? 1e-8 * unit : abs(forecast) * unit
        } else {
          let miss = value - forecast
          squares += miss * miss
        }
        if additive || factor { position = position + 1 == ring.count ? 0 : position + 1 }
        index += 1
      }
      if relative {
        logarithms += log(product)
        product = 1
      } else if squares > most {
        return (.infinity, 0)
      }
    }
    line = (level, growth, unit)
    return (squares, logarithms)
  }
}
