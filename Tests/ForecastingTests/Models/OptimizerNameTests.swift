import Testing

@testable import ForecastForecasting
@testable import ForecastRecurrent

@Suite struct OptimizerNameTests {
  @Test func `a name means what the trainer knows by it`() {
    #expect(OptimizerName(rawValue: "adamw")?.optimizer == .adamW(weightDecay: 1e-4))
    #expect(OptimizerName(rawValue: "adam")?.optimizer == .adam())
    #expect(OptimizerName(rawValue: "sgd")?.optimizer == .sgd(momentum: 0.9))
    #expect(OptimizerName(rawValue: "rmsprop")?.optimizer == .rmsprop())
    #expect(OptimizerName.allCases.count == 4)
  }
}
