/// How errors, trend and season enter an exponential smoothing: ETS(A,Ad,N) and its kin.
///
/// With level l, growth b, season s, damping φ (1 where there is none) and q = l + φb, the forecast one
/// step ahead is q, q + s or q·s. An additive error is e = y − ŷ, a multiplicative one e = (y − ŷ) / ŷ;
/// it changes the likelihood, not the point forecast of the same states. The taxonomy is that of Hyndman,
/// Koehler, Ord and Snyder (2008), without multiplicative trends, which explode, and without
/// multiplicative seasons under additive errors, which are unstable near zero.
public struct SmoothingForm: Sendable, Hashable {
  /// How a part enters.
  public enum Part: String, Sendable, Hashable {
    /// It does not.
    case none = "N"
    /// It is added.
    case additive = "A"
    /// It multiplies.
    case multiplicative = "M"
  }

  /// Whether errors multiply the forecast.
  public let hasMultiplicativeErrors: Bool
  /// Whether there is a growth.
  public let hasTrend: Bool
  /// Whether the growth fades.
  public let isDamped: Bool
  /// The season.
  public let season: Part

  /// Makes a form; only a trend can be damped.
  init(multiplicativeErrors: Bool, trend: Bool, damped: Bool, season: Part) {
    hasMultiplicativeErrors = multiplicativeErrors
    hasTrend = trend
    isDamped = trend && damped
    self.season = season
  }

  /// The usual name, such as `ETS(M,Ad,M)`.
  public var name: String {
    let error = hasMultiplicativeErrors ? "M" : "A"
    let trend = hasTrend ? (isDamped ? "Ad" : "A") : "N"
    return "ETS(\(error),\(trend),\(season.rawValue))"
  }

  /// Smoothing parameters: α, and β, γ, φ where the form has them.
  var weightCount: Int {
    1 + (hasTrend ? 1 : 0) + (season == .none ? 0 : 1) + (isDamped ? 1 : 0)
  }

  /// Start states that are free: level, growth, and all but one position of the season.
  ///
  /// - Parameter length: the season length m, in steps.
  /// - Returns: their count.
  func stateCount(season length: Int) -> Int {
    1 + (hasTrend ? 1 : 0) + (season == .none ? 0 : length - 1)
  }

  /// Every form that the automatic choice tries, in its order: of equals the first one wins.
  public static let all: [SmoothingForm] = [false, true].flatMap { errors in
    [false, true].flatMap { trend in
      [Part.none, .additive, .multiplicative].flatMap { season in
        (trend ? [true, false] : [false]).compactMap { damped in
          season == .multiplicative && !errors
            ? nil
            : SmoothingForm(
              multiplicativeErrors: errors, trend: trend, damped: damped, season: season)
        }
      }
    }
  }

  /// Holt's linear trend, damped and not.
  public static let holt = all.filter {
    !$0.hasMultiplicativeErrors && $0.hasTrend && $0.season == .none
  }

  /// Holt and Winters' trend and season: both additive, or a season that multiplies.
  public static let holtWinters = all.filter { form in
    form.hasTrend && form.season == (form.hasMultiplicativeErrors ? .multiplicative : .additive)
  }
}
