public import ForecastForecasting
public import ForecastSeries

/// Forecasts as CSV, in the input's own column names and date style.
public enum ForecastReport {
  /// Writes one row a series and step.
  ///
  /// - Parameters:
  ///   - forecasts: the forecasts, all with the same levels.
  ///   - schema: how the input calls its columns and writes its times.
  ///   - levels: the interval levels to write, in percent.
  /// - Returns: the CSV with its header.
  public static func csv(
    _ forecasts: [Forecast], schema: PanelSchema, levels: [Double]
  ) -> [UInt8] {
    var writer = CSVWriter()
    writeNames(schema: schema, levels: levels, to: &writer)
    writer.endRow()
    for forecast in forecasts {
      write(forecast, schema: schema, levels: levels, to: &writer) { _, _ in }
    }
    return writer.bytes
  }

  /// Writes the names of the columns, and does not end the row.
  static func writeNames(schema: PanelSchema, levels: [Double], to writer: inout CSVWriter) {
    if let column = schema.identifierColumn { writer.field(column) }
    writer.field(schema.timeColumn ?? "step")
    writer.field("forecast")
    for level in levels {
      let label = Metric.label(ofLevel: level)
      writer.field("forecast-lo-\(label)")
      writer.field("forecast-hi-\(label)")
    }
    writer.field("method")
    writer.field("cutoff")
  }

  /// Writes one row a step; `further` adds fields at the end of each.
  static func write(
    _ forecast: Forecast, schema: PanelSchema, levels: [Double], to writer: inout CSVWriter,
    further: (_ writer: inout CSVWriter, _ step: Int) -> Void
  ) {
    let style = schema.timestampStyle
    let intervals = levels.map { level in forecast.intervals.first { $0.level == level } }
    let cutoff = style.string(from: forecast.cutoff)
    for step in 0..<forecast.horizon {
      if schema.identifierColumn != nil { writer.field(forecast.identifier) }
      writer.field(style.string(from: forecast.axis.timestamp(at: step)))
      writer.field(forecast.point[step])
      for interval in intervals {
        writer.field(interval?.lower[step])
        writer.field(interval?.upper[step])
      }
      writer.field(forecast.method)
      writer.field(cutoff)
      further(&writer, step)
      writer.endRow()
    }
  }
}
