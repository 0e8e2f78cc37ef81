/// A smoothing with its weights, and its states after the last value: what forecasts are made of.
public struct FittedSmoothing: Sendable {
  /// The form.
  public let form: SmoothingForm
  /// Akaike's criterion with the correction for few values; comparable between forms of one series.
  public let criterion: Double
  let weights: SmoothingWeights
  let level: Double
  let growth: Double
  /// What the season adds at the steps ahead, or multiplies by; empty where there is none.
  let season: [Double]

  /// The forecast: q, q + s or q·s, with q = l + (φ + … + φʰ) b.
  ///
  /// - Parameter horizon: how many steps.
  /// - Returns: one value a step.
  public func forecast(horizon: Int) -> [Double] {
    var share = 0.0
    var power = 1.0
    return (0..<horizon).map { step in
      power *= weights.damping
      share += power
      let base = level + share * growth
      switch form.season {
      case .none: return base
      case .additive: return base + season[step % season.count]
      case .multiplicative: return base * season[step % season.count]
      }
    }
  }
}
