extension Baseline {
  /// Seasonal-trend decomposition for one or several seasons (Bandara, Hyndman and Bergmeir, 2021).
  ///
  /// Every season is found beside the others, shortest first, twice over. Ahead each one repeats its last
  /// round, and the automatic exponential smoothing carries on what is left.
  public static let mstl = Baseline(name: "mstl", memory: .everything) { values, seasons, horizon in
    FilledPast.forecast(values, horizon: horizon) { filled in
      let lengths = ([seasons.main] + seasons.longer).filter {
        $0 >= 2 && 2 * $0 <= filled.count
      }
      let parts = seasonalParts(of: filled, seasons: lengths)
      var adjusted = filled
      for part in parts {
        for index in adjusted.indices { adjusted[index] -= part[index] }
      }
      var forecast = ets.forecast(adjusted[...], season: 1, horizon: horizon)
      for (length, part) in zip(lengths, parts) {
        for step in forecast.indices { forecast[step] += part[part.count - length + step % length] }
      }
      return forecast
    }
  }

  /// What each season adds to a series, found beside the others.
  private static func seasonalParts(of values: [Double], seasons: [Int]) -> [[Double]] {
    var parts = seasons.map { _ in [Double](repeating: 0, count: values.count) }
    var rest = values
    for _ in 0..<(seasons.count > 1 ? 2 : 1) {
      for (index, season) in seasons.enumerated() {
        for step in rest.indices { rest[step] += parts[index][step] }
        // Longer seasons are seen less often, and smoothed over more of them.
        let found = SeasonalTrend(rest, season: season, span: 11 + 4 * index)
        parts[index] = found.seasonal
        for step in rest.indices { rest[step] -= parts[index][step] }
      }
    }
    return parts
  }
}
