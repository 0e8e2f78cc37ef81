extension Baseline {
  /// Exponential smoothing with the errors, trend and season that AICc prefers.
  ///
  /// Fifteen forms, see `SmoothingForm.all`; the automatic forecasting of Hyndman, Koehler, Snyder and
  /// Grose (2002). A season above 24 steps counts for nothing.
  public static let ets = Baseline(name: "ets", memory: .everything) { values, seasons, horizon in
    ExponentialSmoothing.forecast(
      values, season: seasons.main, horizon: horizon, forms: SmoothingForm.all)
  }
}
