import ForecastKernels
import Testing

struct NumberColumnsTests {
  /// Columns whose number is 1,000 · column + row, in tiles of so many rows.
  private func columns(
    _ rows: Int, width: Int, tile: Int, threads: Int = 1, reserved: Int = 0
  ) -> NumberColumns {
    let pool = ThreadPool(threads: threads)
    var columns = NumberColumns(width: width)
    columns.reserve(reserved)
    var tiles: [NumberColumns.Tile] = []
    for first in stride(from: 0, to: rows, by: tile) {
      let count = min(tile, rows - first)
      var next = NumberColumns.Tile()
      // A tile may hold more rows than it gives.
      (next.stride, next.count) = (count + 2, count)
      next.row = columns.extend(by: count)
      next.numbers = (0..<width * next.stride).map { place in
        let (column, row) = place.quotientAndRemainder(dividingBy: next.stride)
        return row < count ? Double(1_000 * column + first + row) : -1
      }
      tiles.append(next)
    }
    columns.put(tiles, with: pool)
    return columns
  }

  @Test(arguments: [1, 3], [0, 5, 700])
  func `tiles land in their rows, whatever the threads and the room are`(
    _ threads: Int, _ reserved: Int
  ) {
    let columns = columns(601, width: 3, tile: 7, threads: threads, reserved: reserved)
    #expect(columns.count == 601)
    for column in 0..<3 {
      let found = columns.numbers(of: column, in: 0..<601)
      #expect(found == (0..<601).map { Double(1_000 * column + $0) })
    }
  }

  @Test func `numbers come in the order of the rows`() {
    let columns = columns(10, width: 2, tile: 4)
    #expect(columns.numbers(of: 1, in: [7, 2, 9]) == [1_007, 1_002, 1_009])
    #expect(columns.numbers(of: 0, in: 3..<6) == [3, 4, 5])
    #expect(columns.numbers(of: 0, in: [Int]()) == [])
  }

  @Test func `single numbers are read and written`() {
    var columns = columns(3, width: 2, tile: 2)
    columns[1, 1] = 5
    #expect(columns[1, 1] == 5 && columns[2, 1] == 1_002 && columns[0, 0] == 0)
  }

  @Test func `packed numbers take the place of those that were given up`() {
    var columns = columns(100, width: 3, tile: 9)
    for column in 0..<3 {
      let numbers = columns.numbers(of: column, in: 0..<100)
      columns.giveUp(columns: column + 1)
      columns.pack(numbers[10..<90])
    }
    #expect(
      columns.takePacked() == (0..<3).flatMap { c in (10..<90).map { Double(1_000 * c + $0) } })
  }

  @Test func `numbers that were not given up stay whole when there is no room for the packed ones`()
  {
    var columns = columns(40, width: 2, tile: 40)
    let first = columns.numbers(of: 0, in: 0..<40)
    columns.giveUp(rows: 10)
    columns.pack(first[..<10])
    columns.pack([Double](repeating: 7, count: 100)[...])
    #expect(columns.numbers(of: 0, in: 10..<40) == Array(first[10...]))
    columns.giveUp(columns: 2)
    columns.pack([8])
    #expect(
      columns.takePacked() == Array(first[..<10]) + [Double](repeating: 7, count: 100) + [8])
    #expect(columns.count == 40)
  }

  @Test func `numbers of a column stay or move to the place behind the packed ones`() {
    for reserved in [0, 100, 130] {
      var columns = columns(100, width: 3, tile: 9, reserved: reserved)
      for column in 0..<3 {
        columns.giveUp(columns: column + 1)
        columns.pack(column..<(100 - column), of: column)
      }
      #expect(
        columns.takePacked()
          == (0..<3).flatMap { c in (c..<(100 - c)).map { Double(1_000 * c + $0) } })
    }
  }

  @Test func `numbers of a column find room elsewhere while others are wanted`() {
    var columns = columns(10, width: 2, tile: 4)
    columns.pack(2..<5, of: 1)
    columns.pack(0..<2, of: 0)
    #expect(columns.numbers(of: 0, in: 0..<3) == [0, 1, 2])
    #expect(columns.takePacked() == [1_002, 1_003, 1_004, 0, 1])
  }

  @Test func `what is present reaches from the first number to the last`() throws {
    var columns = columns(12, width: 2, tile: 5)
    for row in [0, 1, 5, 6, 11] { columns[row, 1] = .nan }
    let all = try #require(columns.present(in: 0..<12, of: 1))
    #expect(all.rows == 2..<11 && all.missing == 2)
    let some = try #require(columns.present(in: 6..<9, of: 1))
    #expect(some.rows == 7..<9 && some.missing == 0)
    #expect(columns.present(in: 0..<2, of: 1) == nil)
    #expect(columns.present(in: 3..<3, of: 1) == nil)
    #expect(columns.present(in: 0..<12, of: 0)?.rows == 0..<12)
  }

  @Test func `nothing packed is nothing`() {
    var columns = NumberColumns(width: 0)
    #expect(columns.extend(by: 3) == 0)
    #expect(columns.takePacked() == [] && columns.count == 3)
  }
}
