import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct HeldOutTailTests {
  private let long = (0..<12).map(Double.init)

  @Test func `series that keep enough rows are cut`() {
    let tail = HeldOutTail(panel([long, Array(long.prefix(10))]), horizon: 3, season: 1)
    #expect(tail.training.offsets == [0, 9, 19])
    #expect(Array(tail.actuals[0].values) == [9, 10, 11])
    #expect(tail.actuals[1].isEmpty)
    #expect(!tail.isEmpty)
    #expect(HeldOutTail(panel([long]), horizon: 7, season: 1).isEmpty)
  }

  @Test func `forecasts stand beside what came to their series`() {
    let blank = [Double](repeating: .nan, count: 12)
    let tail = HeldOutTail(
      panel([Array(long.prefix(6)), blank, long, long.map { 100 + $0 }]), horizon: 3, season: 1)
    // The first series is too short to be cut; the second one has no forecast.
    let windows = tail.windows(of: [
      forecast([0, 0, 0], id: "s0"), forecast([9, 9, 9], id: "s2", cutoff: 8),
      forecast([109, 109, 109], id: "s3", cutoff: 8),
    ])
    #expect(windows.map(\.forecast.identifier) == ["s2", "s3"])
    #expect(windows.map(\.actuals) == [[9, 10, 11], [109, 110, 111]])
    #expect(windows.map(\.absoluteScale) == [1, 1])
  }

  /// The gap ends right at the cut: a straight line over it would know the first held-out value.
  @Test(arguments: MissingValuePolicy.allCases)
  func `no gap before the cut is filled from a value after it`(_ policy: MissingValuePolicy) {
    func tail(_ after: [Double]) -> HeldOutTail {
      HeldOutTail(
        panel([Array(long.prefix(7)) + [.nan, .nan] + after]), horizon: 3, season: 1,
        filling: MissingValueFilling(policy, season: 2))
    }
    let honest = tail([9, .nan, 11]), scrambled = tail([-1e9, .nan, 7])
    #expect(
      honest.training.values.map(\.bitPattern) == scrambled.training.values.map(\.bitPattern))
    let filled = honest.training.missingCount == 0
    #expect(filled == ![.mask, .error].contains(policy))
    #expect(honest.actuals[0].values.contains { $0.isNaN } == !filled)
  }

  @Test func `a longer forecast is scored as far as there are values`() {
    let tail = HeldOutTail(panel([long]), horizon: 2, season: 1)
    let windows = tail.windows(of: [forecast([1, 2, 3], id: "s0")])
    #expect(Array(windows[0].actuals.prefix(2)) == [10, 11])
    #expect(windows[0].actuals[2].isNaN)
  }

  @Test func `a rule is fitted on the training part only`() throws {
    let honest = HeldOutTail(panel([long]), horizon: 3, season: 1)
    let scrambled = HeldOutTail(
      panel([Array(long.prefix(9)) + [-1e9, 1e9, 0]]), horizon: 3, season: 1)
    for baseline in ModelCatalog.baselines {
      let one = try honest.windows(of: baseline, horizon: 3, seasons: Seasons(2), grid: .standard)
      let other = try scrambled.windows(
        of: baseline, horizon: 3, seasons: Seasons(2), grid: .standard)
      #expect(one.map(\.forecast) == other.map(\.forecast))
      #expect(one.count == 1)
    }
  }
}
