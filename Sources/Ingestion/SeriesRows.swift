/// Which rows belong to which series, each series in the order of time.
struct SeriesRows: Sendable {
  /// Row numbers, series after series; nil where that is the order of the file.
  private var order: [Int]?
  /// Where each series begins in `order`, and at last where the last one ends.
  private(set) var starts: [Int]
  /// Series whose rows were not in the order of time.
  private(set) var unsortedCount = 0
  /// Whether a row may have the time of another one of its series; so it is until all were looked at.
  private var mayHaveDuplicates = true
  /// Rows that had the time of another row of their series.
  private(set) var duplicateCount = 0

  /// The step between all neighbours of each series, 0 where it varies; empty until rows were sorted.
  private var steps: [Int] = []

  /// Two rows of one series with the same time.
  struct Duplicate {
    let series: Int
    let first: Int
    let second: Int
  }

  /// Groups rows by series with a counting sort, which keeps the file's order within each.
  init(_ rows: RowStore, seriesCount: Int) {
    starts = [Int](repeating: 0, count: seriesCount + 1)
    guard !rows.series.isEmpty else {
      starts[seriesCount] = rows.count
      return
    }
    var isGrouped = true
    var last: Int32 = 0
    rows.series.forEachRun { series, count in
      starts[Int(series) + 1] += count
      isGrouped = isGrouped && series >= last
      last = series
    }
    for series in 0..<seriesCount { starts[series + 1] += starts[series] }
    guard !isGrouped else { return }
    var next = starts
    var order = [Int](repeating: 0, count: rows.count)
    for (row, series) in rows.series.enumerated() {
      order[next[Int(series)]] = row
      next[Int(series)] += 1
    }
    self.order = order
  }

  /// Whether all rows stand in the order of the file, series after series.
  var isInFileOrder: Bool { order == nil }

  /// How many series there are.
  var count: Int { starts.count - 1 }

  /// The rows of a series where they follow each other in the file; nil where they do not.
  private func contiguousRows(of series: Int) -> Range<Int>? {
    let range = starts[series]..<starts[series + 1]
    guard let order else { return range.isEmpty ? nil : range }
    let own = order[range]
    guard let first = own.first, let last = own.last, last - first == own.count - 1,
      zip(own, first...).allSatisfy({ $0 == $1 })
    else { return nil }
    return first..<(last + 1)
  }

  /// The rows of a series that follow each other in the file by one and the same step of time; nil where
  /// they do not, or are fewer than two.
  func steadyRows(of series: Int) -> (range: Range<Int>, step: Int)? {
    guard order == nil, !steps.isEmpty, steps[series] > 0 else { return nil }
    return (starts[series]..<starts[series + 1], steps[series])
  }

  /// The rows of a series.
  func rows(of series: Int) -> ArraySlice<Int> {
    let range = starts[series]..<starts[series + 1]
    guard let order else { return Array(range)[...] }
    return order[range]
  }

  /// The times of a series.
  func times(of series: Int, in rows: RowStore) -> [Int] {
    contiguousRows(of: series).map { rows.times[$0] } ?? rows.times[self.rows(of: series)]
  }

  /// Leaves rows out.
  mutating func remove(_ rows: Set<Int>) {
    guard !rows.isEmpty else { return }
    var kept: [Int] = []
    kept.reserveCapacity(starts.last ?? 0)
    var newStarts = [0]
    for index in 0..<count {
      for row in self.rows(of: index) where !rows.contains(row) { kept.append(row) }
      newStarts.append(kept.count)
    }
    (order, starts) = (kept, newStarts)
  }

  /// Puts the rows of each series in the order of time.
  mutating func sortByTime(_ rows: inout RowStore) {
    guard !rows.times.isEmpty else { return }
    var hasDuplicates = false
    defer { mayHaveDuplicates = hasDuplicates }
    steps = [Int](repeating: 0, count: count)
    for series in 0..<count {
      let range = starts[series]..<starts[series + 1]
      if order == nil { steps[series] = rows.times.step(in: range) ?? 0 }
      if steps[series] > 0 { continue }
      var (isSorted, before) = (true, Int.min)
      for time in times(of: series, in: rows) {
        isSorted = isSorted && before <= time
        hasDuplicates = hasDuplicates || before == time
        before = time
      }
      guard !isSorted else { continue }
      hasDuplicates = true
      unsortedCount += 1
      makeOrder(&rows)
      order?[range].sort { (rows.times[$0], $0) < (rows.times[$1], $1) }
    }
  }

  /// Writes the order of the file out, so that it can be changed.
  private mutating func makeOrder(_ rows: inout RowStore) {
    rows.spreadTimes()
    if order == nil { order = Array(0..<rows.count) }
  }

  /// Leaves one row of each series and time; `onDuplicate` hears of each row that goes.
  mutating func mergeDuplicates(
    _ rows: inout RowStore, policy: ReadingOptions.DuplicatePolicy,
    onDuplicate: (Duplicate) throws(IngestionError) -> Void
  ) throws(IngestionError) {
    guard !rows.times.isEmpty, mayHaveDuplicates else { return }
    makeOrder(&rows)
    guard var order else { return }
    // Two owners would make each change a copy of all.
    self.order = nil
    defer { self.order = order }
    var kept = 0
    var start = 0
    for series in 0..<count {
      let end = starts[series + 1]
      var position = start
      let newStart = kept
      while position < end {
        var next = position + 1
        while next < end, rows.times[order[next]] == rows.times[order[position]] {
          try onDuplicate(
            Duplicate(series: series, first: order[position], second: order[next]))
          next += 1
        }
        duplicateCount += next - position - 1
        let row = policy == .last ? order[next - 1] : order[position]
        if policy == .mean && next - position > 1 {
          SeriesRows.putMean(of: order[position..<next], into: &rows)
        }
        order[kept] = row
        kept += 1
        position = next
      }
      start = end
      starts[series] = newStart
    }
    starts[count] = kept
    order.removeSubrange(kept...)
  }

  /// Puts the mean of several rows into the first of them; missing values are left out.
  private static func putMean(of group: ArraySlice<Int>, into rows: inout RowStore) {
    guard let first = group.first else { return }
    for column in 0..<rows.width {
      let present = group.map { rows[$0, column] }.filter { !$0.isNaN }
      rows[first, column] = present.isEmpty ? .nan : present.reduce(0, +) / Double(present.count)
    }
  }
}
