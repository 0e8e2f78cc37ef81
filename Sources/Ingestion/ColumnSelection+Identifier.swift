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
    guard hasRepeatedTimes else { return [] }
    guard texts.count > 1 else { return texts }
    // Together they tell the rows of a time apart, and no one of them does.
    let sufficient = texts.filter { isKey([$0]) }
    if sufficient.count == 1 { return sufficient }
    guard sufficient.isEmpty, isKey(texts) else {
      throw schemaError(
        "several columns could be the id of the series: "
          + ColumnNames.listing(texts.map { profiles[$0].name }),
        hint: "--id COLUMN, or --id COLUMN,COLUMN where they make it together")
    }
    return texts
  }

  /// Whether a time comes twice among the first rows, so that there must be several series.
  private var hasRepeatedTimes: Bool {
    guard let timeColumns else { return false }
    if timeColumns.isSingle { return profiles[timeColumns.first].hasRepeats }
    let counts = Set(timeColumns.parts.map { profiles[$0.column].cells.count })
    return counts.count == 1 && !isKey([])
  }

  /// Whether no two of the first rows have the same time and the same cells in these columns.
  func isKey(_ columns: [Int]) -> Bool {
    let all = columns + (timeColumns?.parts.map(\.column) ?? [])
    let counts = Set(all.map { profiles[$0].cells.count })
    // Where cells are missing they do not stand side by side.
    guard counts.count == 1, let count = counts.first else { return false }
    var seen: Set<[[UInt8]]> = []
    return (0..<count).allSatisfy { row in
      seen.insert(all.map { profiles[$0].cells[row] }).inserted
    }
  }
}
