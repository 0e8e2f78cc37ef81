import Testing

@testable import ForecastSeries

@Suite struct TimeSeriesTests {
  private let series = counted([1, .nan, 3, 4], from: 10, id: "a")

  @Test func `rows are counted with the missing ones`() {
    #expect(series.count == 4)
    #expect(!series.isEmpty)
    #expect(series.lastTimestamp == Timestamp(seconds: 13))
  }

  @Test func `without its last rows it begins where it began`() {
    let cut = series.droppingLast(3)
    #expect(Array(cut.values) == [1])
    #expect(cut.axis == series.axis)
    #expect(cut.identifier == "a")
    #expect(cut.lastTimestamp == Timestamp(seconds: 10))
  }

  @Test func `its last rows begin later, at the same ordinals`() {
    let tail = series.suffix(2)
    #expect(Array(tail.values) == [3, 4])
    #expect(tail.axis.timestamp(at: 0) == Timestamp(seconds: 12))
    #expect(tail.axis.ordinal(at: 0) == series.axis.ordinal(at: 2))
    #expect(tail.lastTimestamp == series.lastTimestamp)
  }

  @Test func `more rows than there are is all of them`() {
    #expect(series.suffix(9).axis == series.axis)
    #expect(series.suffix(9).count == 4)
    let none = series.droppingLast(9)
    #expect(none.isEmpty && none.lastTimestamp == nil)
  }
}
