/// The rows of a file as plain columns of numbers, in the file's order.
struct RowStore: Sendable {
  /// How many values a row has: 1, or in a wide file one for each series.
  let width: Int
  /// The series of each row; empty where there is no id column.
  private(set) var series: [Int32] = []
  /// The time of each row; empty where rows are only counted.
  private(set) var times: [Int] = []
  /// The values, row by row; NaN where one is missing.
  private(set) var values: [Double] = []
  private(set) var count = 0
  /// Rows from which on the line number runs a certain distance ahead of the row number.
  private var jumps: [(row: Int, distance: Int)] = []

  init(width: Int) {
    self.width = width
  }

  /// Adds a row's place; its values follow by `append(_:)`.
  mutating func beginRow(series: Int32?, time: Int?, line: Int) {
    if let series { self.series.append(series) }
    if let time { times.append(time) }
    if jumps.last?.distance != line - count { jumps.append((count, line - count)) }
    count += 1
  }

  /// Adds the row's next value.
  mutating func append(_ value: Double) { values.append(value) }

  /// The value of a row in one of its columns.
  subscript(row: Int, column: Int) -> Double {
    get { values[row * width + column] }
    set { values[row * width + column] = newValue }
  }

  /// The line on which a row stands.
  func line(of row: Int) -> Int {
    var (low, high) = (0, jumps.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if jumps[middle].row <= row { low = middle } else { high = middle }
    }
    return jumps.isEmpty ? row + 1 : row + jumps[low].distance
  }

  /// Moves all times by some seconds.
  mutating func shiftTimes(by seconds: Int) {
    guard seconds != 0 else { return }
    for row in times.indices { times[row] += seconds }
  }
}
