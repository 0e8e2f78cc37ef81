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

  @Test func `rows that follow each other are a stretch`() {
    #expect(RowStore.stretch(of: [4, 5, 6]) == 4..<7)
    #expect(RowStore.stretch(of: [4, 6, 5, 7]) == nil)
    #expect(RowStore.stretch(of: [6, 5]) == nil)
    #expect(RowStore.stretch(of: []) == nil)
  }

  @Test func `a panel is packed in place of the rows it is made of`() {
    var rows = RowStore(width: 1)
    rows.reserve(50)
    for row in 0..<6 {
      rows.beginRow(series: Int32(row / 3), time: row, line: row + 2)
      rows.append(Double(row))
    }
    for own in [[0, 1, 2], [3, 4, 5]] {
      let cells = rows.take(0, of: own, RowStore.stretch(of: own), isLast: true)
      rows.pack(cells[1...])
    }
    #expect(rows.takePacked() == [1, 2, 4, 5])
    #expect(rows.count == 6)
  }
}
