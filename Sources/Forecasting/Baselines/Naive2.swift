import ForecastSeries

extension Baseline {
  /// The M4 competition's benchmark: naive on the seasonally adjusted series, where its test says
  /// seasonal.
  ///
  /// Classical multiplicative decomposition, indices by position counted from the first observation. It
  /// is the denominator of OWA, so it follows the competition to the letter, its test included.
  public static let naive2 = Baseline(name: "naive2", memory: .everything) {
    values, seasons, horizon in
    let season = seasons.main
    var filled = Array(values)
    MissingValues.interpolate(&filled)
    guard SeasonalityTest.isSeasonal(filled, season: season),
      let indices = multiplicativeIndices(filled, season: season),
      let last = filled.last
    else { return naive.rule(values, seasons, horizon) }
    let adjusted = last / indices[(filled.count - 1) % season]
    return (0..<horizon).map { adjusted * indices[(filled.count + $0) % season] }
  }

  private static func multiplicativeIndices(_ values: [Double], season: Int) -> [Double]? {
    let half = season / 2
    let trend = SeasonalIndices.centredMovingAverage(values, season: season)
    var sums = [Double](repeating: 0, count: season)
    var counts = [Double](repeating: 0, count: season)
    for (index, average) in trend.enumerated() {
      let position = index + half
      guard average != 0 else {
        // The competition's index is infinite here, and an infinite index means none.
        if values[position] != 0 { return nil }
        continue
      }
      sums[position % season] += values[position] / average
      counts[position % season] += 1
    }
    guard counts.allSatisfy({ $0 > 0 }) else { return nil }
    let raw = zip(sums, counts).map { $0 / $1 }
    let mean = raw.reduce(0, +) / Double(season)
    let indices = raw.map { $0 / mean }
    return indices.allSatisfy { $0.isFinite && $0 != 0 } ? indices : nil
  }
}
