import Testing

@testable import ForecastForecasting

/// `t = np.arange(30); np.where(t * t % 7 == 2, t * 5 % 11 + 1, 0)`.
let rareDemand = (0..<30).map { (t: Int) -> Double in
  t * t % 7 == 2 ? Double(t * 5 % 11 + 1) : 0
}

@Suite struct IntermittentDemandTests {
  @Test func `sizes and intervals are smoothed at demands, the probability at every step`() {
    let demand = IntermittentDemand([0, 4, 0, 0, 9])
    #expect(abs(demand.size - 4.5) < 1e-15)
    #expect(abs(demand.interval - 2.1) < 1e-15)
    #expect(abs(demand.probability - 0.1729) < 1e-15)
    #expect(demand.isIntermittent)
  }

  @Test func `no demand at all has no size`() {
    let demand = IntermittentDemand([0, 0])
    #expect(demand.size == 0 && demand.interval == 1 && demand.probability == 0)
  }

  @Test func `demand at every step is not intermittent`() {
    #expect(!IntermittentDemand([1, 2]).isIntermittent)
  }
}
