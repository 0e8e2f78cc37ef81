import Testing

@testable import ForecastSeries

@Suite struct UpperMedianTests {
  @Test func `the middle element counts by size, the larger of two`() {
    #expect([3, 1, 2].upperMedian == 2)
    #expect([4.0, 1, 3, 2].upperMedian == 3)
    #expect([7].upperMedian == 7)
    #expect([Int]().upperMedian == nil)
  }
}
