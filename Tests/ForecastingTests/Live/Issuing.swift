@testable import ForecastForecasting

/// A forecast as a ledger holds it, with the same interval at each step.
func issue(
  _ points: [Double], half: Double = 1, actuals: [Double?] = [], from cutoff: Int = 10,
  id: String = "", model: String = "m", stretch: Double = 1, scale: Double? = 2
) -> IssuedForecast {
  IssuedForecast(
    identifier: id, cutoff: String(cutoff), model: model, method: "lstm", levels: [80],
    stretches: [stretch], scale: scale,
    steps: points.enumerated().map { step, point in
      .init(
        time: String(cutoff + 1 + step), point: point,
        ends: [.init(lower: point - half, upper: point + half)],
        actual: step < actuals.count ? actuals[step] : nil)
    })
}
