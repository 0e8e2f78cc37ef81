import Testing

@testable import ForecastForecasting

@Suite struct MovingLineTests {
  @Test func `it is the regression line of all values so far`() {
    var line = MovingLine()
    for value in [3.0, 1, 4, 1, 5] { line.add(value) }
    // np.polyfit([1, 2, 3, 4, 5], [3, 1, 4, 1, 5], 1)
    #expect(abs(line.slope - 0.4) < 1e-15)
    #expect(abs(line.intercept - 1.6) < 1e-15)
  }

  @Test func `through one value it is flat`() {
    var line = MovingLine()
    line.add(7)
    #expect(line.slope == 0 && line.intercept == 7)
  }
}
