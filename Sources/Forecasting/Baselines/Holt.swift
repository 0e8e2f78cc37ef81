extension Baseline {
  /// Holt's linear trend with additive errors, ETS(A,A,N) or damped ETS(A,Ad,N), whichever AICc prefers.
  ///
  /// Holt (1957); Gardner and McKenzie (1985) for the damping. Too short a series gets simple smoothing.
  public static let holt = Baseline(name: "holt", memory: .everything) { values, _, horizon in
    ExponentialSmoothing.forecast(values, season: 1, horizon: horizon, forms: SmoothingForm.holt)
  }
}
