/// Finds the columns that tell series apart.
extension ColumnSelection {
  func findIdentifiers() throws(IngestionError) -> [Int] {
    switch options.identifier {
    case .absent, .file: return []
    case .named(let name): return try columns(named: name, option: "--id")
    case .detected: break
    }
    if options.isWide { return [] }
    let free = profiles.indices.filter { $0 != time && profiles[$0].name != options.target }
    for name in ColumnNames.identifiers {
      if let column = free.first(where: { profiles[$0].key == name }) { return [column] }
    }
    for name in ColumnNames.likelyIdentifiers {
      if let column = free.first(where: { profiles[$0].key == name && profiles[$0].hasRepeats }) {
        return [column]
      }
    }
    let texts = free.filter { profiles[$0].kind == .text && profiles[$0].hasRepeats }
    if timeColumns == nil { return try findWithoutTimes(texts) }
    guard hasRepeatedTimes else {
      try checkDescribes(texts)
      return []
    }
    guard texts.count > 1 else { return texts }
    // Together they tell the rows of a time apart, and no one of them does.
    let sufficient = texts.filter { isKey([$0] + timeParts) }
    if sufficient.count == 1 { return sufficient }
    guard sufficient.isEmpty, isKey(texts + timeParts) else {
      throw schemaError(
        "several columns could be the id of the series: "
          + ColumnNames.listing(texts.map { profiles[$0].name }),
        hint: "--id COLUMN, or --id COLUMN,COLUMN where they make it together")
    }
    return texts
  }

  /// Refuses texts that are called like what has a series, where no time comes twice: the rows of several
  /// series may follow one another, or lie between each other.
  private func checkDescribes(_ texts: [Int]) throws(IngestionError) {
    let owners = texts.filter { column in
      let different = Set(profiles[column].cells).count
      return ColumnNames.owners.contains(profiles[column].key) && different > 1
        && different * 2 <= profiles[column].cells.count
    }
    guard let first = owners.first else { return }
    let names = owners.map { profiles[$0].name }
    throw schemaError(
      "\(ColumnNames.listing(names)) may tell series apart, or only describe the rows of one: no time comes "
        + "twice",
      hint:
        "--id \(QuotedCell.shellWord(names.joined(separator: ","))), or --id none if all rows are one "
        + "series", column: owners.count == 1 ? first : nil)
  }

  /// The id of rows that have no times: a text that stands in blocks, as the rows of a series do.
  ///
  /// Texts that come and go may be the id of mixed rows, or say something of the rows of one series.
  private func findWithoutTimes(_ texts: [Int]) throws(IngestionError) -> [Int] {
    let often = texts.filter { column in
      var counts: [[UInt8]: Int] = [:]
      for cell in profiles[column].cells { counts[cell, default: 0] += 1 }
      // A clock reading comes every day.
      return TimeColumns.clockPattern(of: profiles[column].cells) == nil && counts.count > 1
        && counts.values.allSatisfy { $0 > 1 }
        && counts.count * 2 < profiles[column].cells.count
    }
    guard let first = often.first else { return [] }
    if often.count == 1, profiles[first].isInBlocks { return often }
    let names = often.map { profiles[$0].name }
    let isOne = names.count == 1
    throw schemaError(
      "\(ColumnNames.listing(names)) may tell series apart, or only describe the rows of one: there is "
        + "no column of times",
      hint:
        "--id \(QuotedCell.shellWord(names.joined(separator: ","))) if \(isOne ? "it does" : "they do"), "
        + "--id none if all rows are one series", column: isOne ? first : nil)
  }

  /// Columns that tell the rows of each time apart together with those that make the id; nil where none
  /// is seen to.
  ///
  /// - Returns: the columns of the id and the one that is missing.
  func identifiersWithoutRepeats() -> [Int]? {
    guard !options.isWide, !isKey(identifiers + timeParts) else { return nil }
    let free = profiles.indices.filter {
      !identifiers.contains($0) && !targets.contains($0) && !isPartOfTime($0)
        && !profiles[$0].name.contains(",") && profiles[$0].isLikeIdentifier
    }
    let texts = free.filter { profiles[$0].kind == .text }
    let found = (texts + free).first { isKey(identifiers + [$0] + timeParts) }
    return found.map { identifiers + [$0] }
  }

  /// Whether a time comes twice among the first rows, so that there must be several series.
  private var hasRepeatedTimes: Bool {
    guard let timeColumns else { return false }
    if timeColumns.isSingle { return profiles[timeColumns.first].hasRepeats }
    let counts = Set(timeColumns.parts.map { profiles[$0.column].cells.count })
    return counts.count == 1 && !isKey(timeParts)
  }

  private var timeParts: [Int] { timeColumns?.parts.map(\.column) ?? [] }

  /// Whether no two of the first rows have the same cells in these columns.
  func isKey(_ columns: [Int]) -> Bool {
    let counts = Set(columns.map { profiles[$0].cells.count })
    // Where cells are missing they do not stand side by side.
    guard counts.count == 1, let count = counts.first else { return false }
    var seen: Set<[[UInt8]]> = []
    return (0..<count).allSatisfy { row in
      seen.insert(columns.map { profiles[$0].cells[row] }).inserted
    }
  }
}
