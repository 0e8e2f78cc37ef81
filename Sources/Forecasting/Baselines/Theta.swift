extension Baseline {
  /// The Theta method (Assimakopoulos and Nikolopoulos, 2000): half the trend line, half the level.
  ///
  /// The series is adjusted by a classical decomposition where it is seasonal by the method's test. Then
  /// its line through time keeps half the weight, and exponential smoothing of what is left the other
  /// half, its weight α and first level found by least squares.
  public static let theta = Baseline(name: "theta", memory: .everything) {
    values, seasons, horizon in
    thetaForecast(values, seasons: seasons, horizon: horizon, trend: .line)
  }

  /// The dynamic optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, 2016).
  ///
  /// As `theta`, but the line at each step is the one through the values so far, and its weight
  /// ω = 1 − 1/θ is found together with α and the first level.
  public static let dynamicOptimizedTheta = Baseline(
    name: "dynamic-optimized-theta", memory: .everything
  ) { values, seasons, horizon in
    thetaForecast(values, seasons: seasons, horizon: horizon, trend: .movingLine)
  }

  private static func thetaForecast(
    _ values: ArraySlice<Double>, seasons: Seasons, horizon: Int, trend: ThetaModel.Trend
  ) -> [Double] {
    FilledPast.forecast(values, horizon: horizon) { filled in
      guard let season = ClassicalSeason(filled, season: seasons.main) else {
        return ThetaModel(fitting: filled, trend: trend).forecast(horizon: horizon)
      }
      let adjusted = ThetaModel(fitting: season.adjusted(filled), trend: trend)
      return season.seasonal(adjusted.forecast(horizon: horizon), after: filled.count)
    }
  }
}
