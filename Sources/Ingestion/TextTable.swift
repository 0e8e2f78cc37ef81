import ForecastStorage

/// A CSV file of the program's own: comma, quotes, a header, read row by row by column name.
///
/// Data of users go through ``PanelReader``, which finds out how they are written. This is for files whose
/// form is known, such as the record of a job, with the same strict parser and the same limits.
public struct TextTable: Sendable {
  /// The names of the columns, in order.
  public let names: [String]
  /// The file, for messages.
  public let path: String
  private let columns: [String: Int]
  private let rows: Rows

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the file's name; it has to be a regular file.
  ///   - limit: the most bytes that it may have.
  /// - Throws: ``IngestionError`` naming the line that is no row of the table.
  public init(path: String, limit: Int) throws(IngestionError) {
    let bytes: [UInt8]
    do throws(StorageError) {
      bytes = try RegularFile.read(path: path, limit: limit)
    } catch {
      throw IngestionError(error)
    }
    try self.init(bytes: bytes, path: path)
  }

  /// Reads a file that lies in memory.
  init(bytes: [UInt8], path: String) throws(IngestionError) {
    var rows = Rows(path: path)
    var reader = CSVReader(file: path, dialect: Dialect(isMultiline: true))
    try reader.feed(bytes, into: &rows)
    try reader.finish(into: &rows)
    guard let names = rows.names else {
      throw IngestionError(.empty, "the file is empty", at: SourceLocation(file: path))
    }
    self.path = path
    self.names = names
    self.rows = rows
    columns = Dictionary(zip(names, names.indices)) { first, _ in first }
  }

  /// How many rows there are, without the header.
  public var count: Int { rows.lines.count }

  /// Where a column is; nil where there is none of this name.
  public func column(_ name: String) -> Int? { columns[name] }

  /// The text of a cell.
  public func text(_ row: Int, _ column: Int) -> String {
    String(decoding: rows.bytes[range(row, column)], as: UTF8.self)
  }

  /// The number in a cell; nil where it is empty.
  ///
  /// - Throws: ``IngestionError`` with its place where it holds anything else.
  public func number(_ row: Int, _ column: Int) throws(IngestionError) -> Double? {
    let range = range(row, column)
    if range.isEmpty { return nil }
    guard case .number(let number) = NumberParser().read(rows.bytes, range) else {
      let cell = QuotedCell.quoting(text(row, column))
      throw IngestionError(
        .value, "\(cell) is not a number (column \(QuotedCell.quoting(names[column])))",
        at: location(row, column))
    }
    return number
  }

  /// Where a cell stands in the file.
  public func location(_ row: Int, _ column: Int) -> SourceLocation {
    SourceLocation(file: path, line: rows.lines[row], column: column + 1)
  }

  private func range(_ row: Int, _ column: Int) -> Range<Int> {
    let cell = row * names.count + column
    return (cell == 0 ? 0 : rows.ends[cell - 1])..<rows.ends[cell]
  }

  /// Collects the cells, all in one buffer; the first fault ends it.
  private struct Rows: RecordSink {
    let path: String
    var names: [String]?
    var bytes: [UInt8] = []
    /// Where each cell ends, and the line of each row.
    var (ends, lines): ([Int], [Int]) = ([], [])

    init(path: String) { self.path = path }

    mutating func take(_ record: CSVRecord) throws(IngestionError) {
      guard record.count > 0 else { return }
      guard let names else {
        names = (0..<record.count).map { record.trimmedText(of: $0) }
        return
      }
      guard record.count == names.count else {
        throw IngestionError(
          .structure,
          "the line has \(record.count) field\(record.count == 1 ? "" : "s"), the header has \(names.count)",
          at: SourceLocation(file: path, line: record.line))
      }
      ends += record.ends.map { $0 + bytes.count }
      bytes += record.bytes
      lines.append(record.line)
    }

    mutating func refuse(_ fault: IngestionError) throws(IngestionError) { throw fault }
  }
}
