import Testing

@testable import ForecastForecasting

@Suite struct QuantileGridTests {
  @Test func `levels are sorted and count once`() {
    let grid = QuantileGrid(levels: [95, 50, 80, 50])
    #expect(grid.levels == [50, 80, 95])
    #expect(grid.count == 7)
    #expect(grid.medianIndex == 3)
    let expected = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975]
    for (probability, other) in zip(grid.probabilities, expected) {
      #expect(abs(probability - other) < 1e-15)
    }
  }

  @Test func `no level leaves the median`() {
    let grid = QuantileGrid(levels: [])
    #expect(grid.probabilities == [0.5])
    let (median, intervals) = grid.intervals(from: [[1, 2]])
    #expect(median == [1, 2])
    #expect(intervals.isEmpty)
  }

  @Test func `quantiles become a median and an interval a level, by rising level`() {
    let (median, intervals) = QuantileGrid.standard.intervals(
      from: [[-20], [-10], [0], [11], [22]])
    #expect(median == [0])
    #expect(
      intervals == [
        PredictionInterval(level: 80, lower: [-10], upper: [11]),
        PredictionInterval(level: 95, lower: [-20], upper: [22]),
      ])
  }

  @Test func `levels that single precision cannot tell apart are known`() {
    #expect(QuantileGrid.standard.isDistinctInSinglePrecision)
    #expect(QuantileGrid(levels: [0.001, 99.999]).isDistinctInSinglePrecision)
    #expect(!QuantileGrid(levels: [80, 80.000_000_1]).isDistinctInSinglePrecision)
    #expect(!QuantileGrid(levels: [99.999_999_99]).isDistinctInSinglePrecision)
  }
}
