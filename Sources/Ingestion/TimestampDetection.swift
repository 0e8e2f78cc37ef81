/// What the first cells of a column say about its times.
enum TimestampDetection: Sendable, Equatable {
  /// All written in this pattern, apart from cells that are faulty.
  case pattern(String)
  /// Integers, and nothing says that they are dates.
  case integer
  /// Day and month cannot be told apart; the cell is an example.
  case ambiguous(String)
  /// No times; the cell is an example.
  case none(String)

  /// Looks at the cells of a column.
  ///
  /// - Parameters:
  ///   - cells: the first cells, trimmed, without missing ones.
  ///   - name: the column's name; a column of integers is taken for years or compact dates only where
  ///     its name says so.
  init(of cells: [[UInt8]], named name: String) {
    guard let first = cells.first else {
      self = .none("")
      return
    }
    if cells.count(where: { TimestampParser.integer($0, 0..<$0.count) != nil }) * 2 > cells.count {
      self = TimestampDetection.integers(cells, named: name.lowercased())
      return
    }
    var shapes: [TimestampShape: Int] = [:]
    let readings = cells.map(TimestampShape.of)
    for reading in readings {
      if let shape = reading?.shape { shapes[shape, default: 0] += 1 }
    }
    let seen = readings.compactMap { $0?.shape }
    // The first of the most frequent ones, so that the answer does not hang on a dictionary's order.
    let most = shapes.values.max() ?? 0
    guard most * 2 > cells.count, let shape = seen.first(where: { shapes[$0] == most }) else {
      self = .none(String(decoding: first, as: UTF8.self))
      return
    }
    let numbers = readings.compactMap { $0?.shape == shape ? $0?.numbers : nil }
    let isPadded = numbers.allSatisfy(\.isPadded)
    guard shape.order == .dayMonth else {
      self = .pattern(shape.pattern(isPadded: isPadded))
      return
    }
    let different = zip(cells, readings).first {
      $1?.shape == shape && $1?.numbers.first != $1?.numbers.second
    }
    let dayIsFirst = numbers.contains { $0.first > 12 }
    let monthIsFirst = numbers.contains { $0.second > 12 }
    self =
      dayIsFirst != monthIsFirst
      ? .pattern(shape.pattern(isPadded: isPadded, isMonthFirst: monthIsFirst))
      : .ambiguous(String(decoding: different?.0 ?? first, as: UTF8.self))
  }

  private static func integers(_ cells: [[UInt8]], named name: String) -> TimestampDetection {
    let numbers = cells.compactMap { TimestampParser.integer($0, 0..<$0.count) }
    let areLong = cells.allSatisfy { $0.count == 8 }
    if areLong, calendarNames.contains(name),
      numbers.allSatisfy({ (1_000_01_01...2999_12_31).contains($0) })
    {
      return .pattern("yyyyMMdd")
    }
    let couldBeYears =
      cells.allSatisfy { $0.count == 4 } && numbers.allSatisfy { (1_000...2_999).contains($0) }
    return couldBeYears && (yearNames.contains(name) || name.hasSuffix("year"))
      ? .pattern("yyyy") : .integer
  }

  private static let yearNames: Set<String> = [
    "year", "years", "yr", "yyyy", "date", "jahr", "année", "annee", "año", "ano", "anno",
  ]
  private static let calendarNames: Set<String> = [
    "date", "ds", "day", "timestamp", "time", "yyyymmdd", "datum", "fecha", "data",
  ]
}
