import ForecastSeries

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
    if let pattern = TimestampDetection.fractionalYears(cells) {
      self = .pattern(pattern)
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
    guard shape.isDayOrMonthFirst else {
      let pattern = shape.pattern(isPadded: isPadded)
      // 1-01, 1-02 … are months of a first year, 1-10 and 11-20 are not.
      let isTime =
        !shape.hasCountedYears
        || cells.count >= TimestampDetection.fewestSteps
          && TimestampDetection.leaps(in: cells, by: pattern) * 10 <= cells.count
      self = isTime ? .pattern(pattern) : .none(String(decoding: first, as: UTF8.self))
      return
    }
    let different = zip(cells, readings).first {
      $1?.shape == shape && $1?.numbers.first != $1?.numbers.second
    }
    let dayIsFirst = numbers.contains { $0.first > 12 }
    let monthIsFirst = numbers.contains { $0.second > 12 }
    if dayIsFirst != monthIsFirst {
      self = .pattern(shape.pattern(isPadded: isPadded, isMonthFirst: monthIsFirst))
      return
    }
    let patterns = [false, true].map { shape.pattern(isPadded: isPadded, isMonthFirst: $0) }
    let regular = dayIsFirst ? nil : TimestampDetection.regular(patterns, for: cells)
    self =
      regular.map { .pattern($0) }
      ?? .ambiguous(String(decoding: different?.0 ?? first, as: UTF8.self))
  }

  /// The one pattern by which the rows are a step apart, where the other makes them leap.
  ///
  /// `01/02/2010`, `01/03/2010` … are the first days of months, and hardly days of January in fifteen
  /// years.
  private static func regular(_ patterns: [String], for cells: [[UInt8]]) -> String? {
    let leaps = patterns.map { TimestampDetection.leaps(in: cells, by: $0) }
    guard cells.count >= fewestSteps, let fewest = leaps.min(), let most = leaps.max(),
      fewest * 10 <= cells.count, most > 4 * fewest
    else { return nil }
    return zip(patterns, leaps).first { $1 == fewest }?.0
  }

  private static let fewestSteps = 8

  /// How many rows do not lie the most frequent step of days, or of months, behind the row before.
  private static func leaps(in cells: [[UInt8]], by pattern: String) -> Int {
    guard var parser = TimestampParser(pattern: pattern) else { return cells.count }
    let dates = cells.compactMap { cell in
      parser.read(cell, cell.indices).map { Timestamp(seconds: $0).date }
    }
    guard dates.count == cells.count else { return cells.count }
    let pairs = Array(zip(dates, dates.dropFirst()))
    let days = pairs.map { $1.daysSinceEpoch - $0.daysSinceEpoch }
    let months = pairs.compactMap { before, after in
      before.day == after.day
        ? (after.year - before.year) * 12 + after.month - before.month : nil
    }
    let most = [days, months].map { steps in
      Dictionary(steps.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.key != 0 }.values.max()
        ?? 0
    }
    return pairs.count - (most.max() ?? 0)
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
    if couldBeYears, yearNames.contains(name) || name.hasSuffix("year") { return .pattern("yyyy") }
    return epoch(cells, numbers, named: name) ?? .integer
  }

  /// Seconds or milliseconds since 1970, told by their digits and the column's name.
  private static func epoch(
    _ cells: [[UInt8]], _ numbers: [Int], named name: String
  ) -> TimestampDetection? {
    guard epochNames.contains(name) || name.contains("epoch") || name.contains("unix") else {
      return nil
    }
    if cells.allSatisfy({ $0.count == 10 }) { return .pattern("epoch") }
    let areMilliseconds =
      cells.allSatisfy { $0.count == 13 } && numbers.allSatisfy { $0.isMultiple(of: 1_000) }
    return areMilliseconds ? .pattern("epoch-ms") : nil
  }

  /// Years with the same fraction in each row, such as the `1700.5` of a yearly mean.
  private static func fractionalYears(_ cells: [[UInt8]]) -> String? {
    guard let first = cells.first, first.count > 5, first[4] == UInt8(ascii: ".") else {
      return nil
    }
    let fraction = first.dropFirst(4)
    let years = cells.compactMap { cell -> Int? in
      guard cell.count == first.count, cell.dropFirst(4) == fraction else { return nil }
      return TimestampParser.integer(cell, 0..<4)
    }
    let isRising = zip(years, years.dropFirst()).allSatisfy { $0 < $1 }
    guard years.count == cells.count, isRising, years.count >= fewestSteps else { return nil }
    return TimestampPattern("yyyy" + String(decoding: fraction, as: UTF8.self))?.text
  }

  private static let yearNames: Set<String> = [
    "year", "years", "yr", "yyyy", "date", "jahr", "année", "annee", "año", "ano", "anno",
  ]
  private static let epochNames: Set<String> = [
    "timestamp", "time", "ts", "ds", "date", "datetime", "time_ms", "ms",
  ]
  private static let calendarNames: Set<String> = [
    "date", "ds", "day", "timestamp", "time", "yyyymmdd", "datum", "fecha", "data",
  ]
}
