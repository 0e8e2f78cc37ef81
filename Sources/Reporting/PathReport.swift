public import ForecastForecasting
public import ForecastSeries

/// Sample paths as CSV, one row a series, step and path.
public enum PathReport {
  /// Writes the paths in long form, path by path.
  ///
  /// - Parameters:
  ///   - samples: the paths of each series.
  ///   - schema: how the input calls its columns and writes its times.
  /// - Returns: the CSV with its header: id, time, `path` from 1, `value`.
  public static func csv(_ samples: [SamplePaths], schema: PanelSchema) -> [UInt8] {
    var writer = CSVWriter()
    if let column = schema.identifierColumn { writer.field(column) }
    writer.field(schema.timeColumn ?? "step")
    writer.field("path")
    writer.field("value")
    writer.endRow()
    let style = schema.timestampStyle
    for sample in samples {
      let horizon = sample.paths.first?.count ?? 0
      let times = (0..<horizon).map { style.string(from: sample.axis.timestamp(at: $0)) }
      for (number, path) in sample.paths.enumerated() {
        for (time, value) in zip(times, path) {
          if schema.identifierColumn != nil { writer.field(sample.identifier) }
          writer.field(time)
          writer.field(number + 1)
          writer.field(value)
          writer.endRow()
        }
      }
    }
    return writer.bytes
  }
}
