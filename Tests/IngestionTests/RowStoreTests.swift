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
    #expect(Array(rows.series) == [0, 1])
    #expect(Array(rows.times) == [0, 10])
    #expect(rows[1, 0] == 3)
    rows[1, 0] = 7
    #expect([rows[0, 0], rows[0, 1], rows[1, 0], rows[1, 1]] == [1, 2, 7, 4])
  }

  @Test func `rows that are only counted have neither id nor time`() {
    var rows = RowStore(width: 1)
    rows.beginRow(series: nil, time: nil, line: 1)
    rows.append(5)
    #expect(rows.series.isEmpty)
    #expect(rows.times.isEmpty)
    #expect(rows.count == 1)
  }

  @Test func `the line of a row survives lines that are no rows`() {
    var rows = RowStore(width: 0)
    for line in [2, 3, 6, 7, 9] { rows.beginRow(series: nil, time: nil, line: line) }
    #expect((0..<5).map { rows.line(of: $0) } == [2, 3, 6, 7, 9])
  }

  @Test func `a row remembers its file, and its line there`() {
    func rows(_ file: String, _ times: [Int], series: [Int32]) -> RowStore {
      var rows = RowStore(width: 1)
      for (place, time) in times.enumerated() {
        rows.beginRow(series: series[place], time: time, line: place + 2)
        rows.append(Double(time))
      }
      rows.nameFile(file)
      return rows
    }
    var all = rows("a", [1, 2], series: [0, 1])
    all.append(rows("b", [5, 4, 3], series: [0, 1, 0]), series: [1, 2])
    #expect((0..<5).map { all.file(of: $0) } == ["a", "a", "b", "b", "b"])
    #expect((0..<5).map { all.line(of: $0) } == [2, 3, 2, 3, 4])
    #expect(Array(all.series) == [0, 1, 1, 2, 1])
    #expect((0..<5).map { all[$0, 0] } == [1, 2, 5, 4, 3])
    #expect(all.filesFollowEachOther)
    all.append(rows("c", [3], series: [0]), series: [0])
    #expect(!all.filesFollowEachOther)
    all.makeFilesSeries()
    #expect(Array(all.series) == [0, 0, 1, 1, 1, 2])
  }

  @Test func `all times move together`() {
    var rows = RowStore(width: 0)
    for time in [5, -3] { rows.beginRow(series: nil, time: time, line: 1) }
    rows.shiftTimes(by: 0)
    #expect(Array(rows.times) == [5, -3])
    rows.shiftTimes(by: -10)
    #expect(Array(rows.times) == [-5, -13])
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
