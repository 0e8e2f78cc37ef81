import Testing

@testable import ForecastForecasting

@Suite struct ErrorQuantilesTests {
  private let grid = QuantileGrid(levels: [50, 80])

  private func errors(_ values: [Double], steps: Int = 1) -> ErrorQuantiles {
    var errors = ErrorQuantiles(horizon: steps)
    for value in values { errors.add(value, ahead: 1) }
    return errors
  }

  @Test func `quantiles are the (n + 1) p-th smallest, between neighbours by a line`() {
    // −19 … 19: forty places, so 10 % is the fourth smallest and 25 % the tenth.
    let table = errors((-19...19).reversed().map(Double.init)).table(grid: grid)
    for (value, expected) in zip(table, [-16.0, -10, 0, 10, 16]) {
      #expect(abs(value - expected) < 1e-12)
    }
    // 1 … 20 lies above zero: lower ends stay at the median. 75 % is 15.75, 90 % is 18.9.
    let upper = errors((1...20).map(Double.init)).table(grid: grid)
    for (value, expected) in zip(upper, [0, 0, 0, 15.75, 18.9]) {
      #expect(abs(value - expected) < 1e-12)
    }
  }

  @Test func `a level beyond the sample ends at its extremes`() {
    let table = errors((-10...10).map(Double.init)).table(grid: QuantileGrid(levels: [99.9]))
    #expect(table == [-10, 0, 10])
  }

  @Test func `too few errors take those of a random walk`() {
    let table = errors([5, 7], steps: 4).table(grid: QuantileGrid(levels: [95]))
    for step in 0..<4 {
      let width = 1.959_963_984_540_054 * Double(step + 1).squareRoot() * 1.4826
      #expect(abs(table[3 * step] + width) < 1e-12)
      #expect(table[3 * step + 1] == 0)
      #expect(abs(table[3 * step + 2] - width) < 1e-12)
    }
  }

  @Test func `each step has its own errors`() {
    var errors = ErrorQuantiles(horizon: 2)
    for value in -19...19 {
      errors.add(Double(value), ahead: 1)
      errors.add(10 * Double(value), ahead: 2)
    }
    let table = errors.table(grid: grid)
    #expect(table.count == 10)
    for quantile in 0..<5 {
      #expect(abs(table[5 + quantile] - 10 * table[quantile]) < 1e-11)
    }
  }
}
