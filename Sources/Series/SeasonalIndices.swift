/// What each position of the season adds to a series, in the transformed scale.
///
/// A classical decomposition: a centred moving average takes the trend out, the mean of what is left at
/// each position is the raw index. In the scale of the logarithm these are the multiplicative indices of
/// the literature. Raw indices of few years are mostly noise, so they are shrunk towards none by the
/// share of their variance that the scatter within positions explains (James and Stein; for seasonal
/// indices Miller and Williams, 2003).
public struct SeasonalIndices: Sendable, Hashable {
  /// One addend a position, by `TimeAxis.ordinal` modulo the season; empty where there is no season.
  public let values: [Double]

  /// No season.
  public static let none = SeasonalIndices(values: [])

  /// Makes indices from their values.
  public init(values: [Double]) { self.values = values }

  /// Fits the indices of a training part.
  ///
  /// - Parameters:
  ///   - values: the training part in the transformed scale, gaps filled.
  ///   - season: the season length m, in steps; below 2 there are none.
  ///   - firstOrdinal: `TimeAxis.ordinal` of the first value.
  public init(fitting values: [Double], season: Int, firstOrdinal: Int) {
    guard season >= 2, values.count >= 2 * season + 1 else {
      self = .none
      return
    }
    let trend = SeasonalIndices.centredMovingAverage(values, season: season)
    var sums = [Double](repeating: 0, count: season)
    var squares = 0.0
    var counts = [Int](repeating: 0, count: season)
    for (index, average) in trend.enumerated() {
      let position = index + season / 2
      let phase = (firstOrdinal + position).flooringRemainder(dividingBy: season)
      let detrended = values[position] - average
      sums[phase] += detrended
      squares += detrended * detrended
      counts[phase] += 1
    }
    guard counts.allSatisfy({ $0 > 0 }) else {
      self = .none
      return
    }
    var raw = zip(sums, counts).map { $0 / Double($1) }
    let mean = raw.reduce(0, +) / Double(season)
    raw = raw.map { $0 - mean }

    let explained = zip(raw, counts).reduce(0) { $0 + ($1.0 + mean) * ($1.0 + mean) * Double($1.1) }
    let freedom = trend.count - season
    guard freedom > 0 else {
      self = .none
      return
    }
    let scatter = max(squares - explained, 0) / Double(freedom)
    let noise = scatter * Double(season) / Double(trend.count)
    let spread = raw.reduce(0) { $0 + $1 * $1 } / Double(season - 1)
    guard spread > 0 else {
      self = .none
      return
    }
    let kept = max(0, 1 - noise / spread)
    self.values = kept > SeasonalIndices.leastShareKept ? raw.map { $0 * kept } : []
  }

  /// Indices that keep less than this of themselves are left out: they would only add noise.
  static let leastShareKept = 0.2

  /// What the season adds at an ordinal of the time axis.
  public func addend(atOrdinal ordinal: Int) -> Double {
    values.isEmpty ? 0 : values[ordinal.flooringRemainder(dividingBy: values.count)]
  }

  /// The centred moving average over one season, for the positions m/2 … n − 1 − m/2.
  ///
  /// An even season takes m + 1 values and halves the outer two.
  ///
  /// - Parameters:
  ///   - values: the series, gaps filled.
  ///   - season: the season length m, in steps.
  /// - Returns: the average at each position that has a whole season around it.
  public static func centredMovingAverage(_ values: [Double], season: Int) -> [Double] {
    let half = season / 2
    guard values.count > 2 * half else { return [] }
    return (half..<(values.count - half)).map { centre in
      var sum = values[(centre - half)...(centre + half)].reduce(0, +)
      if season.isMultiple(of: 2) {
        sum -= (values[centre - half] + values[centre + half]) / 2
      }
      return sum / Double(season)
    }
  }
}
