/// The way from a series' own values to what a model learns on, and back: value, season, scale.
///
/// Fitted on the training part of one series and then only applied, also to rows that come later. The
/// way back is exact up to rounding, so nobody can forget a step of it.
public struct SeriesTransform: Sendable, Hashable {
  /// Logarithm or unit.
  public let value: ValueTransform
  /// The season that is taken off; none where a model sees the season directly.
  public let indices: SeasonalIndices
  /// A robust size of one season's change in the transformed scale; always positive.
  public let scale: Double

  /// Makes a transform from its parts.
  ///
  /// - Precondition: `scale` is positive.
  public init(value: ValueTransform, indices: SeasonalIndices, scale: Double) {
    precondition(scale > 0, "a scale is positive")
    self.value = value
    self.indices = indices
    self.scale = scale
  }

  /// Fits the transform of a training part.
  ///
  /// - Parameters:
  ///   - series: the training part; missing values are allowed, at least one is there.
  ///   - season: the season length m, in steps.
  ///   - adjustsSeason: whether the season is taken off.
  public init(fitting series: TimeSeries, season: Int, adjustsSeason: Bool) {
    let value = ValueTransform(fitting: series.values.filter { !$0.isNaN })
    var transformed = series.values.map { $0.isNaN ? $0 : value.transformed($0) }
    MissingValues.interpolate(&transformed)
    let firstOrdinal = series.axis.ordinal(at: 0)
    let indices =
      adjustsSeason
      ? SeasonalIndices(fitting: transformed, season: season, firstOrdinal: firstOrdinal)
      : .none
    if !indices.values.isEmpty {
      for position in transformed.indices {
        transformed[position] -= indices.addend(atOrdinal: firstOrdinal + position)
      }
    }
    self.init(
      value: value, indices: indices,
      scale: SeriesTransform.scale(of: transformed, season: season))
  }

  /// The transformed, season-free value at an ordinal of the time axis; not divided by the scale.
  public func transformed(_ value: Double, atOrdinal ordinal: Int) -> Double {
    self.value.transformed(value) - indices.addend(atOrdinal: ordinal)
  }

  /// The value that `transformed` came from.
  public func inverse(_ transformed: Double, atOrdinal ordinal: Int) -> Double {
    value.inverse(transformed + indices.addend(atOrdinal: ordinal))
  }

  /// The median absolute change over one season, or over one step where the series is shorter.
  ///
  /// The median forgives outliers. A series that mostly stands still has a median of zero, so the mean
  /// steps in. One that repeats each season exactly has no seasonal change at all, so a small share of
  /// its single steps does; and at last one for a constant.
  static func scale(of values: [Double], season: Int) -> Double {
    let lag = values.count > 2 * season ? max(season, 1) : 1
    guard values.count > lag else { return 1 }
    var changes = (lag..<values.count).map { abs(values[$0] - values[$0 - lag]) }
    changes.sort()
    let middle = changes.count / 2
    let isEven = changes.count.isMultiple(of: 2)
    let median = isEven ? (changes[middle - 1] + changes[middle]) / 2 : changes[middle]
    let mean = changes.reduce(0, +) / Double(changes.count)
    let size = values.reduce(0) { $0 + abs($1) } / Double(values.count)
    let steps = zip(values.dropFirst(), values).reduce(0) { $0 + abs($1.0 - $1.1) }
    let floor = max(mean * 0.1, steps / Double(values.count - 1) * 0.02, size * 1e-9)
    let scale = max(median, floor)
    return scale > 0 && scale.isFinite ? scale : 1
  }
}
