public import ForecastSeries

/// A file that was read: its series, and what was found out about it.
public struct PanelReading: Sendable {
  /// The series, in the order in which their ids first appear.
  public let panel: Panel
  /// How the columns are called and how times are written.
  public let schema: PanelSchema
  /// How the file is written.
  public let dialect: Dialect
  /// The names of all columns of the file, in its order.
  public let columnNames: [String]
  /// What was detected, left out or mended, one line each.
  public let notes: [String]
  /// What the user should look at, one line each.
  public internal(set) var warnings: [String]
  /// The faults of the lines that were left out, at most 1,000 (`--bad-rows skip`).
  public internal(set) var rejected: [IngestionError] = []
  /// Whether only the last rows of the file were read.
  public internal(set) var isOfEnd = false
  /// The rows of the file that were read, without the header.
  public let rowCount: Int
  /// The step in words: `monthly (month start)`.
  public let stepWords: String
  /// The earliest and the latest time with a value, as the file writes them.
  public let span: String
  /// The options that read the same columns of another file in the same way.
  public let resolvedOptions: ReadingOptions
  /// What each series had, in the order of `panel`.
  public let counts: [SeriesCounts]

  /// What was counted in one series.
  public struct SeriesCounts: Sendable, Hashable {
    /// The series' id.
    public let identifier: String
    /// Its rows, those left out at its ends too.
    public let rowCount: Int
    /// Its rows without a value, those left out at its ends apart.
    public let missingCount: Int
    /// Its times that have no row.
    public let gapCount: Int
    /// Its rows without a value before the first one that has one.
    public let leadingCount: Int
    /// Its rows without a value after the last one that has one.
    public let trailingCount: Int
  }

  /// The same reading, with the faults of the lines that were left out.
  func telling(_ faults: FaultLog) -> PanelReading {
    var reading = self
    reading.rejected = faults.faults
    if let first = faults.faults.first {
      let lines = faults.lineCount
      reading.warnings.append("\(lines == 1 ? "1 line" : "\(lines) lines") left out: \(first)")
    }
    return reading
  }

  /// One line for a person: `3 series, 432 rows, monthly (month start), 1949-01 … 1960-12; …`.
  public var summary: String {
    let rows = rowCount == 1 ? "1 row" : "\(rowCount) rows"
    let columns = [
      schema.targetColumn.map { "target \(QuotedCell.quoting($0))" },
      schema.timeColumn.map { "time \(QuotedCell.quoting($0))" },
      schema.targetColumn == nil
        ? nil : schema.identifierColumn.map { "id \(QuotedCell.quoting($0))" },
      schema.targetColumn == nil ? "each numeric column is a series" : nil,
    ]
    return "\(panel.count) series, \(rows), \(stepWords), \(span); "
      + columns.compactMap { $0 }.joined(separator: ", ")
  }
}
