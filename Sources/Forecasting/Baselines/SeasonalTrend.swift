/// A series taken apart into trend, season and rest by local regression (STL; Cleveland, Cleveland, McRae
/// and Terpenning, 1990).
///
/// Each position of the season is smoothed over the years by itself, so that a season may change slowly.
/// What that catches of the trend is taken out of it again by a low pass; then the trend is smoothed from
/// the series without season, and both once more.
struct SeasonalTrend {
  /// What the season adds at each step.
  private(set) var seasonal: [Double]
  /// The smooth course beside it.
  private(set) var trend: [Double]

  /// How often season and trend are found anew from each other.
  private static let rounds = 2

  /// Takes a series apart.
  ///
  /// - Parameters:
  ///   - values: the series, gaps filled.
  ///   - season: the season length m, in steps.
  ///   - span: over how many seasons a position is smoothed; odd.
  /// - Precondition: the season is at least 2 and the series two of them long.
  init(_ values: [Double], season: Int, span: Int) {
    precondition(season >= 2 && values.count >= 2 * season)
    seasonal = [Double](repeating: 0, count: values.count)
    trend = seasonal
    let positions = Loess(span: span, isLinear: false)
    let low = Loess(span: Self.odd(season + 1), isLinear: true)
    // The narrowest trend that does not compete with the season for the same waves.
    let width = 1.5 * Double(season) / (1 - 1.5 / Double(span))
    let course = Loess(span: Self.odd(Int(width.rounded(.up))), isLinear: true)
    for _ in 0..<Self.rounds {
      let cycle = Self.cycle(values, trend, season: season, by: positions)
      let passed = Self.movingAverage(
        Self.movingAverage(Self.movingAverage(cycle, season), season), 3)
      let leaked = low.smoothed(passed, stride: max(1, low.span / 10))
      for index in values.indices { seasonal[index] = cycle[season + index] - leaked[index] }
      let adjusted = values.indices.map { values[$0] - seasonal[$0] }
      trend = course.smoothed(adjusted, stride: max(1, course.span / 10))
    }
  }

  /// Smooths each position of the season, one season further at both ends.
  private static func cycle(
    _ values: [Double], _ trend: [Double], season: Int, by smoother: Loess
  ) -> [Double] {
    var cycle = [Double](repeating: 0, count: values.count + 2 * season)
    var column: [Double] = []
    for phase in 0..<season {
      column.removeAll(keepingCapacity: true)
      for index in stride(from: phase, to: values.count, by: season) {
        column.append(values[index] - trend[index])
      }
      for row in -1...column.count {
        cycle[phase + (row + 1) * season] = smoother.fit(column, at: row)
      }
    }
    return cycle
  }

  private static func movingAverage(_ values: [Double], _ length: Int) -> [Double] {
    var sum = values.prefix(length).reduce(0, +)
    var averages = [sum / Double(length)]
    averages.reserveCapacity(values.count - length + 1)
    for index in length..<values.count {
      sum += values[index] - values[index - length]
      averages.append(sum / Double(length))
    }
    return averages
  }

  private static func odd(_ length: Int) -> Int {
    max(3, length.isMultiple(of: 2) ? length + 1 : length)
  }
}
