import ForecastSeries

/// Which columns are the id, the time and the target.
///
/// What the user says counts first, then names that are known in the field, then what the columns hold.
/// Where that leaves a choice, it is the user's: the error lists the columns and names the option.
struct ColumnSelection: Sendable {
  private(set) var identifier: Int?
  private(set) var time: Int?
  /// The target, or in a wide file each column that is a series.
  private(set) var targets: [Int] = []
  private(set) var leftOut: [Int] = []

  private let profiles: [ColumnProfile]
  private let options: ReadingOptions
  /// The line to blame: the header, or the first line.
  private let place: SourceLocation

  /// No columns at all, to look at the lines of a file only.
  init(nothingOf head: TableHead) {
    profiles = head.profiles
    options = ReadingOptions()
    place = SourceLocation(file: head.file, line: 1)
  }

  init(of head: TableHead, options: ReadingOptions) throws(IngestionError) {
    profiles = head.profiles
    self.options = options
    place = SourceLocation(file: head.file, line: 1)
    if options.isWide && (options.target != nil || isNamed(options.identifier)) {
      throw IngestionError(
        .usage, "--wide takes each numeric column as a series, so it goes without --target and --id"
      )
    }
    time = try findTime()
    identifier = try findIdentifier()
    targets = try findTargets()
    let taken = Set(targets + [time, identifier].compactMap { $0 })
    leftOut = profiles.indices.filter { !taken.contains($0) }
    try checkRoles()
  }

  private func isNamed(_ column: ReadingOptions.Column) -> Bool {
    if case .named = column { true } else { false }
  }

  // MARK: Names

  /// The column of that name; case counts only where two names differ in nothing else.
  private func column(named name: String, option: String) throws(IngestionError) -> Int {
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

  private func schemaError(_ message: String, hint: String? = nil, column: Int? = nil)
    -> IngestionError
  {
    let place = SourceLocation(file: place.file, line: place.line, column: column.map { $0 + 1 })
    return IngestionError(.schema, message, at: place, hint: hint)
  }

  // MARK: Time

  private func findTime() throws(IngestionError) -> Int? {
    switch options.time {
    case .absent: return nil
    case .named(let name):
      let column = try column(named: name, option: "--time")
      try checkIsTime(column)
      return column
    case .detected: break
    }
    if let column = try findStamps() { return column }
    func first(of names: [String], where fits: (ColumnProfile) -> Bool) -> Int? {
      names.compactMap { name in
        profiles.firstIndex { $0.key == name && !isNamedElsewhere($0.name) && fits($0) }
      }.first
    }
    let known =
      first(of: ColumnNames.times) { $0.kind != .empty }
      ?? first(of: ColumnNames.likelyTimes) { $0.mostlyCounts }
    let parts = profiles.filter { ColumnNames.parts.contains($0.key) && $0.isNumber }
    if parts.count > 1 {
      throw schemaError(
        "the time stands in several columns (\(ColumnNames.listing(parts.map(\.name)))), "
          + "which is not read",
        hint: "write it in one column such as 2024-01-31 13:00, or --time none to count the rows")
    }
    if let known { try checkIsTime(known) }
    return known
  }

  /// Whether an option gives the column another part.
  private func isNamedElsewhere(_ name: String) -> Bool {
    name == options.target || options.identifier == .named(name)
  }

  /// The column that holds written times: a clock before a day, a known name before others.
  private func findStamps() throws(IngestionError) -> Int? {
    let stamps = profiles.indices.filter {
      profiles[$0].kind == .time && !isNamedElsewhere(profiles[$0].name)
    }
    func rank(_ column: Int) -> (Int, Int) {
      let name = ColumnNames.times.firstIndex(of: profiles[column].key) ?? ColumnNames.times.count
      guard case .pattern(let pattern) = profiles[column].detection else { return (1, name) }
      return (pattern.contains("m") ? 0 : 1, name)
    }
    guard let best = stamps.min(by: { rank($0) < rank($1) }) else { return nil }
    let equals = stamps.filter { rank($0) == rank(best) }
    if equals.count > 1 {
      throw schemaError(
        "several columns hold times: \(ColumnNames.listing(equals.map { profiles[$0].name }))",
        hint: "--time COLUMN")
    }
    try checkIsTime(best)
    return best
  }

  private func checkIsTime(_ column: Int) throws(IngestionError) {
    let profile = profiles[column]
    guard options.dateFormat == nil else { return }
    switch profile.detection {
    case .pattern, .integer: return
    case .ambiguous(let cell): throw ambiguityError(cell, column)
    case .none(let cell):
      let what = cell.isEmpty ? "it has no value" : "\(QuotedCell.quoting(cell)) is not a time"
      throw schemaError(
        "column \(QuotedCell.quoting(profile.name)) should hold the times, but \(what) that is read",
        hint: "--date-format, --time with another column, or --time none to count the rows",
        column: column)
    }
  }

  private func ambiguityError(_ cell: String, _ column: Int) -> IngestionError {
    let bytes = Array(cell.utf8)
    let orders = [false, true].compactMap { isMonthFirst in
      TimestampShape.of(bytes)?.shape.pattern(isPadded: true, isMonthFirst: isMonthFirst)
    }
    let readings = [false, true].compactMap { isMonthFirst -> String? in
      let pattern = TimestampShape.of(bytes)?.shape.pattern(
        isPadded: false, isMonthFirst: isMonthFirst)
      var parser = pattern.flatMap { TimestampParser(pattern: $0) }
      return parser?.read(bytes, 0..<bytes.count).map {
        TimestampStyle.date.string(from: Timestamp(seconds: $0))
      }
    }
    let quoted = QuotedCell.quoting(cell)
    let name = QuotedCell.quoting(profiles[column].name)
    return schemaError(
      readings.count == 2
        ? "\(quoted) can be \(readings[0]) or \(readings[1]) (column \(name))"
        : "some times have the day first, others the month (column \(name))",
      hint: orders.map { "--date-format \(QuotedCell.shellWord($0))" }.joined(separator: " or "),
      column: column)
  }

  // MARK: Id

  private func findIdentifier() throws(IngestionError) -> Int? {
    switch options.identifier {
    case .absent: return nil
    case .named(let name): return try column(named: name, option: "--id")
    case .detected: break
    }
    if options.isWide { return nil }
    let free = profiles.indices.filter { $0 != time && profiles[$0].name != options.target }
    for name in ColumnNames.identifiers {
      if let column = free.first(where: { profiles[$0].key == name }) { return column }
    }
    for name in ColumnNames.likelyIdentifiers {
      if let column = free.first(where: { profiles[$0].key == name && profiles[$0].hasRepeats }) {
        return column
      }
    }
    let texts = free.filter { profiles[$0].kind == .text && profiles[$0].hasRepeats }
    guard let time, profiles[time].hasRepeats else { return nil }
    if texts.count > 1 {
      throw schemaError(
        "several columns could be the id of the series: "
          + ColumnNames.listing(texts.map { profiles[$0].name }),
        hint: "--id COLUMN")
    }
    return texts.first
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
    let free = profiles.indices.filter { $0 != time && $0 != identifier }
    let numeric = free.filter { profiles[$0].isNumber && !isRowLabel($0) }
    if options.isWide {
      let series = free.filter {
        profiles[$0].kind == .empty || profiles[$0].isNumber && !isRowLabel($0)
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

  private func noTarget(_ free: [Int]) -> IngestionError {
    let names = profiles.map(\.name)
    let isEmpty = free.isEmpty || free.contains { profiles[$0].kind == .empty }
    return IngestionError(
      isEmpty ? .empty : .schema,
      "no column holds numbers to forecast; columns: \(ColumnNames.listing(names))", at: place)
  }

  /// Whether this is a table's unnamed first column that numbers its rows.
  private func isRowLabel(_ column: Int) -> Bool {
    column == 0 && (profiles[0].name == "column1" || profiles[0].key == "unnamed: 0")
      && profiles.count > 2 && time != nil && profiles[0].countsUp
  }

  // MARK: Checks

  private func checkRoles() throws(IngestionError) {
    let chosen = [("--time", time), ("--id", identifier)]
    for (option, column) in chosen {
      guard let column else { continue }
      let name = profiles[column].name
      guard ColumnNames.isReserved(name) else { continue }
      throw schemaError(
        "the output has a column \(QuotedCell.quoting(name)) of its own, so \(option) cannot be it",
        hint: "rename the column in the input", column: column)
    }
    var owners: [String: Int] = [:]
    for profile in profiles { owners[profile.name, default: 0] += 1 }
    var seen: Set<Int> = []
    for column in targets + [time, identifier].compactMap({ $0 }) {
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
