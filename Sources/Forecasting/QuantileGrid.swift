/// The quantiles that a set of interval levels needs, in rising order, the median in the middle.
public struct QuantileGrid: Sendable, Hashable {
  /// Levels in percent, rising, such as 80 and 95.
  public let levels: [Double]

  /// Makes the grid of some levels, in any order; repeats count once.
  ///
  /// - Precondition: every level lies strictly between 0 and 100.
  public init(levels: [Double]) {
    precondition(levels.allSatisfy { $0 > 0 && $0 < 100 }, "a level lies between 0 and 100")
    self.levels = Set(levels).sorted()
  }

  /// The levels that a user gets who asks for none.
  public static let standard = QuantileGrid(levels: [80, 95])

  /// The probabilities: lower ends by falling level, the median, upper ends by rising level.
  public var probabilities: [Double] {
    levels.reversed().map { (100 - $0) / 200 } + [0.5] + levels.map { (100 + $0) / 200 }
  }

  /// How many quantiles there are: two a level and the median.
  public var count: Int { 2 * levels.count + 1 }

  /// Where the median stands among the probabilities.
  public var medianIndex: Int { levels.count }

  /// Whether a network can tell the quantiles apart: as floats they still rise, between 0 and 1.
  public var isDistinctInSinglePrecision: Bool {
    let floats = [0] + probabilities.map(Float.init) + [1]
    return zip(floats, floats.dropFirst()).allSatisfy(<)
  }

  /// Sorts quantile forecasts into a median and intervals.
  ///
  /// An end that rounding put on the wrong side of the median is put back onto it.
  ///
  /// - Parameter quantiles: one array a probability, each with a value a step.
  /// - Returns: the median, and an interval a level.
  func intervals(
    from quantiles: [[Double]]
  ) -> (median: [Double], intervals: [PredictionInterval]) {
    let median = quantiles[medianIndex]
    let intervals = levels.indices.map { index in
      PredictionInterval(
        level: levels[index], lower: zip(quantiles[medianIndex - 1 - index], median).map(min),
        upper: zip(quantiles[medianIndex + 1 + index], median).map(max))
    }
    return (median, intervals)
  }
}
