import Testing

@testable import ForecastSeries

@Suite struct MissingValuesTests {
  private let gappy = [Double.nan, 1, .nan, .nan, 4, 6, .nan]

  private func filled(
    _ values: [Double], by policy: MissingValuePolicy, season: Int = 1
  ) -> [Double] {
    var values = values
    MissingValues.fill(&values, by: policy, season: season)
    return values
  }

  @Test func `interpolation draws a straight line and carries the ends on`() {
    #expect(filled(gappy, by: .interpolate) == [1, 1, 2, 3, 4, 6, 6])
  }

  @Test func `zero writes zeros`() {
    #expect(filled(gappy, by: .zero) == [0, 1, 0, 0, 4, 6, 0])
  }

  @Test func `ffill takes the value before and leaves a leading gap`() {
    let values = filled(gappy, by: .ffill)
    #expect(values[0].isNaN)
    #expect(Array(values.dropFirst()) == [1, 1, 1, 4, 6, 6])
  }

  @Test func `seasonal takes the value one season before, and a line where there is none`() {
    #expect(
      filled([1, .nan, 3, .nan, 5, .nan, 7, 8, .nan], by: .seasonal, season: 3)
        == [1, 2, 3, 1, 5, 3, 7, 8, 3])
    #expect(filled([1, .nan, .nan], by: .seasonal, season: 1) == [1, 1, 1])
    #expect(filled([1, .nan, 3], by: .seasonal, season: 0) == [1, 1, 3])
  }

  @Test(arguments: [MissingValuePolicy.mask, .error])
  func `mask and error leave the gaps`(_ policy: MissingValuePolicy) {
    #expect(filled(gappy, by: policy).map(\.isNaN) == gappy.map(\.isNaN))
  }

  @Test(arguments: MissingValuePolicy.allCases)
  func `a value that is there is never touched`(_ policy: MissingValuePolicy) {
    let values = filled(gappy, by: policy, season: 2)
    for (before, after) in zip(gappy, values) where !before.isNaN { #expect(before == after) }
  }

  @Test(arguments: MissingValuePolicy.allCases)
  func `nothing at all and all missing are no trouble`(_ policy: MissingValuePolicy) {
    #expect(filled([], by: policy).isEmpty)
    let values = filled([.nan, .nan], by: policy, season: 3)
    #expect(values.allSatisfy { policy == .zero ? $0 == 0 : $0.isNaN })
  }

  @Test func `a panel is filled series by series`() {
    let panel = countedPanel([[1, .nan], [.nan, 5]])
    #expect(panel.missingCount == 2)
    let filled = MissingValueFilling(.interpolate, season: 1).fill(panel)
    #expect(filled.values == [1, 1, 5, 5])
    #expect(filled.offsets == panel.offsets)
    #expect(filled.identifiers == panel.identifiers)
    #expect(filled.axes == panel.axes)
    #expect(filled.missingCount == 0)
    #expect(MissingValueFilling.none.fill(panel).missingCount == 2)
  }

  @Test(arguments: MissingValuePolicy.allCases)
  func `a filling that looks back only knows nothing of what comes`(_ policy: MissingValuePolicy) {
    let filling = MissingValueFilling(policy, season: 1)
    guard filling.looksBackOnly else { return }
    let values: [Double] = [1, .nan, .nan, 4]
    func filled(_ count: Int) -> [Double] {
      var part = Array(values.prefix(count))
      MissingValues.fill(&part, by: filling.policy, season: filling.season)
      return part
    }
    #expect(Array(filled(4).prefix(3)) == filled(3))
  }
}
