import Testing

@testable import ForecastIngestion

struct SeriesRowsTests {
  private func store(_ rows: [(series: Int32, time: Int, value: Double)]) -> RowStore {
    var store = RowStore(width: 1)
    for (number, row) in rows.enumerated() {
      store.beginRow(series: row.series, time: row.time, line: number + 2)
      store.append(row.value)
    }
    return store
  }

  @Test func `rows are grouped by series and sorted by time, ties in the file's order`() {
    var rows = store([(1, 5, 0), (0, 2, 1), (1, 3, 2), (0, 2, 3), (1, 4, 4)])
    var series = SeriesRows(rows, seriesCount: 3)
    series.sortByTime(&rows)
    #expect((0..<3).map { Array(series.rows(of: $0)) } == [[1, 3], [2, 4, 0], []])
    #expect(series.unsortedCount == 1)
  }

  @Test func `rows that are left out leave the others in their series`() {
    let rows = store([(1, 5, 0), (0, 2, 1), (1, 3, 2), (0, 2, 3), (1, 4, 4)])
    var series = SeriesRows(rows, seriesCount: 3)
    series.remove([1, 3, 4])
    #expect((0..<3).map { Array(series.rows(of: $0)) } == [[], [0, 2], []])
    #expect(series.count == 3)
  }

  @Test func `rows of one step are told from all others`() {
    var rows = store([(0, 1, 0), (0, 3, 1), (0, 5, 2), (1, 1, 3), (1, 2, 4), (1, 4, 5), (2, 9, 6)])
    var series = SeriesRows(rows, seriesCount: 3)
    #expect(series.steadyRows(of: 0) == nil)
    series.sortByTime(&rows)
    #expect(series.steadyRows(of: 0)?.range == 0..<3)
    #expect(series.steadyRows(of: 0)?.step == 2)
    #expect(series.steadyRows(of: 1) == nil && series.steadyRows(of: 2) == nil)
    series.remove([1])
    #expect(series.steadyRows(of: 0) == nil)
  }

  @Test func `duplicates leave one row and are all told`() throws {
    var rows = store([(0, 1, 10), (0, 1, .nan), (0, 1, 20), (0, 2, 5), (1, 1, 7)])
    var series = SeriesRows(rows, seriesCount: 2)
    var told: [[Int]] = []
    try series.mergeDuplicates(&rows, policy: .mean) { told.append([$0.first, $0.second]) }
    #expect(told == [[0, 1], [0, 2]])
    #expect((0..<2).map { Array(series.rows(of: $0)) } == [[0, 3], [4]])
    #expect(rows[0, 0] == 15)
    #expect(series.duplicateCount == 2)
  }
}
