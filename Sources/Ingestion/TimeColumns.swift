import ForecastSeries

/// Where the time of a row stands: in one column, or in several that are read as one text.
struct TimeColumns: Sendable, Equatable {
  /// One column of it.
  struct Part: Sendable, Equatable {
    let column: Int
    /// What is put in front of its cells.
    var mark = ""
    /// How many digits its numbers get, with zeros in front; 0 leaves them.
    var width = 0
    /// How many bytes of its cells are passed over.
    var skipped = 0
  }

  let parts: [Part]
  /// What the output calls the column of times.
  let name: String
  /// How the text is written; nil where the column's cells say it.
  let pattern: String?

  /// A single column.
  init(_ column: Int, named name: String) {
    parts = [Part(column: column)]
    self.name = name
    pattern = nil
  }

  /// A column of days and those of their clock.
  init(day: ColumnProfile, _ dayColumn: Int, writtenAs dayPattern: String, clock: Clock) {
    parts = [Part(column: dayColumn)] + clock.parts
    name = ([day.name] + clock.names).joined(separator: " ")
    pattern = dayPattern + " " + clock.pattern
  }

  /// A year and what divides it, each in a column of its own; nil where a column does not hold its unit.
  ///
  /// - Parameters:
  ///   - columns: the columns of the units, the year first.
  ///   - profiles: what they hold, in the same order.
  ///   - units: what they stand for, in the same order.
  init?(_ columns: [Int], of profiles: [ColumnProfile], units: [Unit]) {
    let spellings = zip(units, profiles).compactMap { $0.spelling(of: $1) }
    guard spellings.count == columns.count else { return nil }
    parts = zip(columns, spellings).map {
      Part(column: $0, mark: $1.mark, width: $1.width, skipped: $1.skipped)
    }
    name = "time"
    pattern = spellings.map(\.letters).joined()
  }

  var first: Int { parts[0].column }
  var isSingle: Bool { parts.count == 1 }

  /// The columns that spread a time, from the year down without a gap; nil where there is no such row of
  /// them.
  init?(spreadOver profiles: [ColumnProfile]) {
    func column(of unit: Unit) -> Int? {
      profiles.firstIndex { unit.names.contains($0.key) && unit.spelling(of: $0) != nil }
        ?? profiles.firstIndex { unit.isSpelledOut(in: $0) }
    }
    guard let year = column(of: .year), profiles[year].isNumber else { return nil }
    var (columns, units) = ([year], [Unit.year])
    while let last = units.last,
      let found = last.next.lazy.compactMap({ unit in column(of: unit).map { (unit, $0) } }).first
    {
      units.append(found.0)
      columns.append(found.1)
    }
    guard units.count > 1 else { return nil }
    self.init(columns, of: columns.map { profiles[$0] }, units: units)
  }

  /// How a column writes the time of day, `HH:mm:ss` or `HH.mm.ss`; nil where it does not.
  static func clockPattern(of cells: [[UInt8]]) -> String? {
    guard !cells.isEmpty else { return nil }
    var shapes: [String: Int] = [:]
    for cell in cells {
      var scan = TimestampScan([0x20] + cell)
      // An hour alone is a number, too.
      guard scan.takeClock(), scan.elements.contains(.minute) || scan.elements.contains(.halfOfDay)
      else { continue }
      let shape = TimestampShape(elements: Array(scan.elements.dropFirst()))
      shapes[shape.pattern(isPadded: scan.numbers.isPadded), default: 0] += 1
    }
    guard let most = shapes.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
      shapes.values.reduce(0, +) * 2 > cells.count
    else { return nil }
    // 01.02.24 is a day before it is a clock.
    if most.key.contains(".") {
      switch TimestampDetection(of: cells, named: "") {
      case .pattern, .ambiguous, .unclearCentury: return nil
      case .integer, .none: break
      }
    }
    // One narrow hour makes all of them narrow.
    return shapes.keys.first { $0 == most.key.replacingFirst("HH", with: "H") } ?? most.key
  }

  /// The text of a row's time, put together from its columns.
  func text(of record: CSVRecord) -> [UInt8] {
    var text: [UInt8] = []
    for part in parts {
      let range = record.trimmedRange(of: part.column).dropFirst(part.skipped)
      text.append(contentsOf: part.mark.utf8)
      let zeros = part.width - range.count
      if zeros > 0, !range.isEmpty {
        text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: zeros))
      }
      text.append(contentsOf: record.bytes[range])
    }
    return text
  }
}

extension String {
  /// The text with the first occurrence of a part replaced.
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    guard hasPrefix(part) else { return self }
    return other + dropFirst(part.count)
  }
}
