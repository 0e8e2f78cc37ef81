import Testing

@testable import ForecastForecasting

@Suite struct ThetaModelTests {
  /// The squared errors of the model as the paper has it, step by step.
  private func squares(_ values: [Double], alpha: Double, weight: Double, start: Double) -> Double {
    var line = MovingLine()
    var level = start - weight * values[0] + values[0]
    var power = 1.0
    var total = 0.0
    for (index, value) in values.enumerated() {
      let trend = line.intercept * power + line.slope * (1 - (1 - alpha) * power) / alpha
      let error = value - level - weight * trend
      if index >= ThetaModel.warmUp { total += error * error }
      level += alpha * (value - level)
      power *= 1 - alpha
      line.add(value)
    }
    return total
  }

  @Test func `no near parameters have smaller errors`() {
    let values = (0..<60).map { (t: Int) -> Double in
      let noise = Double(t * t % 13) / 6
      return 5 + 0.1 * Double(t) + noise
    }
    let model = ThetaModel(fitting: values, trend: .movingLine)
    func error(_ alpha: Double, _ weight: Double) -> Double {
      // The best first level within the model's reach, on a grid of thousandths of a unit.
      var best = Double.infinity
      for step in -200...200 {
        let start = Double(step) / 1_000
        best = min(best, squares(values, alpha: alpha, weight: weight, start: start))
      }
      return best
    }
    let least = error(model.alpha, model.lineWeight)
    for alpha in [model.alpha - 0.01, model.alpha + 0.01] where ThetaModel.weights ~= alpha {
      #expect(error(alpha, model.lineWeight) > least * (1 - 1e-6))
    }
    for weight in [model.lineWeight - 0.01, model.lineWeight + 0.01] where 0...1 ~= weight {
      #expect(error(model.alpha, weight) > least * (1 - 1e-6))
    }
  }

  @Test func `a line is carried on by half its slope, or by all of it`() {
    let values = (0..<40).map { 3 + 2 * Double($0) }
    let whole = ThetaModel(fitting: values, trend: .movingLine).forecast(horizon: 3)
    #expect(relativeDifference(whole, [83, 85, 87]) < 1e-9)
    let half = ThetaModel(fitting: values, trend: .line).forecast(horizon: 3)
    #expect(abs(half[1] - half[0] - 1) < 1e-9)
  }

  @Test func `too few values to fit are forecast by the usual parameters`() {
    let model = ThetaModel(fitting: [1, 2, 4], trend: .movingLine)
    #expect(model.alpha == 0.5 && model.lineWeight == 0.5)
    #expect(ThetaModel(fitting: [5], trend: .line).forecast(horizon: 2) == [5, 5])
  }
}
