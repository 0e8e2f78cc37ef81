import Testing

@testable import ForecastForecasting

@Suite struct BlendChoiceTests {
  private static let rules = BlendChoice.rules

  /// Windows in which the network errs by one amount, every rule but the last partner's by another.
  private func windows(_ count: Int, network: Double, rules: Double) -> [BlendWindow] {
    var noise = Noise(7)
    return (0..<count).map { number in
      let actuals = (0..<6).map { _ in 100 + 5 * noise.next() }
      func said(_ size: Double) -> [Double] { actuals.map { $0 + size * noise.next() } }
      let one = said(rules)
      return BlendWindow(
        series: number, network: said(network),
        rules: Self.rules.map { _ in one }, actuals: actuals, scale: 4)
    }
  }

  private func blend(_ windows: [BlendWindow], weight: Double? = nil) -> Blend {
    BlendChoice(windows: windows, rules: Self.rules, weight: weight ?? Double(windows.count))
      .blend()
  }

  @Test func `many windows find the part that is right`() {
    #expect(blend(windows(300, network: 0.2, rules: 9)).networkShare == 1)
    #expect(blend(windows(300, network: 9, rules: 0.2)).networkShare == 0)
  }

  @Test func `parts that err alike and apart share`() {
    let share = blend(windows(400, network: 4, rules: 4)).networkShare
    #expect((0.4...0.6).contains(share))
  }

  @Test func `a single window hardly moves the share from a half`() {
    let right = blend(windows(12, network: 0.2, rules: 9), weight: 1).networkShare
    let wrong = blend(windows(12, network: 9, rules: 0.2), weight: 1).networkShare
    #expect((0.5...0.6).contains(right) && (0.4...0.5).contains(wrong))
  }

  @Test func `the longer the series, the larger the network's usual share`() {
    #expect(abs(BlendChoice.usualShare(rows: 20, series: 100) - 0.3) < 1e-12)
    #expect(BlendChoice.usualShare(rows: 100, series: 100) == 0.5)
    #expect(BlendChoice.usualShare(rows: 150, series: 4) == 0.5)
    #expect(abs(BlendChoice.usualShare(rows: 300, series: 9) - 0.7) < 1e-12)
    #expect(abs(BlendChoice.usualShare(rows: 5_000, series: 1) - 0.9) < 1e-12)
    #expect(abs(BlendChoice.usualShare(rows: 20, series: 1) - 0.12) < 1e-12)
    #expect(abs(BlendChoice.usualShare(rows: 0, series: 0) - 0.12) < 1e-12)
    var choice = BlendChoice(
      windows: windows(12, network: 4, rules: 4), rules: Self.rules, weight: 1)
    let half = choice.blend().networkShare
    choice.usualShare = 0.9
    #expect(choice.blend().networkShare > half + 0.2)
  }

  @Test func `where nothing could be set apart the usual share is served`() {
    let blend = BlendChoice.usualBlend(for: panel([Array(seasonalValues(0).prefix(12))]))
    #expect(blend.networkShare == 0.1)
    #expect(blend.rules.map(\.name) == ["ets", "dynamic-optimized-theta"])
    #expect(BlendChoice.usualBlend(for: seasonalPanel(40, rows: 700)).networkShare == 0.9)
  }

  @Test func `without a window the network stands alone`() {
    #expect(blend([]).networkShare == 1)
  }
}
