import ForecastSeries

/// The past as an estimating rule wants it: without gaps, without constants, near one in size.
///
/// Sums of squares overflow long before values do, so a rule works on the values divided by a power of
/// two, which costs no digit, and its forecast is multiplied back.
enum FilledPast {
  /// Applies a rule to the filled and scaled past.
  ///
  /// - Parameters:
  ///   - values: the past, NaN where a value is missing; gaps become straight lines.
  ///   - horizon: how many steps are asked for.
  ///   - rule: what it says for values of which the largest is between 1 and 2 in size and two differ.
  /// - Returns: one value a step, finite for every finite past.
  static func forecast(
    _ values: ArraySlice<Double>, horizon: Int, by rule: (_ values: [Double]) -> [Double]
  ) -> [Double] {
    var filled = Array(values)
    MissingValues.interpolate(&filled)
    guard let last = filled.last, !last.isNaN else {
      return [Double](repeating: .nan, count: horizon)
    }
    let largest = filled.reduce(0) { max($0, abs($1)) }
    guard largest.isFinite, filled.contains(where: { $0 != last }) else {
      return [Double](repeating: last, count: horizon)
    }
    let scale = Double(sign: .plus, exponent: largest.exponent, significand: 1)
    for index in filled.indices { filled[index] /= scale }
    return rule(filled).map { bounded($0 * scale) }
  }

  /// The nearest number to a forecast that went over the end of the number line.
  static func bounded(_ value: Double) -> Double {
    min(max(value, -Double.greatestFiniteMagnitude), Double.greatestFiniteMagnitude)
  }
}
