import ForecastSeries
import Testing

@testable import ForecastForecasting

@Suite struct FittedBlendTests {
  private let panel = seasonalPanel(3)

  private func blended(
    _ blend: Blend, gate: SeriesGate = .open
  ) throws -> (network: [Forecast], served: [Forecast]) {
    let network = try fit(.tiny(epochs: 2), panel)
    let fitted = FittedBlend(network: network, blend: blend, gate: gate)
    return (
      try network.predict(horizon: 3, following: panel),
      try fitted.predict(horizon: 3, following: panel)
    )
  }

  @Test func `the network alone is served as it is`() throws {
    let (network, served) = try blended(.networkAlone)
    #expect(served == network)
  }

  @Test func `the middle is the mixture, and the intervals keep their shape around it`() throws {
    let (network, served) = try blended(Blend(networkShare: 0.25, rules: [.naive]))
    for (index, forecast) in served.enumerated() {
      let naive = Baseline.naive.forecast(panel[index].values, season: 4, horizon: 3)
      #expect(forecast.method == "0.25lstm+0.75naive")
      #expect(forecast.isOrdered)
      for step in 0..<3 {
        let mixed = 0.25 * network[index].median[step] + 0.75 * naive[step]
        #expect(abs(forecast.median[step] - mixed) < 1e-9)
        // These series are positive, so distances are kept as ratios.
        let before = network[index].intervals[1].upper[step] / network[index].median[step]
        let after = forecast.intervals[1].upper[step] / forecast.median[step]
        #expect(abs(before - after) < 1e-9)
      }
    }
  }

  @Test func `a series that departs is served by what the gate says`() throws {
    let gate = SeriesGate(departures: [
      TransformStore.key(of: "s0"): .network, TransformStore.key(of: "s1"): .rules,
      TransformStore.key(of: "s2"): .seasonalNaive,
    ])
    let (network, served) = try blended(Blend(networkShare: 0.5, rules: [.naive]), gate: gate)
    #expect(served.map(\.method) == ["lstm", "naive", "seasonal-naive"])
    #expect(served[0] == network[0])
    #expect(served[1].median == Baseline.naive.forecast(panel[1].values, season: 4, horizon: 3))
    #expect(
      served[2].median == Baseline.seasonalNaive.forecast(panel[2].values, season: 4, horizon: 3))
  }

  @Test func `a series too short for the network keeps its free rule`() throws {
    let short = ForecastSeriesMaking.withShort(panel)
    let fitted = FittedBlend(
      network: try fit(.tiny(epochs: 1), short), blend: Blend(networkShare: 0.5, rules: [.naive]))
    let served = try fitted.predict(horizon: 3, following: short)
    #expect(served.map(\.method).last == "seasonal-naive")
    #expect(served.map(\.method).first == "0.5lstm+0.5naive")
  }
}

private enum ForecastSeriesMaking {
  static func withShort(_ panel: Panel) -> Panel {
    Panel(
      frequency: panel.frequency,
      series: panel.indices.map { panel[$0] } + [series([5, 6, 7], id: "short")])
  }
}
