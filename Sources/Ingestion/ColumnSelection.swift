import ForecastSeries

/// Which columns are the id, the time and the target.
///
/// What the user says counts first, then names that are known in the field, then what the columns hold.
/// Where that leaves a choice, it is the user's: the error lists the columns and names the option.
struct ColumnSelection: Sendable {
  /// The columns that make the id, one after the other; empty where there is none.
  private(set) var identifiers: [Int] = []
  /// Where the times stand; nil where rows are only counted.
  private(set) var timeColumns: TimeColumns?
  /// The target, or in a wide file each column that is a series.
  private(set) var targets: [Int] = []
  private(set) var leftOut: [Int] = []

  /// Several times of a line where they stand side by side; each is a row then.
  private(set) var periods: PeriodColumns?
  /// The values of a row: one for each series of a wide file.
  var valueCount: Int { periods == nil ? targets.count : 1 }
  /// Whether rows have times, in columns or in the header.
  var haveTimes: Bool { timeColumns != nil || periods != nil }
  /// The first column of the times.
  var time: Int? { timeColumns?.first }

  let profiles: [ColumnProfile]
  let options: ReadingOptions
  /// Whether the columns have names of their own.
  let hasNames: Bool
  /// The line to blame: the header, or the first line.
  private let place: SourceLocation
  /// What an option would make numbers of, by column.
  private let oddCells: [Int: IngestionError]

  /// No columns at all, to look at the lines of a file only.
  init(nothingOf head: TableHead) {
    profiles = head.profiles
    options = ReadingOptions()
    oddCells = [:]
    hasNames = head.dialect.hasHeader
    place = SourceLocation(file: head.file, line: head.headLine)
  }

  init(of head: TableHead, options: ReadingOptions) throws(IngestionError) {
    profiles = head.profiles
    self.options = options
    oddCells = head.oddCells
    hasNames = head.dialect.hasHeader || options.columnNames != nil
    place = SourceLocation(file: head.file, line: head.headLine)
    if options.isWide && (options.target != nil || isNamed(options.identifier)) {
      throw IngestionError(
        .usage, "--wide takes each numeric column as a series, so it goes without --target and --id"
      )
    }
    if let found = try findHeaderTimes() {
      (periods, identifiers) = found
    } else {
      timeColumns = try findTime()
      if let time, !options.isWide, options.target == nil {
        periods = PeriodColumns(profiles, year: time)
      }
      identifiers = try findIdentifiers()
    }
    targets = try findTargets()
    for target in targets { if let doubt = head.doubts[target] { throw doubt } }
    let taken = Set(targets + identifiers + (timeColumns?.parts.map(\.column) ?? []))
    leftOut = profiles.indices.filter { !taken.contains($0) }
    try checkRoles()
  }

  func isNamed(_ column: ReadingOptions.Column) -> Bool {
    if case .named = column { true } else { false }
  }

  // MARK: Names

  /// The columns that an option names: one of that name, or several with commas between.
  func columns(named text: String, option: String) throws(IngestionError) -> [Int] {
    let parts = text.split(separator: ",").map { String($0).trimmingBlanks }
    let isOne = profiles.contains { $0.name == text || $0.key == text.lowercased() }
    guard parts.count > 1, !isOne else { return [try column(named: text, option: option)] }
    var columns: [Int] = []
    for part in parts { columns.append(try column(named: part, option: option)) }
    return columns
  }

  /// The column of that name; case counts only where two names differ in nothing else.
  func column(named name: String, option: String) throws(IngestionError) -> Int {
    var found = profiles.indices.filter { profiles[$0].name == name }
    if found.isEmpty { found = profiles.indices.filter { profiles[$0].key == name.lowercased() } }
    if found.count > 1 {
      throw schemaError(
        "\(found.count) columns are called \(QuotedCell.quoting(name)) "
          + "(fields \(found.map { String($0 + 1) }.joined(separator: " and ")))")
    }
    if let only = found.first { return only }
    let names = profiles.map(\.name)
    let nearest = ColumnNames.nearest(to: name, in: names)
    throw schemaError(
      "there is no column \(QuotedCell.quoting(name)); columns: \(ColumnNames.listing(names))",
      hint: nearest.map { "\(option) \(QuotedCell.shellWord($0))" })
  }

  /// A fault of the columns.
  ///
  /// - Parameters:
  ///   - message: what is wrong.
  ///   - hint: what to do.
  ///   - column: the column to blame.
  ///   - cell: a cell of it that the message shows, to find its line.
  /// - Returns: the fault at the cell, or else at the header.
  func schemaError(
    _ message: String, hint: String? = nil, column: Int? = nil, cell: String? = nil
  ) -> IngestionError {
    let line = column.flatMap { column in cell.flatMap { profiles[column].line(of: $0) } }
    let place = SourceLocation(
      file: place.file, line: line ?? place.line, column: column.map { $0 + 1 })
    return IngestionError(.schema, message, at: place, hint: hint)
  }

  // MARK: Target

  private func findTargets() throws(IngestionError) -> [Int] {
    if let name = options.target {
      let column = try column(named: name, option: "--target")
      guard profiles[column].kind != .time else {
        throw schemaError(
          "column \(QuotedCell.quoting(profiles[column].name)) holds times, not numbers",
          column: column)
      }
      return [column]
    }
    if let periods { return periods.columns }
    let free = profiles.indices.filter {
      $0 != time && !identifiers.contains($0) && !isPartOfTime($0)
    }
    // Side by side a column in doubt is a series with faults: left out, it would be missed by nobody.
    let numeric = free.filter {
      (profiles[$0].isNumber || options.isWide && profiles[$0].isHalfNumbers) && !isRowLabel($0)
    }
    if options.isWide {
      // A column without a name and a value is the end of a line with too many separators.
      let series = free.filter {
        profiles[$0].kind == .empty && profiles[$0].name != "column\($0 + 1)"
          || numeric.contains($0)
      }
      guard !numeric.isEmpty else { throw noTarget(free) }
      return series
    }
    for name in ColumnNames.targets {
      if let column = free.first(where: { profiles[$0].key == name }) { return [column] }
    }
    if numeric.count > 1 {
      throw schemaError(
        "several columns could be the target: "
          + ColumnNames.listing(numeric.map { profiles[$0].name }),
        hint: "--target COLUMN, or --wide if each is a series")
    }
    guard let only = numeric.first else { throw noTarget(free) }
    return [only]
  }

  /// The fault of a table without numbers, with the first cell that an option makes one of.
  ///
  /// A column that was taken for the id, because nobody named one, may be the target.
  private func noTarget(_ free: [Int]) -> IngestionError {
    let listing = "columns: \(ColumnNames.listing(profiles.map(\.name)))"
    let others = isNamed(options.identifier) ? [] : identifiers
    if let odd = (free + others).compactMap({ oddCells[$0] }).first {
      return IngestionError(
        .schema, "\(odd.message), and no column holds numbers to forecast; \(listing)",
        at: odd.location, hint: odd.hint)
    }
    let isEmpty = free.isEmpty || free.contains { profiles[$0].kind == .empty }
    return IngestionError(
      isEmpty ? .empty : .schema, "no column holds numbers to forecast; \(listing)", at: place)
  }

  /// Whether this is a table's first column that numbers its rows, without a name or with a usual one.
  private func isRowLabel(_ column: Int) -> Bool {
    guard column == 0, profiles[0].countsUp else { return false }
    if profiles[0].name == "column1" || profiles[0].key == "unnamed: 0" {
      return hasNames ? profiles.count > 1 : profiles.count > 2 && time != nil
    }
    let first = profiles[0].cells.first.flatMap { TimestampParser.integer($0, $0.indices) }
    return time != nil && (first == 0 || first == 1)
      && ColumnNames.rowLabels.contains(profiles[0].key)
  }

  // MARK: Checks

  private func checkRoles() throws(IngestionError) {
    let chosen =
      (timeColumns?.parts ?? []).map { ("--time", $0.column) } + identifiers.map { ("--id", $0) }
    for (option, column) in chosen {
      let name = profiles[column].name
      guard ColumnNames.isReserved(name) else { continue }
      throw schemaError(
        "the output has a column \(QuotedCell.quoting(name)) of its own, so \(option) cannot be it",
        hint: "rename the column in the input", column: column)
    }
    var owners: [String: Int] = [:]
    for profile in profiles { owners[profile.name, default: 0] += 1 }
    var seen: Set<Int> = []
    for (_, column) in targets.map({ ("", $0) }) + chosen {
      let name = profiles[column].name
      guard seen.insert(column).inserted else {
        throw schemaError(
          "column \(QuotedCell.quoting(name)) cannot play two parts", column: column)
      }
      if let count = owners[name], count > 1 {
        let fields = profiles.indices.filter { profiles[$0].name == name }.map { String($0 + 1) }
        throw schemaError(
          "\(count) columns are called \(QuotedCell.quoting(name)) "
            + "(fields \(fields.prefix(12).joined(separator: " and ")))")
      }
    }
  }
}
