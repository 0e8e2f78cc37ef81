import ForecastSeries

/// The seasonal indices of a classical decomposition, by position from the first value.
///
/// A centred moving average is the trend; what is left beside it is averaged at each position of the
/// season, and the averages are centred: around 1 where the season multiplies, around 0 where it adds.
struct ClassicalSeason {
  /// Whether the season multiplies the trend or is added to it.
  let multiplies: Bool
  /// One index a position.
  let indices: [Double]

  /// A multiplicative index below this would blow up what it divides.
  private static let leastIndex = 0.01

  /// Finds the season that the Theta methods take out, by their test (Fiorucci and others, 2016).
  ///
  /// It multiplies where all values are above zero and no index comes near it, and adds elsewhere. There
  /// is none where it has under four steps, where there are not two of them, or where the test says so.
  ///
  /// - Parameters:
  ///   - values: the series, gaps filled.
  ///   - season: the season length m, in steps.
  init?(_ values: [Double], season: Int) {
    guard season >= 4, values.count > 2 * (season / 2),
      SeasonalityTest.isSeasonal(values, season: season, fewestSeasons: 2)
    else { return nil }
    if values.allSatisfy({ $0 > 0 }) {
      let indices = Self.indices(values, season: season, multiplies: true)
      if indices.allSatisfy({ $0 >= Self.leastIndex }) {
        multiplies = true
        self.indices = indices
        return
      }
    }
    multiplies = false
    indices = Self.indices(values, season: season, multiplies: false)
  }

  private static func indices(_ values: [Double], season: Int, multiplies: Bool) -> [Double] {
    let trend = SeasonalIndices.centredMovingAverage(values, season: season)
    var sums = [Double](repeating: 0, count: season)
    var counts = [Double](repeating: 0, count: season)
    var phase = (season / 2) % season
    for (index, average) in trend.enumerated() {
      let value = values[index + season / 2]
      sums[phase] += multiplies ? value / average : value - average
      counts[phase] += 1
      phase = phase + 1 == season ? 0 : phase + 1
    }
    let none = multiplies ? 1.0 : 0
    let means = zip(sums, counts).map { $1 > 0 ? $0 / $1 : none }
    let mean = means.reduce(0, +) / Double(season)
    return means.map { multiplies ? $0 / mean : $0 - mean }
  }

  /// Takes the season out of the series it was found in.
  func adjusted(_ values: [Double]) -> [Double] {
    values.enumerated().map { index, value in
      let seasonal = indices[index % indices.count]
      return multiplies ? value / seasonal : value - seasonal
    }
  }

  /// Puts the season into a forecast.
  ///
  /// - Parameters:
  ///   - forecast: of the adjusted series.
  ///   - origin: how many values the series has.
  /// - Returns: as many values.
  func seasonal(_ forecast: [Double], after origin: Int) -> [Double] {
    forecast.enumerated().map { step, value in
      let seasonal = indices[(origin + step) % indices.count]
      return multiplies ? value * seasonal : value + seasonal
    }
  }
}
