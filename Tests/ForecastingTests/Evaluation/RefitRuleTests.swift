import Testing

@testable import ForecastForecasting

@Suite struct RefitRuleTests {
  @Test func `words and numbers are read, anything else is not`() {
    #expect(RefitRule(parsing: "never") == .never)
    #expect(RefitRule(parsing: "always") == .every(1))
    #expect(RefitRule(parsing: "3") == .every(3))
    for text in ["", "0", "-1", "1.5", "Always", "sometimes"] {
      #expect(RefitRule(parsing: text) == nil)
    }
  }

  @Test func `cutoffs share a fit until the next one is due`() {
    #expect(RefitRule.never.groups(of: 5) == [0..<5])
    #expect(RefitRule.every(1).groups(of: 3) == [0..<1, 1..<2, 2..<3])
    #expect(RefitRule.every(2).groups(of: 5) == [0..<2, 2..<4, 4..<5])
    #expect(RefitRule.every(2).groups(of: 0).isEmpty)
  }
}
