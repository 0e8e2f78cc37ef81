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

  /// Adds rows that stand on lines one after the other.
  ///
  /// - Parameters:
  ///   - count: how many rows.
  ///   - times: their times; empty where rows are only counted.
  ///   - values: their values, row by row.
  ///   - line: the line of the first.
  mutating func append(
    _ count: Int, times: ArraySlice<Int>, values: ArraySlice<Double>, line: Int
  ) {
    precondition(values.count == count * width && (times.isEmpty || times.count == count))
    guard count > 0 else { return }
    self.times += times
    self.values += values
    if jumps.last?.distance != line - self.count { jumps.append((self.count, line - self.count)) }
    self.count += count
  }

  /// Names the series of the next rows.
  mutating func append(series: Int32, count: Int) {
    self.series.append(contentsOf: repeatElement(series, count: count))
  }

  /// Adds the row's next value.
  mutating func append(_ value: Double) { values.append(value) }

  /// The value of a row in one of its columns.
  subscript(row: Int, column: Int) -> Double {
    get { values[row * width + column] }
    set { values[row * width + column] = newValue }
  }

  /// The values of some columns, column after column.
  func columns(_ some: Range<Int>, of own: [Int]) -> [Double] {
    if width == 1, some.count == 1, let first = own.first, let last = own.last,
      last - first == own.count - 1, zip(own, first...).allSatisfy({ $0 == $1 })
    {
      return Array(values[first...last])
    }
    var cells = [Double](repeating: .nan, count: some.count * own.count)
    for (place, row) in own.enumerated() {
      var cell = place
      for column in some {
        cells[cell] = values[row * width + column]
        cell += own.count
      }
    }
    return cells
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

  // MARK: Files

  /// The files that rows come from, each with its first row.
  private(set) var files: [(row: Int, name: String)] = []

  /// Names the file that all rows come from.
  mutating func nameFile(_ name: String) { files = [(0, name)] }

  /// The file that a row comes from.
  func file(of row: Int) -> String? { files.last { $0.row <= row }?.name }

  /// Puts the rows of another file behind these.
  ///
  /// - Parameters:
  ///   - other: rows of the same width.
  ///   - numbers: what their series are here; empty where there is no id column.
  mutating func append(_ other: RowStore, series numbers: [Int32]) {
    precondition(other.width == width, "rows have equally many values")
    for file in other.files { files.append((count + file.row, file.name)) }
    for row in 0..<other.count {
      beginRow(
        series: other.series.isEmpty ? nil : numbers[Int(other.series[row])],
        time: other.times.isEmpty ? nil : other.times[row], line: other.line(of: row))
      for column in 0..<width { append(other[row, column]) }
    }
  }

  /// Whether the times of each file lie apart from those of all others.
  var filesFollowEachOther: Bool {
    var spans: [(first: Int, last: Int)] = []
    for (place, file) in files.enumerated() {
      let own = times[file.row..<(place + 1 < files.count ? files[place + 1].row : count)]
      if let first = own.min(), let last = own.max() { spans.append((first, last)) }
    }
    spans.sort { $0 < $1 }
    return zip(spans, spans.dropFirst()).allSatisfy { $0.last < $1.first }
  }

  /// Makes each file a series.
  mutating func makeFilesSeries() {
    series = []
    for (place, file) in files.enumerated() {
      let end = place + 1 < files.count ? files[place + 1].row : count
      append(series: Int32(place), count: end - file.row)
    }
  }

  /// Gives all rows other times.
  mutating func replaceTimes(_ times: [Int]) {
    precondition(times.count == self.times.count, "every row keeps a time")
    self.times = times
  }

  /// Moves all times by some seconds.
  mutating func shiftTimes(by seconds: Int) {
    guard seconds != 0 else { return }
    for row in times.indices { times[row] += seconds }
  }
}
