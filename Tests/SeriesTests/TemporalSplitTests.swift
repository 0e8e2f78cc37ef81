import Testing

@testable import ForecastSeries

@Suite struct TemporalSplitTests {
  private let panel = Panel(
    frequency: Frequency(.index),
    series: [
      counted([1, 2, 3, 4, 5, 6], from: 10, id: "long"), counted([7, 8, 9], from: 0, id: "short"),
      counted([], id: "empty"),
    ])

  @Test func `the last rows are held out, on their own times`() {
    let split = TemporalSplit(panel, heldOut: 2, leastTraining: 4)
    #expect(Array(split.training[0].values) == [1, 2, 3, 4])
    #expect(Array(split.actuals[0].values) == [5, 6])
    #expect(split.training[0].lastTimestamp == Timestamp(seconds: 13))
    #expect(split.actuals[0].axis.timestamp(at: 0) == Timestamp(seconds: 14))
    #expect(split.actuals[0].axis.ordinal(at: 0) == 14)
  }

  @Test func `a series that would keep too few rows stays whole`() {
    let split = TemporalSplit(panel, heldOut: 2, leastTraining: 5)
    #expect(Array(split.training[0].values) == [1, 2, 3, 4, 5, 6])
    #expect(split.actuals.values.isEmpty)
  }

  @Test func `both parts have every series in its place`() {
    let split = TemporalSplit(panel, heldOut: 2, leastTraining: 1)
    #expect(split.training.identifiers == panel.identifiers)
    #expect(split.actuals.identifiers == panel.identifiers)
    #expect(split.training.offsets == [0, 4, 5, 5])
    #expect(split.actuals.offsets == [0, 2, 4, 4])
  }

  @Test func `nothing held out leaves everything`() {
    let split = TemporalSplit(panel, heldOut: 0, leastTraining: 1)
    #expect(split.training.values == panel.values)
    #expect(split.actuals.values.isEmpty)
  }
}
