import Testing

@testable import ForecastForecasting

@Suite struct ForecastBoundsTests {
  private let said = forecast(
    [2.5, -3, 40],
    ends: [(80, [1.2, -8, 30], [3.1, -1, 55]), (95, [-0.5, -9.5, 20], [4.9, 2, 99])])

  @Test func `no bounds change nothing`() {
    #expect(ForecastBounds.none.applied(to: said) == said)
  }

  @Test func `limits hold for the point and all ends, whose order is kept`() {
    let bounded = ForecastBounds(minimum: 0, maximum: 50).applied(to: said)
    #expect(bounded.median == [2.5, 0, 40])
    #expect(
      bounded.intervals[0].lower == [1.2, 0, 30] && bounded.intervals[0].upper == [3.1, 0, 50])
    #expect(
      bounded.intervals[1].lower == [0, 0, 20] && bounded.intervals[1].upper == [4.9, 2, 50])
    #expect(bounded.isOrdered)
  }

  @Test func `whole numbers: the median to the nearest, intervals only grow`() {
    let bounded = ForecastBounds(isInteger: true).applied(to: said)
    #expect(bounded.median == [3, -3, 40])
    #expect(
      bounded.intervals[0].lower == [1, -8, 30] && bounded.intervals[0].upper == [4, -1, 55])
    #expect(
      bounded.intervals[1].lower == [-1, -10, 20] && bounded.intervals[1].upper == [5, 2, 99])
    #expect(bounded.isOrdered)
  }

  @Test func `whole numbers inside limits that are none`() {
    let bounds = ForecastBounds(minimum: 0.5, maximum: 3.5, isInteger: true)
    #expect(bounds.clamped(-4) == 1 && bounds.clamped(9) == 3)
    #expect(bounds.clamped(0.6, rounding: .down) == 1 && bounds.clamped(3.2, rounding: .up) == 3)
    #expect(bounds.isPossible)
    #expect(!ForecastBounds(minimum: 0.2, maximum: 0.8, isInteger: true).isPossible)
    #expect(!ForecastBounds(minimum: 2, maximum: 1).isPossible)
  }

  @Test func `a mean is bounded too`() {
    let mean = Forecast(
      identifier: said.identifier, cutoff: said.cutoff, axis: said.axis, median: said.median,
      intervals: said.intervals, method: said.method, mean: [2.7, -1, 60])
    let bounded = ForecastBounds(minimum: 0, maximum: 50, isInteger: true).applied(to: mean)
    #expect(bounded.point == [3, 0, 50])
  }
}
