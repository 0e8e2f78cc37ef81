import Testing

@testable import ForecastForecasting

@Suite struct SeriesGateTests {
  @Test func `a series departs only where the gate says so`() {
    let gate = SeriesGate(departures: [
      TransformStore.key(of: "a"): .network, TransformStore.key(of: "b"): .seasonalNaive,
      TransformStore.key(of: "c"): .blend,
    ])
    #expect(gate.choice(for: "a") == .network)
    #expect(gate.choice(for: "b") == .seasonalNaive)
    #expect(gate.choice(for: "c") == .blend)
    #expect(gate.choice(for: "never seen") == .blend)
    #expect(gate.departures.count == 2 && !gate.isOpen)
    #expect(SeriesGate.open.isOpen)
  }
}
