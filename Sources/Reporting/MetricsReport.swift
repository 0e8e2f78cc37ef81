public import ForecastForecasting
public import ForecastSeries

/// Error metrics as CSV: for each model a row for the whole and one a series and cutoff, and where the
/// table has them one a step ahead.
public enum MetricsReport {
  /// Writes a table.
  ///
  /// - Parameters:
  ///   - table: the figures; an undefined one becomes an empty field.
  ///   - schema: how the input calls its id column and writes its times.
  /// - Returns: the CSV with its header.
  public static func csv(_ table: MetricsTable, schema: PanelSchema) -> [UInt8] {
    var writer = CSVWriter()
    for name in ["scope", schema.identifierColumn ?? "unique_id", "cutoff", "model", "horizon"] {
      writer.field(name)
    }
    writer.field("season")
    writer.field("n")
    for name in table.metricNames { writer.field(name) }
    writer.field("left-out")
    writer.endRow()
    for row in table.rows {
      writer.field(row.scope.rawValue)
      writer.field(row.identifier)
      writer.field(row.cutoff.map { schema.timestampStyle.string(from: $0) } ?? "")
      writer.field(row.model)
      writer.field(row.horizon)
      writer.field(table.season)
      writer.field(row.count)
      for value in row.values { writer.field(value) }
      writer.field(row.leftOut.map(Double.init))
      writer.endRow()
    }
    return writer.bytes
  }
}
