import Testing

@testable import ForecastIngestion

struct RowStoreTests {
  @Test func `values are found by row and column`() {
    var rows = RowStore(width: 2)
    for (number, pair) in [[1.0, 2.0], [3.0, 4.0]].enumerated() {
      rows.beginRow(series: Int32(number), time: 10 * number, line: number + 2)
      for value in pair { rows.append(value) }
    }
    #expect(rows.count == 2)
    #expect(rows.series == [0, 1])
    #expect(rows.times == [0, 10])
    #expect(rows[1, 0] == 3)
    rows[1, 0] = 7
    #expect([rows[0, 0], rows[0, 1], rows[1, 0], rows[1, 1]] == [1, 2, 7, 4])
  }

  @Test func `rows that are only counted have neither id nor time`() {
    var rows = RowStore(width: 1)
    rows.beginRow(series: nil, time: nil, line: 1)
    rows.append(5)
    #expect(rows.series == [])
    #expect(rows.times == [])
    #expect(rows.count == 1)
  }

  @Test func `the line of a row survives lines that are no rows`() {
    var rows = RowStore(width: 0)
    for line in [2, 3, 6, 7, 9] { rows.beginRow(series: nil, time: nil, line: line) }
    #expect((0..<5).map { rows.line(of: $0) } == [2, 3, 6, 7, 9])
  }

  @Test func `all times move together`() {
    var rows = RowStore(width: 0)
    for time in [5, -3] { rows.beginRow(series: nil, time: time, line: 1) }
    rows.shiftTimes(by: 0)
    #expect(rows.times == [5, -3])
    rows.shiftTimes(by: -10)
    #expect(rows.times == [-5, -13])
  }
}
