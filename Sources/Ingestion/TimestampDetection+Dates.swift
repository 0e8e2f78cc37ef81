import ForecastSeries

/// Days in numbers: which is the day, which the month.
extension TimestampDetection {
  static func dates(_ own: [Reading], _ shape: TimestampShape) -> TimestampDetection {
    let isPadded = own.allSatisfy(\.numbers.isPadded)
    if shape.hasShortYear { return shortDates(own, shape, isPadded: isPadded) }
    let different = own.first { $0.numbers.first != $0.numbers.second }
    let dayIsFirst = own.contains { $0.numbers.first > 12 }
    let monthIsFirst = own.contains { $0.numbers.second > 12 }
    if dayIsFirst != monthIsFirst {
      return .pattern(
        shape.pattern(isPadded: isPadded, order: monthIsFirst ? .monthFirst : .dayFirst))
    }
    let patterns = [TimestampShape.DateOrder.dayFirst, .monthFirst].map {
      shape.pattern(isPadded: isPadded, order: $0)
    }
    // The first of January year by year is the same in either order, and so is what follows.
    guard let different else {
      let isYearly = own.count > 1 && Set(own.map(\.numbers.first)).count == 1
      return isYearly ? .pattern(patterns[0]) : .ambiguous(text(own[0].cell), patterns)
    }
    // Weekdays fit one order alone.
    let fits = dayIsFirst ? patterns : readable(patterns, for: own)
    if fits.count == 1 { return .pattern(fits[0]) }
    let regular = dayIsFirst ? nil : regular(patterns, for: own)
    return regular.map { .pattern($0) } ?? .ambiguous(text(different.cell), patterns)
  }

  /// Days with a year in two digits behind them, or in front where nothing else can be read.
  private static func shortDates(
    _ own: [Reading], _ shape: TimestampShape, isPadded: Bool
  ) -> TimestampDetection {
    func fitting(_ orders: [TimestampShape.DateOrder]) -> [String] {
      readable(orders.map { shape.pattern(isPadded: isPadded, order: $0) }, for: own)
    }
    // Where points part the numbers the year is hardly in front.
    let hasPoints = shape.elements.contains(.literal(UInt8(ascii: ".")))
    var patterns = fitting(
      hasPoints ? [.dayFirst, .monthFirst] : [.dayFirst, .monthFirst, .yearFirst])
    if patterns.isEmpty { patterns = fitting([.yearFirst]) }
    guard let first = patterns.first else { return .none(text(own[0].cell)) }
    if patterns.count == 1 { return .pattern(first) }
    let different = own.first { $0.numbers.first != $0.numbers.second }
    return regular(patterns, for: own).map { .pattern($0) }
      ?? .ambiguous(text((different ?? own[0]).cell), patterns)
  }

  /// The patterns by which nearly all cells are days: a few may be faulty.
  private static func readable(_ patterns: [String], for own: [Reading]) -> [String] {
    patterns.filter { pattern in
      guard var parser = TimestampParser(pattern: pattern) else { return false }
      let unread = own.count { parser.read($0.cell, $0.cell.indices) == nil }
      return unread * 10 <= own.count
    }
  }

  /// The one pattern by which the rows are a step apart, where the others make them leap.
  ///
  /// `01/02/2010`, `01/03/2010` … are the first days of months, and hardly days of January in fifteen
  /// years.
  static func regular(_ patterns: [String], for own: [Reading]) -> String? {
    let cells = own.map(\.cell)
    let leaps = patterns.map { TimestampDetection.leaps(in: cells, by: $0) }
    let ordered = leaps.sorted()
    guard cells.count >= fewestSteps, let fewest = ordered.first,
      fewest * 10 <= cells.count, ordered[1] > 4 * fewest
    else { return nil }
    return zip(patterns, leaps).first { $1 == fewest }?.0
  }

  /// How many rows do not lie the most frequent step of days, or of months, behind the row before.
  static func leaps(in cells: [[UInt8]], by pattern: String) -> Int {
    guard let dates = dates(of: cells, by: pattern) else { return cells.count }
    let pairs = Array(zip(dates, dates.dropFirst()))
    let days = pairs.map { $1.daysSinceEpoch - $0.daysSinceEpoch }
    let months = pairs.compactMap { before, after in
      before.day == after.day ? after.monthCount - before.monthCount : nil
    }
    let most = [days, months].map { steps in
      Dictionary(steps.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.key != 0 }.values.max()
        ?? 0
    }
    return pairs.count - (most.max() ?? 0)
  }

  /// The days of all cells; nil where one cannot be read.
  static func dates(of cells: [[UInt8]], by pattern: String) -> [CivilDate]? {
    guard var parser = TimestampParser(pattern: pattern) else { return nil }
    let dates = cells.compactMap { cell in
      parser.read(cell, cell.indices).map { Timestamp(seconds: $0).date }
    }
    return dates.count == cells.count ? dates : nil
  }

  /// Whether years in two digits go past the year at which a century is taken to end, so that the times
  /// would fall apart: `60` … `80` as 2060 and 1980.
  static func crossesCentury(_ cells: [[UInt8]], by pattern: String) -> Bool {
    guard TimestampPattern(pattern)?.hasShortYear == true,
      var parser = TimestampParser(pattern: pattern)
    else { return false }
    let all = cells.compactMap { cell in
      parser.read(cell, cell.indices).map { Timestamp(seconds: $0).date.year }
    }
    guard let first = all.min(), let last = all.max() else { return false }
    let years = Set(all.map { $0 % 100 }).sorted()
    let gaps = zip(years, years.dropFirst() + [years[0] + 100]).map { $1 - $0 }
    return last - first > 100 - (gaps.max() ?? 0)
  }
}
