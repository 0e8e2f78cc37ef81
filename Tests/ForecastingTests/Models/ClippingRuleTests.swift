import ForecastRecurrent
import Testing

@testable import ForecastForecasting

@Suite struct ClippingRuleTests {
  @Test(arguments: [
    (ClippingRule.norm(1), "norm:1.0"), (.value(0.5), "value:0.5"), (.none, "none"),
    (.norm(1e-9), "norm:1e-09"),
  ])
  func `a clipping rule is printed as it is read`(_ rule: ClippingRule, _ text: String) {
    #expect(rule.description == text)
    #expect(ClippingRule(parsing: text) == rule)
  }

  @Test(arguments: [
    "", "norm", "norm:", "norm:0", "norm:-1", "norm:nan", "norm:inf", "norm:1:2", "none:1", "cut:1",
    "NORM:1", " none",
  ])
  func `anything else is no clipping rule`(_ text: String) {
    #expect(ClippingRule(parsing: text) == nil)
  }

  @Test func `a clipping rule means what the trainer knows by that name`() {
    #expect(ClippingRule.norm(2).gradientClipping == .norm(2))
    #expect(ClippingRule.value(2).gradientClipping == .value(2))
    #expect(ClippingRule.none.gradientClipping == .none)
  }
}
