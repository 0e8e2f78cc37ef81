import Testing

@testable import ForecastForecasting
@testable import ForecastRecurrent

@Suite struct DropoutRuleTests {
  @Test(arguments: [
    (DropoutRule.none, "none"), (.perStep(0.2), "0.2"), (.perSequence(0.2), "0.2:sequence"),
    (.perStep(0.999), "0.999"),
  ])
  func `a rule is printed as it is read`(_ rule: DropoutRule, _ text: String) {
    #expect(rule.description == text)
    #expect(DropoutRule(parsing: text) == rule)
  }

  @Test(arguments: ["0", "0.0", "0:sequence", "-0"])
  func `a rate of zero leaves nothing out`(_ text: String) {
    #expect(DropoutRule(parsing: text) == DropoutRule.none)
  }

  @Test(arguments: [
    "", "1", "1.5", "-0.1", "nan", "inf", "20%", "0.2:", ":sequence", "0.2:step", "0.2:sequence:",
    "none:sequence", "0.99999999999",
  ])
  func `anything else is no rule`(_ text: String) {
    #expect(DropoutRule(parsing: text) == nil)
  }

  @Test func `a rule means what the trainer knows by that name`() {
    #expect(DropoutRule.none.dropout == .none)
    #expect(DropoutRule.perStep(0.5).dropout == .perStep(0.5))
    #expect(DropoutRule.perSequence(0.5).dropout == .perSequence(0.5))
  }
}
