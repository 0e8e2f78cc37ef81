import ForecastKernels

/// The rows of a file as plain columns of numbers, in the file's order.
struct RowStore: Sendable {
  /// How many values a row has: 1, or in a wide file one for each series.
  var width: Int { values.width }
  /// The series of each row; empty where there is no id column.
  private(set) var series = SteppedColumn<Int32>()
  /// The time of each row; empty where rows are only counted.
  private(set) var times = SteppedColumn<Int>()
  /// The values, column by column; NaN where one is missing.
  private(set) var values: NumberColumns
  /// The line of each row.
  private var lines = SteppedColumn<Int>()
  /// The column of the next value.
  private var column = 0

  var count: Int { values.count }

  init(width: Int) {
    values = NumberColumns(width: width)
  }

  /// Makes room for so many rows, each with an id and a time where the first one has them.
  mutating func reserve(_ rows: Int) {
    values.reserve(rows)
    if !series.isEmpty { series.reserve(rows) }
    if !times.isEmpty { times.reserve(rows) }
    lines.reserve(rows)
  }

  /// Adds a row's place; its values follow by `append(_:)`.
  mutating func beginRow(series: Int32?, time: Int?, line: Int) {
    if let series { self.series.append(series) }
    if let time { times.append(time) }
    lines.append(line)
    _ = values.extend(by: 1)
    column = 0
  }

  /// Adds the row's next value.
  mutating func append(_ value: Double) {
    values[count - 1, column] = value
    column += 1
  }

  /// Adds rows that stand on lines one after the other; their values are put later.
  ///
  /// - Parameters:
  ///   - count: how many rows.
  ///   - times: their times; empty where rows are only counted.
  ///   - line: the line of the first.
  /// - Returns: the first row.
  mutating func extend(by count: Int, times: ArraySlice<Int>, line: Int) -> Int {
    precondition(times.isEmpty || times.count == count)
    guard count > 0 else { return self.count }
    self.times.append(contentsOf: times)
    lines.append(from: line, by: 1, count: count)
    return values.extend(by: count)
  }

  /// Names the series of the next rows.
  mutating func append(series: Int32, count: Int) {
    self.series.append(from: series, by: 0, count: count)
  }

  /// Puts the values of rows that were added without them.
  mutating func put(_ tiles: [NumberColumns.Tile], with pool: ThreadPool) {
    values.put(tiles, with: pool)
  }

  /// The value of a row in one of its columns.
  subscript(row: Int, column: Int) -> Double {
    get { values[row, column] }
    set { values[row, column] = newValue }
  }

  /// The line on which a row stands.
  func line(of row: Int) -> Int { lines[row] }

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
    other.series.forEachRun { append(series: numbers[Int($0)], count: $1) }
    times.append(other.times)
    lines.append(other.lines)
    let first = values.extend(by: other.count)
    for column in 0..<width {
      for row in 0..<other.count { values[first + row, column] = other[row, column] }
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
    series = SteppedColumn()
    for (place, file) in files.enumerated() {
      let end = place + 1 < files.count ? files[place + 1].row : count
      append(series: Int32(place), count: end - file.row)
    }
  }

  /// Gives all rows other times.
  mutating func replaceTimes(_ times: [Int]) {
    precondition(times.count == self.times.count, "every row keeps a time")
    self.times = SteppedColumn(times)
  }

  /// Moves all times by some seconds.
  mutating func shiftTimes(by seconds: Int) {
    if seconds != 0 { times.shift(by: seconds) }
  }

  /// Lets the time of any row be found at once.
  mutating func spreadTimes() { times.spread() }

  // MARK: Packing

  /// Some rows as a range, where they follow each other.
  static func stretch(of own: [Int]) -> Range<Int>? {
    guard let first = own.first, let last = own.last, last - first == own.count - 1 else {
      return nil
    }
    for (place, row) in own.enumerated() where row != first + place { return nil }
    return first..<(last + 1)
  }

  /// The values of a column in some rows.
  ///
  /// - Parameters:
  ///   - column: which column.
  ///   - own: which rows.
  ///   - stretch: the same rows where they follow each other.
  ///   - isLast: whether neither these values nor any before them in the store are wanted again.
  /// - Returns: one value a row.
  mutating func take(_ column: Int, of own: [Int], _ stretch: Range<Int>?, isLast: Bool) -> [Double]
  {
    let cells =
      stretch.map { values.numbers(of: column, in: $0) } ?? values.numbers(of: column, in: own)
    guard isLast, let last = own.last else { return cells }
    if width == 1 { values.giveUp(rows: last + 1) } else { values.giveUp(columns: column + 1) }
    return cells
  }

  /// The rows of a stretch from the first to the last with a value in a column, and how many between have
  /// none; nil where all are missing.
  func present(in stretch: Range<Int>, of column: Int) -> (rows: Range<Int>, missing: Int)? {
    values.present(in: stretch, of: column)
  }

  /// Puts a column's values in some rows behind those of the panel before.
  ///
  /// - Parameters:
  ///   - own: which rows.
  ///   - column: which column.
  ///   - stretch: if neither these rows nor any value before them in the store are wanted again, all of
  ///     them.
  mutating func pack(_ own: Range<Int>, of column: Int, givingUp stretch: Range<Int>?) {
    if let stretch {
      if width == 1 {
        values.giveUp(rows: stretch.upperBound)
      } else {
        values.giveUp(columns: column + 1)
      }
    }
    values.pack(own, of: column)
  }

  /// Puts values of the panel behind those before.
  mutating func pack(_ cells: ArraySlice<Double>) { values.pack(cells) }

  /// The values of the panel; the rows have none any more.
  mutating func takePacked() -> [Double] { values.takePacked() }
}
