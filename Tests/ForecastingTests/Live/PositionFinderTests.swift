import ForecastSeries
import Testing

@testable import ForecastForecasting

@Suite struct PositionFinderTests {
  private let axis = TimeAxis(
    start: Timestamp(CivilDate(daysSinceEpoch: 10_957), secondOfDay: 0),
    frequency: Frequency(.month))

  @Test func `a time is found by how it is written, in any order`() {
    var finder = PositionFinder(
      axis: axis, count: 30, style: TimestampStyle(pattern: "MMM yyyy"))
    #expect(finder.position(of: "Feb 2002") == 25)
    #expect(finder.position(of: "Jun 2002") == 29)
    #expect(finder.position(of: "Jan 2000") == 0)
    #expect(finder.position(of: "Jul 2002") == nil)
    #expect(finder.position(of: "2002-02") == nil)
    #expect(finder.text(at: 12) == "Jan 2001")
  }

  @Test func `of two times that are written alike it is the later one`() {
    var finder = PositionFinder(axis: axis, count: 30, style: TimestampStyle(pattern: "yyyy"))
    #expect(finder.position(of: "2002") == 29)
    #expect(finder.position(of: "2000") == 11)
  }
}
