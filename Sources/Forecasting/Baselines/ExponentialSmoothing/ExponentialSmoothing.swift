import ForecastSeries
import Glibc

/// Fits exponential smoothings by maximum likelihood and chooses among them by AICc.
///
/// Weights and start states are found together by a simplex search. Of several forms the one with the
/// least AICc = −2 log L + 2k + 2k(k + 1) / (n − k − 1) is taken, with k the count of weights, start states
/// and the variance (Hyndman, Koehler, Ord and Snyder 2008; Hyndman and Khandakar 2008).
public enum ExponentialSmoothing {
  /// The longest season length m that start states are estimated for: beyond, there are too many.
  public static let longestSeason = 24

  /// Fits the best of some forms.
  ///
  /// - Parameters:
  ///   - values: the past, NaN where a value is missing.
  ///   - length: the season length m, in steps; above `longestSeason` it counts for nothing.
  ///   - forms: the forms to try, in an order where the first of equals wins.
  /// - Returns: nil where no form can be fitted: too few values, or the same one always.
  public static func fit(
    _ values: ArraySlice<Double>, season length: Int, forms: [SmoothingForm]
  ) -> FittedSmoothing? {
    var filled = Array(values)
    MissingValues.interpolate(&filled)
    guard let first = filled.first, filled.count > 6, filled.allSatisfy({ $0.isFinite }),
      filled.contains(where: { $0 != first })
    else { return nil }
    let size = filled.reduce(0) { $0 + abs($1) / Double(filled.count) }
    // Squares must stay in range, and so must their reciprocals.
    guard size > 1e-100, size < 1e100, (filled.map(abs).max() ?? 0) < 1e120 else { return nil }
    let isPositive = filled.allSatisfy { $0 > 0 }
    let isSeasonal = length > 1 && length <= longestSeason && filled.count > length
    var starts: [SmoothingForm.Part: SmoothingStart] = [:]
    var bounds = SmoothingWeights.Bounds()
    var best: FittedSmoothing?
    for form in forms {
      if !isPositive, form.hasMultiplicativeErrors { continue }
      if !isSeasonal, form.season != .none { continue }
      let first = bounds.start(form, season: length)
      let unknowns = form.weightCount + form.stateCount(season: length)
      guard unknowns < filled.count - 1 else { continue }
      let start =
        starts[form.season] ?? SmoothingStart(filled, season: length, kind: form.season)
      starts[form.season] = start
      var likelihood = SmoothingLikelihood(filled, form: form, season: length, scale: size)
      let fitted = fit(&likelihood, from: start, weights: first, unknowns: unknowns)
      if fitted.criterion < best?.criterion ?? .infinity { best = fitted }
    }
    return best
  }

  private static func fit(
    _ likelihood: inout SmoothingLikelihood, from start: SmoothingStart,
    weights: (values: [Double], lower: [Double], upper: [Double]), unknowns: Int
  ) -> FittedSmoothing {
    let form = likelihood.form
    let line = form.hasTrend ? [start.line.level, start.line.growth] : [start.mean]
    let states = line + start.season
    let free = [Double](repeating: .infinity, count: states.count)
    let found = NelderMead.minimum(
      of: &likelihood, from: weights.values + states, lower: weights.lower + free.map { -$0 },
      upper: weights.upper + free)
    let value = likelihood.value(at: found.point.span, limit: .infinity)
    let count = Double(likelihood.values.count)
    let parameters = Double(unknowns + 1)
    let left = count - parameters - 1
    let correction = left > 0 ? 2 * parameters * (parameters + 1) / left : .infinity
    let length = form.season == .none ? 0 : likelihood.season.count
    return FittedSmoothing(
      form: form, criterion: value + 2 * parameters + correction,
      weights: SmoothingWeights(found.point.span, form: form), level: likelihood.level,
      growth: likelihood.growth,
      season: (0..<length).map { likelihood.season[(likelihood.values.count + $0) % length] })
  }

  /// Forecasts by the best of some forms; by simple smoothing where none can be fitted or explodes.
  static func forecast(
    _ values: ArraySlice<Double>, season length: Int, horizon: Int, forms: [SmoothingForm]
  ) -> [Double] {
    if let fitted = fit(values, season: length, forms: forms) {
      let said = fitted.forecast(horizon: horizon)
      if said.allSatisfy({ $0.isFinite }) { return said }
    }
    return SimpleSmoothing.forecast(values, horizon: horizon)
  }
}
