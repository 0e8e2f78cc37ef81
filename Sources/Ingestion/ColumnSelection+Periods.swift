import ForecastSeries

/// Finds tables with one line a series, whose times stand side by side in the header.
extension ColumnSelection {
  /// The columns of such a table and those of its ids; nil for any other one.
  ///
  /// Read by its columns it would be turned round, each time a series, so a doubt is an error.
  func findHeaderTimes() throws(IngestionError) -> (periods: PeriodColumns, identifiers: [Int])? {
    guard options.time == .detected, let header = headerTimes(), let first = header.columns.first,
      !(header.form == .counted && options.target != nil)
    else { return nil }
    let lead = Array(0..<first)
    let kinds = header.columns.map { profiles[$0].kind }.filter { $0 != .empty }
    // Times of its own are those of a line, whatever the names of the other columns look like.
    guard kinds.count(where: { $0 == .number }) * 2 > kinds.count,
      !lead.contains(where: isTimeOfLine)
    else { return nil }
    var named: [Int]?
    if case .named(let name) = options.identifier {
      named = try columns(named: name, option: "--id")
    }
    if header.form == .counted, !isKey(named ?? [0]) { return nil }
    let name = QuotedCell.quoting(profiles[first].name)
    let told =
      "each line seems to be a series, its \(header.noun) side by side (from column \(name) on)"
    if options.isWide || options.target != nil {
      let option = options.isWide ? "--wide" : "--target"
      throw schemaError(
        told + ", and \(option) takes a column for one",
        hint: "leave \(option) out, or add --time none if each line is a step", column: first)
    }
    switch header.form {
    case .ambiguous(let column, let patterns):
      throw ambiguityError(profiles[column].name, patterns, column)
    case .unread(let column):
      throw schemaError(
        told, hint: "--date-format with the form of \(QuotedCell.quoting(profiles[column].name))",
        column: column)
    case .pattern, .counted: break
    }
    guard let periods = PeriodColumns(header) else { return nil }
    if let named { return (periods, named) }
    guard options.identifier == .detected else {
      return profiles.allSatisfy { $0.cells.count <= 1 } ? (periods, []) : nil
    }
    return (periods, try findNames(of: header, lead, told))
  }

  /// The columns that name the line's series, where the user does not say which.
  private func findNames(
    of header: HeaderTimes, _ lead: [Int], _ told: String
  ) throws(IngestionError) -> [Int] {
    let texts = lead.filter { profiles[$0].kind == .text }
    if let column = texts.first(where: { isPartOfYear(profiles[$0]) }) {
      throw schemaError(
        "each line seems to be a part of a year, its \(header.noun) side by side",
        hint: "turn the table: a line for each time", column: column)
    }
    let known = (ColumnNames.identifiers + ColumnNames.likelyIdentifiers).compactMap { name in
      lead.first { profiles[$0].key == name && profiles[$0].kind != .empty && isKey([$0]) }
    }
    if header.form != .counted, !texts.isEmpty || !known.isEmpty {
      return known.first.map { [$0] } ?? texts
    }
    let name = QuotedCell.shellWord(profiles[texts.first ?? lead.first ?? 0].name)
    throw schemaError(
      told, hint: "--id \(name) if so, or --time none --wide if each line is a step",
      column: header.columns.first)
  }

  /// Times in the names of the last columns, apart from those that only end each line.
  private func headerTimes() -> HeaderTimes? {
    guard hasNames else { return nil }
    let last = profiles.indices.last { profiles[$0].kind != .empty || hasName($0) } ?? 0
    return HeaderTimes(profiles[...last].map(\.name), dateFormat: options.dateFormat)
  }

  private func hasName(_ column: Int) -> Bool { profiles[column].name != "column\(column + 1)" }

  /// Whether a column holds the time of each line.
  private func isTimeOfLine(_ column: Int) -> Bool {
    profiles[column].kind == .time
      || profiles[column].isNumber && ColumnNames.times.contains(profiles[column].key)
  }

  /// Whether all cells are months or quarters.
  private func isPartOfYear(_ profile: ColumnProfile) -> Bool {
    let names = Set(TimestampPattern.monthNames.map { $0.prefix(3).lowercased() })
      .union(["mär", "mrz", "mai", "okt", "dez"])
    return profile.cells.allSatisfy { cell in
      let text = String(decoding: cell, as: UTF8.self).lowercased()
      return names.contains(String(text.prefix(3))) || ["q1", "q2", "q3", "q4"].contains(text)
    }
  }
}
