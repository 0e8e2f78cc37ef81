import Testing

@testable import ForecastForecasting

@Suite struct GateChoiceTests {
  private static let rules = [Baseline.naive, .seasonalNaive]

  /// Nine windows a series: the network errs by 4, the naive rule by 4, the seasonal naive by `seasonal`.
  private func windows(_ series: Int, seasonal: Double, seed: UInt64 = 5) -> [BlendWindow] {
    var noise = Noise(seed + UInt64(series))
    return (0..<9).map { _ in
      let actuals = (0..<6).map { _ in 100 + 5 * noise.next() }
      func said(_ size: Double) -> [Double] { actuals.map { $0 + size * (2 + noise.next() / 4) } }
      return BlendWindow(
        series: series, network: said(4), rules: [said(4), said(seasonal)], actuals: actuals,
        scale: 4)
    }
  }

  private func departures(
    _ windows: [BlendWindow], independent: Double = 9, previous: SeriesGate = .open
  ) -> [Int: SeriesGate.Choice] {
    GateChoice(
      windows: windows, rules: Self.rules, blend: Blend(networkShare: 0.5, rules: [.naive]),
      independentWindows: independent, previous: previous
    ).departures(key: UInt64.init)
  }

  @Test func `a series departs where the last season is clearly better, the others stay`() {
    let all = windows(0, seasonal: 0.2) + windows(1, seasonal: 4) + windows(2, seasonal: 9)
    #expect(departures(all) == [0: .seasonalNaive])
  }

  @Test func `windows that share their rows prove nothing`() {
    #expect(departures(windows(0, seasonal: 0.2), independent: 1.5).isEmpty)
  }

  @Test func `what the earlier windows choose must hold on the later ones`() {
    let turned = windows(0, seasonal: 0.2).prefix(6) + windows(0, seasonal: 60).prefix(3)
    #expect(departures(Array(turned)).isEmpty)
  }

  @Test func `what departed stays on less evidence than it took to depart`() {
    // Better by 0.1 of the scale, give or take 0.15: two standard errors of nine windows.
    let mixed = [0.25, -0.05, 0.25, -0.05, 0.25, -0.05, 0.25, -0.05, 0.1].map { gain in
      BlendWindow(
        series: 0, network: [104], rules: [[104], [104 - 4 * gain]], actuals: [100], scale: 4)
    }
    #expect(departures(mixed).isEmpty)
    let before = SeriesGate(departures: [0: .seasonalNaive])
    #expect(departures(mixed, previous: before) == [0: .seasonalNaive])
  }
}
