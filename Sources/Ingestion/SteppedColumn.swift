import ForecastKernels

/// A column of integers that mostly go on by one step, as the times of sorted rows do.
///
/// Only the stretches of one step are kept: ten million hours of a thousand series take a few kilobytes.
/// Where the stretches would need more memory than the integers, these are kept one by one.
struct SteppedColumn<Number: FixedWidthInteger & Sendable>: Sendable {
  /// Integers of one step, up to the row at which the next stretch begins.
  private struct Stretch {
    let row: Int
    let first: Number
    /// What is between two neighbours; of a single integer not known yet.
    var step: Number = 0

    func number(at row: Int) -> Number {
      first &+ Number(truncatingIfNeeded: row - self.row) &* step
    }
  }

  /// How many integers there are.
  private(set) var count = 0
  private var stretches: [Stretch] = []
  /// All integers, once the stretches are too many.
  private var numbers: [Number] = []
  private var isSpread = false
  /// Rows that memory was asked for.
  private var room = 0

  /// So few stretches cost nothing.
  private static var fewStretches: Int { 64 }

  var isEmpty: Bool { count == 0 }

  /// Makes room for so many rows, if they will be kept one by one.
  mutating func reserve(_ rows: Int) {
    room = rows
    if isSpread { numbers.reserveCapacity(rows) }
  }

  /// Adds an integer.
  mutating func append(_ number: Number) {
    defer { count += 1 }
    guard !isSpread else { return numbers.append(number) }
    if let last = stretches.last {
      if count - last.row == 1 {
        stretches[stretches.count - 1].step = number &- last.first
        return
      }
      if last.number(at: count) == number { return }
    }
    stretches.append(Stretch(row: count, first: number))
    let bytes = stretches.count * MemoryLayout<Stretch>.stride
    guard stretches.count > Self.fewStretches, bytes > count * MemoryLayout<Number>.stride else {
      return
    }
    stretches.removeLast()
    spread()
    numbers.append(number)
  }

  /// Adds integers of one step.
  mutating func append(from first: Number, by step: Number, count added: Int) {
    func number(_ place: Int) -> Number { first &+ Number(truncatingIfNeeded: place) &* step }
    var done = 0
    while done < added, !isSpread, done == 0 || !goesOn(by: step) {
      append(number(done))
      done += 1
    }
    if isSpread { numbers.append(contentsOf: (done..<added).lazy.map(number)) }
    count += added - done
  }

  /// Adds the integers of another column.
  mutating func append(_ other: SteppedColumn) {
    for number in other.numbers { append(number) }
    other.forEachStretch(in: other.rowsOfStretches) { stretch, part in
      append(from: stretch.first, by: stretch.step, count: part.count)
      return true
    }
  }

  /// Whether the last stretch is known to have a step, and has this one.
  private func goesOn(by step: Number) -> Bool {
    stretches.last.map { $0.step == step && count - $0.row > 1 } ?? false
  }

  /// Keeps the integers one by one, so that each is found at once.
  mutating func spread() {
    guard !isSpread else { return }
    var all: [Number] = []
    all.reserveCapacity(Swift.max(room, count))
    for number in self { all.append(number) }
    (numbers, stretches, isSpread) = (all, [], true)
  }

  /// Adds a number to each integer.
  mutating func shift(by difference: Number) {
    for row in numbers.indices { numbers[row] &+= difference }
    stretches = stretches.map {
      Stretch(row: $0.row, first: $0.first &+ difference, step: $0.step)
    }
  }

  /// The integer of a row.
  subscript(row: Int) -> Number {
    precondition(row >= 0 && row < count)
    return isSpread ? numbers[row] : stretches[stretch(of: row)].number(at: row)
  }

  /// The integers of some rows.
  subscript(rows: Range<Int>) -> [Number] {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= count)
    guard !isSpread else { return Array(numbers[rows]) }
    var found: [Number] = []
    found.reserveCapacity(rows.count)
    forEachStretch(in: rows) { stretch, part in
      found.append(contentsOf: part.lazy.map(stretch.number))
      return true
    }
    return found
  }

  /// The integers of rows in any order; rows of one stretch, or of one and the next, are found fastest.
  subscript(rows: ArraySlice<Int>) -> [Number] {
    guard !isSpread else { return rows.map { numbers[$0] } }
    var place = 0
    return rows.map { row in
      precondition(row >= 0 && row < count)
      if row >= end(of: place), place + 1 < stretches.count { place += 1 }
      if !(stretches[place].row..<end(of: place)).contains(row) { place = stretch(of: row) }
      return stretches[place].number(at: row)
    }
  }

  /// The difference of all neighbours among some rows; nil where it varies or is 0, and for fewer than two.
  func step(in rows: Range<Int>) -> Number? {
    guard rows.count > 1 else { return nil }
    let first = self[rows.lowerBound]
    let step = self[rows.lowerBound + 1] &- first
    guard step != 0 else { return nil }
    var next = first
    if isSpread {
      for row in rows {
        guard numbers[row] == next else { return nil }
        next &+= step
      }
      return step
    }
    return forEachStretch(in: rows) { stretch, part in
      guard stretch.number(at: part.lowerBound) == next, part.count == 1 || stretch.step == step
      else { return false }
      next = stretch.number(at: part.upperBound - 1) &+ step
      return true
    } ? step : nil
  }

  /// Hands on how often each integer comes in a row, one after the other, or several times in parts.
  func forEachRun(_ body: (_ number: Number, _ count: Int) -> Void) {
    for number in numbers { body(number, 1) }
    forEachStretch(in: rowsOfStretches) { stretch, part in
      if stretch.step == 0 {
        body(stretch.first, part.count)
      } else {
        for row in part { body(stretch.number(at: row), 1) }
      }
      return true
    }
  }

  private var rowsOfStretches: Range<Int> { 0..<(isSpread ? 0 : count) }

  /// The stretch that a row lies in.
  private func stretch(of row: Int) -> Int {
    var (low, high) = (0, stretches.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if stretches[middle].row <= row { low = middle } else { high = middle }
    }
    return low
  }

  private func end(of stretch: Int) -> Int {
    stretch + 1 < stretches.count ? stretches[stretch + 1].row : count
  }

  /// Hands on the stretches that some rows lie in, each with its part of the rows, until `body` says that
  /// it is enough; returns whether it never did.
  @discardableResult
  private func forEachStretch(in rows: Range<Int>, _ body: (Stretch, Range<Int>) -> Bool) -> Bool {
    guard !rows.isEmpty else { return true }
    var place = stretch(of: rows.lowerBound)
    var row = rows.lowerBound
    while row < rows.upperBound {
      let stop = Swift.min(end(of: place), rows.upperBound)
      guard body(stretches[place], row..<stop) else { return false }
      (row, place) = (stop, place + 1)
    }
    return true
  }
}

extension SteppedColumn where Number == Int {
  /// A column of these integers.
  init(_ numbers: [Int]) { append(contentsOf: numbers[...]) }

  /// Adds integers.
  mutating func append(contentsOf some: ArraySlice<Int>) {
    var rest = some
    while let first = rest.first, !isSpread {
      let even = IntegerColumn.evenCount(of: rest)
      append(from: first, by: even > 1 ? rest[rest.startIndex + 1] &- first : 0, count: even)
      rest = rest.dropFirst(even)
    }
    numbers += rest
    count += rest.count
  }
}

extension SteppedColumn: Sequence {
  /// Goes through the integers from the first row on.
  struct Iterator: IteratorProtocol {
    fileprivate let column: SteppedColumn
    private var row = 0
    private var place = 0

    fileprivate init(column: SteppedColumn) { self.column = column }

    mutating func next() -> Number? {
      guard row < column.count else { return nil }
      defer { row += 1 }
      if column.isSpread { return column.numbers[row] }
      if place + 1 < column.stretches.count, column.stretches[place + 1].row == row { place += 1 }
      return column.stretches[place].number(at: row)
    }
  }

  func makeIterator() -> Iterator { Iterator(column: self) }
}
