import ForecastSeries

/// What the first cells of a column say about its times.
enum TimestampDetection: Sendable, Equatable {
  /// All written in this pattern, apart from cells that are faulty.
  case pattern(String)
  /// Integers, and nothing says that they are dates.
  case integer
  /// Any of these patterns may be meant, or one and something else; the cell is an example.
  case ambiguous(String, [String])
  /// Years in two digits on both sides of where a century is taken to end; the cell is an example.
  case unclearCentury(String)
  /// No times; the cell is an example.
  case none(String)

  /// A cell with what was seen in it.
  typealias Reading = (cell: [UInt8], numbers: TimestampShape.Numbers)

  /// So few cells prove nothing by the steps between them.
  static let fewestSteps = 8

  /// Looks at the cells of a column.
  ///
  /// - Parameters:
  ///   - cells: the first cells, trimmed, without missing ones.
  ///   - name: the column's name; a few integers are taken for years or compact dates only where its
  ///     name says so.
  init(of cells: [[UInt8]], named name: String) {
    guard let first = cells.first else {
      self = .none("")
      return
    }
    let name = name.lowercased()
    if cells.count(where: TimestampDetection.isInteger) * 2 > cells.count {
      self = TimestampDetection.integers(cells, named: name)
    } else if let pattern = TimestampDetection.epoch(cells, named: name)
      ?? TimestampDetection.fractionalYears(cells)
    {
      self = .pattern(pattern)
    } else {
      self = TimestampDetection.written(cells, named: name)
    }
    if case .pattern(let pattern) = self, TimestampDetection.crossesCentury(cells, by: pattern) {
      self = .unclearCentury(String(decoding: first, as: UTF8.self))
    }
  }

  /// Times that are written in parts.
  private static func written(_ cells: [[UInt8]], named name: String) -> TimestampDetection {
    var shapes: [TimestampShape: Int] = [:]
    let readings = cells.map(TimestampShape.of)
    for reading in readings {
      if let shape = reading?.shape { shapes[shape, default: 0] += 1 }
    }
    let seen = readings.compactMap { $0?.shape }
    // The first of the most frequent ones, so that the answer does not hang on a dictionary's order.
    let most = shapes.values.max() ?? 0
    guard let frequent = seen.first(where: { shapes[$0] == most }) else {
      return .none(text(cells[0]))
    }
    // May is a short name and a long one: one longer name makes all of them long.
    let long = frequent.withLongNames
    let shape = shapes[long] == nil ? frequent : long
    var own: [Reading] = []
    for (cell, reading) in zip(cells, readings) {
      guard let reading, reading.shape == shape || reading.shape == frequent else { continue }
      own.append((cell, reading.numbers))
    }
    guard own.count * 2 > cells.count, !looksLikeIntervals(own) else {
      let odd = zip(cells, readings).first { $1 == nil }?.0
      return .none(text(odd ?? cells[0]))
    }
    if shape.isDayOrMonthFirst { return dates(own, shape) }
    return periods(own, shape, named: name)
  }

  static func text(_ cell: [UInt8]) -> String { String(decoding: cell, as: UTF8.self) }

  /// Offsets from UTC that a file has at most: two of summer and winter, and two more of another rule.
  private static let mostOffsets = 4

  /// Whether what follows the clock is the end of an interval, such as `08:00-09:00`, and no offset.
  private static func looksLikeIntervals(_ own: [Reading]) -> Bool {
    Set(own.compactMap(\.numbers.offset)).count > mostOffsets
  }
}
