import ForecastIngestion

/// What a made file should read as, by the plain parser: series on their grids, or the first fault.
struct ExpectedTable {
  struct Series {
    let identifier: [UInt8]
    /// The time of the first value.
    let start: Int
    /// The values, NaN where there is none; both ends are values.
    let values: [Double]
  }

  private(set) var series: [Series] = []
  /// The lines with faults, in their order.
  private(set) var faultyLines: [Int] = []
  /// Whether a time comes twice in a series where that is an error.
  private(set) var hasDuplicates = false

  /// Whether a damaged time leaves its series without a grid; what is said of that is not compared.
  private(set) var isIrregular = false

  /// Whether a damaged cell is a number in another dress, which only its column decides: `6 185.6`, `64,410.9`, `38-`;
  /// or blanks follow a closing quote, which may be a habit of the file.
  private(set) var isDoubtful = false

  private typealias Row = (time: Int, values: [Double])

  /// Where the columns stand that the reader is told of.
  private struct Columns {
    let identifier: Int?
    let time: Int?
    let targets: [Int]

    init(_ names: [[UInt8]], targets: [String]) {
      func place(_ name: String) -> Int? { names.firstIndex { $0.elementsEqual(name.utf8) } }
      (identifier, time) = (place("unique_id"), place("ds"))
      self.targets = targets.compactMap(place)
    }
  }

  init(_ file: MadeFile) {
    let parser = PlainParser(separator: file.separator, isMultiline: file.isMultiline)
    var records = parser.records(of: file.bytes)[...]
    guard case .row(_, let names)? = records.popFirst() else { return }
    isDoubtful = parser.hasBlankBehindQuote(file.bytes)
    while let last = records.last, last.isEmpty { records.removeLast() }
    let columns = Columns(names, targets: file.targets)
    var order: [[UInt8]] = []
    var rows: [[UInt8]: [Row]] = [:]
    var blank: Int?
    for record in records {
      if case .blank(let line) = record {
        blank = blank ?? line
        continue
      }
      // A fault of the text itself says nothing of the blank line above it.
      if case .fault(let line) = record {
        faultyLines.append(line)
        continue
      }
      if let line = blank { faultyLines.append(line) }
      blank = nil
      guard case .row(let line, let fields) = record else { continue }
      if fields.contains(where: PlainParser.isDressed) { isDoubtful = true }
      guard fields.count == names.count, let row = takeRow(fields, columns, file, &order) else {
        faultyLines.append(line)
        continue
      }
      rows[row.identifier, default: []].append(row.row)
    }
    for identifier in order { addSeries(identifier, rows[identifier] ?? [], file) }
    guard file.isWide else { return }
    series.sort {
      (names.firstIndex(of: $0.identifier) ?? 0) < (names.firstIndex(of: $1.identifier) ?? 0)
    }
  }

  private func takeRow(
    _ fields: [[UInt8]], _ columns: Columns, _ file: MadeFile, _ order: inout [[UInt8]]
  ) -> (identifier: [UInt8], row: Row)? {
    var identifier: [UInt8] = []
    if let text = columns.identifier.map({ fields[$0] }) {
      guard !text.isEmpty, String(validating: text, as: UTF8.self) != nil else { return nil }
      identifier = text
    }
    if !order.contains(identifier) { order.append(identifier) }
    guard let time = columns.time.flatMap({ PlainParser.time(fields[$0], file.timeForm) }) else {
      return nil
    }
    var values: [Double] = []
    for column in columns.targets {
      guard let value = PlainParser.value(fields[column]) else { return nil }
      values.append(value)
    }
    return (identifier, (time, values))
  }

  /// Lays rows on their grid, one series for each target.
  private mutating func addSeries(_ identifier: [UInt8], _ rows: [Row], _ file: MadeFile) {
    let times = rows.map(\.time)
    guard let earliest = times.min(), let latest = times.max() else { return }
    guard latest - earliest < 20 * file.step * rows.count,
      times.allSatisfy({ ($0 - earliest) % file.step == 0 })
    else {
      isIrregular = true
      return
    }
    var cells: [Int: [[Double]]] = [:]
    for row in rows { cells[row.time, default: []].append(row.values) }
    for (place, target) in file.targets.enumerated() {
      var values: [Int: Double] = [:]
      for (time, several) in cells {
        hasDuplicates = hasDuplicates || several.count > 1
        let present = several.map { $0[place] }.filter { !$0.isNaN }
        let value: Double =
          switch file.duplicates {
          case .first, .error: several[0][place]
          case .last: several[several.count - 1][place]
          case .mean where several.count == 1: several[0][place]
          case .mean: present.isEmpty ? .nan : present.reduce(0, +) / Double(present.count)
          }
        if !value.isNaN { values[time] = value }
      }
      guard let first = values.keys.min(), let last = values.keys.max() else { continue }
      series.append(
        Series(
          identifier: file.isWide ? Array(target.utf8) : identifier, start: first,
          values: stride(from: first, through: last, by: file.step).map { values[$0] ?? .nan }))
    }
  }
}
