extension Baseline {
  /// Holt and Winters' trend and season: additive, or multiplicative where all values are positive.
  ///
  /// ETS(A,A,A), ETS(M,A,M) or one of them damped, whichever AICc prefers (Winters 1960). Without a
  /// season, or with too few rows for one, it is Holt's linear trend.
  public static let holtWinters = Baseline(name: "holt-winters", memory: .everything) {
    values, seasons, horizon in
    let isSeasonal = seasons.main > 1 && seasons.main <= ExponentialSmoothing.longestSeason
    guard isSeasonal,
      let fitted = ExponentialSmoothing.fit(
        values, season: seasons.main, forms: SmoothingForm.holtWinters)
    else { return holt.rule(values, seasons, horizon) }
    let said = fitted.forecast(horizon: horizon)
    return said.allSatisfy { $0.isFinite } ? said : holt.rule(values, seasons, horizon)
  }
}
