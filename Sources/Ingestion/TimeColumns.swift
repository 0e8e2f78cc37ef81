import ForecastSeries

/// Where the time of a row stands: in one column, or in several that are read as one text.
struct TimeColumns: Sendable, Equatable {
  /// One column of it.
  struct Part: Sendable, Equatable {
    let column: Int
    /// What is put in front of its cells.
    let mark: String
    /// How many digits its numbers get, with zeros in front; 0 leaves them.
    let width: Int
  }

  let parts: [Part]
  /// What the output calls the column of times.
  let name: String
  /// How the text is written; nil where the column's cells say it.
  let pattern: String?

  /// A single column.
  init(_ column: Int, named name: String) {
    parts = [Part(column: column, mark: "", width: 0)]
    self.name = name
    pattern = nil
  }

  /// A column of days and one of clock readings, or of hours.
  init(day: ColumnProfile, _ dayColumn: Int, clock: ColumnProfile, _ clockColumn: Int) {
    let dayPattern = if case .pattern(let text) = day.detection { text } else { "yyyy-MM-dd" }
    let clockPattern = TimeColumns.clockPattern(of: clock.cells)
    parts = [
      Part(column: dayColumn, mark: "", width: 0),
      Part(column: clockColumn, mark: " ", width: clockPattern == nil ? 2 : 0),
    ]
    name = day.name + " " + clock.name
    pattern = dayPattern + " " + (clockPattern ?? "HH")
  }

  /// A year and what divides it, each in a column of its own.
  ///
  /// - Parameters:
  ///   - columns: the columns of the units, the year first.
  ///   - units: what they hold, in the same order.
  init(_ columns: [Int], units: [Unit]) {
    parts = zip(columns, units).map { Part(column: $0, mark: $1.mark, width: $1.width) }
    name = "time"
    pattern = units.map(\.letters).joined()
  }

  var first: Int { parts[0].column }
  var isSingle: Bool { parts.count == 1 }

  /// What a column of a spread time holds.
  enum Unit: Int, Sendable, CaseIterable {
    case year, quarter, month, week, day, hour, minute, second

    /// The names that such columns have.
    var names: Set<String> {
      switch self {
      case .year: ["year", "yr", "yyyy", "jahr", "año", "ano", "anno"]
      case .quarter: ["quarter", "qtr"]
      case .month: ["month", "mnth", "mon", "mm", "monat", "mes"]
      case .week: ["week", "wk", "isoweek", "iso_week"]
      case .day: ["day", "dy", "dd", "dom", "tag"]
      case .hour: ["hour", "hr", "hh", "stunde", "hora"]
      case .minute: ["minute", "min"]
      case .second: ["second", "sec"]
      }
    }

    fileprivate var mark: String {
      switch self {
      case .year: ""
      case .quarter: "-Q"
      case .week: "-W"
      case .month, .day: "-"
      case .hour: " "
      case .minute, .second: ":"
      }
    }

    fileprivate var width: Int { self == .year ? 4 : self == .quarter ? 1 : 2 }

    fileprivate var letters: String {
      switch self {
      case .year: "yyyy"
      case .quarter: "-QQQ"
      case .month: "-MM"
      case .week: "-www"
      case .day: "-dd"
      case .hour: " HH"
      case .minute: ":mm"
      case .second: ":ss"
      }
    }

    /// The units that may follow, one of them.
    fileprivate var next: [Unit] {
      switch self {
      case .year: [.month, .quarter, .week]
      case .month: [.day]
      case .day: [.hour]
      case .hour: [.minute]
      case .minute: [.second]
      case .quarter, .week, .second: []
      }
    }
  }

  /// The columns that spread a time, from the year down without a gap; nil where there is no such row of
  /// them.
  init?(spreadOver profiles: [ColumnProfile]) {
    func column(of unit: Unit) -> Int? {
      profiles.firstIndex { unit.names.contains($0.key) && $0.isNumber }
    }
    guard let year = column(of: .year) else { return nil }
    var (columns, units) = ([year], [Unit.year])
    while let last = units.last,
      let found = last.next.lazy.compactMap({ unit in column(of: unit).map { (unit, $0) } }).first
    {
      units.append(found.0)
      columns.append(found.1)
    }
    guard units.count > 1 else { return nil }
    self.init(columns, units: units)
  }

  /// How a column writes the time of day, `HH:mm:ss` or `HH.mm.ss`; nil where it does not.
  static func clockPattern(of cells: [[UInt8]]) -> String? {
    guard !cells.isEmpty else { return nil }
    var shapes: [String: Int] = [:]
    for cell in cells {
      var scan = TimestampScan([0x20] + cell)
      guard scan.takeClock() else { continue }
      let shape = TimestampShape(elements: Array(scan.elements.dropFirst()))
      shapes[shape.pattern(isPadded: scan.numbers.isPadded), default: 0] += 1
    }
    guard let most = shapes.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
      shapes.values.reduce(0, +) * 2 > cells.count
    else { return nil }
    // One narrow hour makes all of them narrow.
    return shapes.keys.first { $0 == most.key.replacingFirst("HH", with: "H") } ?? most.key
  }

  /// The text of a row's time, put together from its columns.
  func text(of record: CSVRecord) -> [UInt8] {
    var text: [UInt8] = []
    for part in parts {
      let range = record.trimmedRange(of: part.column)
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
