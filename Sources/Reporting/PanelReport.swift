public import ForecastSeries

/// The series as they were read, as CSV: what a model would see of a file.
///
/// Whoever doubts a reading can lay it beside the file, and what is written reads back as it is.
public enum PanelReport {
  /// Writes one row a series and time, in the input's own column names and date style.
  ///
  /// Each time of a series has its row, those too that the file leaves out; a missing value is an empty
  /// field. A wide file comes out long, with the columns `unique_id` and `value`.
  ///
  /// - Parameters:
  ///   - panel: the series.
  ///   - schema: how the input calls its columns and writes its times.
  /// - Returns: the CSV with its header.
  public static func csv(_ panel: Panel, schema: PanelSchema) -> [UInt8] {
    var writer = CSVWriter()
    if let column = schema.identifierColumn { writer.field(column) }
    writer.field(schema.timeColumn ?? "step")
    writer.field(schema.targetColumn ?? "value")
    writer.endRow()
    for series in panel.indices.map({ panel[$0] }) {
      for (step, value) in series.values.enumerated() {
        if schema.identifierColumn != nil { writer.field(series.identifier) }
        writer.field(schema.timestampStyle.string(from: series.axis.timestamp(at: step)))
        writer.field(value.isNaN ? nil : value)
        writer.endRow()
      }
    }
    return writer.bytes
  }
}
