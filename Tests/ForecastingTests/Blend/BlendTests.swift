import Testing

@testable import ForecastForecasting

@Suite struct BlendTests {
  @Test func `a blend names its parts with their shares, a part alone without`() {
    let pair = [Baseline.naive, .seasonalNaive]
    #expect(
      Blend(networkShare: 0.6, rules: pair).name(network: "lstm")
        == "0.6lstm+0.2naive+0.2seasonal-naive")
    #expect(Blend(networkShare: 0.45, rules: [.naive]).name(network: "gru") == "0.45gru+0.55naive")
    #expect(
      Blend(networkShare: 0.9, rules: pair).name(network: "gru")
        == "0.9gru+0.05naive+0.05seasonal-naive")
    #expect(
      Blend(networkShare: 0, rules: pair).name(network: "lstm") == "0.5naive+0.5seasonal-naive")
    #expect(Blend(networkShare: 0, rules: [.naive]).name(network: "lstm") == "naive")
    #expect(Blend(networkShare: 1, rules: pair).name(network: "lstm") == "lstm")
    #expect(Blend.networkAlone.name(network: "lstm") == "lstm")
  }
}
