import ForecastSeries
import Testing

struct PanelTests {
  private let axis = TimeAxis(start: Timestamp(seconds: 1), frequency: Frequency(.index))

  private var panel: Panel {
    Panel(
      frequency: Frequency(.index),
      series: [
        TimeSeries(identifier: "a", axis: axis, values: [1, 2, 3]),
        TimeSeries(identifier: "b", axis: axis.advanced(by: 4), values: [4]),
        TimeSeries(identifier: "c", axis: axis, values: []),
      ])
  }

  @Test func `the series of a panel are slices of its store`() {
    #expect(panel.values == [1, 2, 3, 4])
    #expect(panel.offsets == [0, 3, 4, 4])
    #expect(Array(panel[1].values) == [4])
    #expect(panel[1].identifier == "b")
    #expect(panel[1].axis.timestamp(at: 0).seconds == 5)
    #expect(panel[2].isEmpty)
    #expect(panel[2].lastTimestamp == nil)
    #expect(panel[0].lastTimestamp == Timestamp(seconds: 3))
  }

  @Test func `without its last rows a short series is empty and stays`() {
    let shorter = panel.droppingLast(2)
    #expect(shorter.count == 3)
    #expect(shorter.values == [1])
    #expect(shorter.offsets == [0, 1, 1, 1])
    #expect(shorter[0].axis == axis)
  }

  @Test func `a tail lies on the axis of where it begins`() {
    let tail = panel.suffix(2)
    #expect(tail.values == [2, 3, 4])
    #expect(tail[0].axis.timestamp(at: 0).seconds == 2)
    #expect(tail[1].axis.timestamp(at: 0).seconds == 5)
    #expect(tail.suffix(10).values == tail.values)
  }
}
