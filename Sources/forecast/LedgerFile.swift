import ForecastForecasting
import ForecastIngestion
import ForecastSeries
import ForecastStorage

/// Reads the record of a job: what was forecast when, and what came.
enum LedgerFile {
  /// More cannot be: as many rows as are kept, of a few hundred bytes each.
  private static let largest = 1 << 30

  /// Opens the ledger of a job.
  ///
  /// - Parameters:
  ///   - path: the file's name; it need not be there.
  ///   - schema: how the data call their columns.
  ///   - console: told where the file is of other columns.
  /// - Returns: the ledger, and whether it takes the place of one of other columns, which then is to be
  ///   kept beside it.
  /// - Throws: `IngestionError` naming the line that is none of a ledger.
  static func open(
    _ path: String, schema: PanelSchema, console: ConsoleOptions
  ) throws -> (ledger: ForecastLedger, replacesOther: Bool) {
    do {
      return (try read(path, schema: schema), false)
    } catch let error as IngestionError where error.kind == .schema {
      console.warn(
        "\(path): is of other columns (\(error.message)): kept as \(path).prev, a new one begun")
      return (ForecastLedger(), true)
    }
  }

  /// Reads a ledger; an empty one where there is no file.
  private static func read(_ path: String, schema: PanelSchema) throws -> ForecastLedger {
    let table: TextTable
    do {
      table = try TextTable(path: path, limit: largest)
    } catch  where error.storageError?.kind == .notFound {
      return ForecastLedger()
    } catch {
      throw advised(error)
    }
    do {
      return try ledger(in: table, schema: schema)
    } catch {
      throw advised(error)
    }
  }

  private static func advised(_ error: IngestionError) -> IngestionError {
    guard error.storageError == nil else { return error }
    return IngestionError(
      error.kind, error.message, at: error.location,
      hint: error.hint ?? "is it a ledger? remove it to begin a new one")
  }

  private static func ledger(
    in table: TextTable, schema: PanelSchema
  ) throws(IngestionError) -> ForecastLedger {
    func column(_ name: String) throws(IngestionError) -> Int {
      guard let column = table.column(name) else {
        throw IngestionError(
          .schema, "there is no column '\(name)'", at: SourceLocation(file: table.path, line: 1))
      }
      return column
    }
    let identifier = try schema.identifierColumn.map(column)
    let (time, point) = (try column(schema.timeColumn ?? "step"), try column("forecast"))
    let (method, cutoff) = (try column("method"), try column("cutoff"))
    let (actual, scale, model) = (try column("actual"), try column("scale"), try column("model"))
    var levels: [(level: Double, lower: Int, upper: Int, stretch: Int)] = []
    for name in table.names where name.hasPrefix("forecast-lo-") {
      let label = name.dropFirst("forecast-lo-".count)
      guard let level = Double(label), level > 0, level < 100 else { continue }
      levels.append(
        (
          level, try column(name), try column("forecast-hi-\(label)"),
          try column("stretch-\(label)")
        ))
    }
    func number(_ row: Int, _ column: Int) throws(IngestionError) -> Double {
      guard let number = try table.number(row, column) else {
        throw IngestionError(
          .value, "the cell is empty (column '\(table.names[column])')",
          at: table.location(row, column))
      }
      return number
    }
    var issued: [IssuedForecast] = []
    var row = 0
    while row < table.count {
      func key(_ row: Int) -> [String] {
        [
          identifier.map { table.text(row, $0) } ?? "", table.text(row, cutoff),
          table.text(row, model),
        ]
      }
      let (start, own) = (row, key(row))
      var known: [(level: Double, lower: Int, upper: Int, stretch: Int)] = []
      for level in levels where try table.number(start, level.lower) != nil { known.append(level) }
      var steps: [IssuedForecast.Step] = []
      while row < table.count, key(row) == own {
        var ends: [IssuedForecast.Ends] = []
        for level in known {
          ends.append(
            .init(lower: try number(row, level.lower), upper: try number(row, level.upper)))
        }
        steps.append(
          .init(
            time: table.text(row, time), point: try number(row, point), ends: ends,
            actual: try table.number(row, actual)))
        row += 1
      }
      var stretches: [Double] = []
      for level in known { stretches.append(try number(start, level.stretch)) }
      issued.append(
        IssuedForecast(
          identifier: own[0], cutoff: own[1], model: own[2], method: table.text(start, method),
          levels: known.map(\.level), stretches: stretches, scale: try table.number(start, scale),
          steps: steps))
    }
    return ForecastLedger(issued)
  }
}
