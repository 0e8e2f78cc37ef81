public import ForecastForecasting
public import ForecastSeries

/// The forecasts that were given out as CSV: the columns of a forecast, then what came.
///
/// | column | holds |
/// |---|---|
/// | id, time, `forecast`, `forecast-lo-80`, …, `method`, `cutoff` | as in the forecast |
/// | `actual` | what came; empty where nothing has yet |
/// | `scale` | MASE's scale at the cutoff; empty where undefined |
/// | `stretch-80`, … | how many times as wide as the model had it the interval is |
/// | `model` | the beginning of the model file's digest |
public enum LedgerReport {
  /// Writes one row a forecast and step, the oldest first.
  ///
  /// - Parameters:
  ///   - ledger: what was given out.
  ///   - schema: how the input calls its columns.
  /// - Returns: the CSV with its header.
  public static func csv(_ ledger: ForecastLedger, schema: PanelSchema) -> [UInt8] {
    let levels = Set(ledger.issued.flatMap(\.levels)).sorted()
    var writer = CSVWriter()
    ForecastReport.writeNames(schema: schema, levels: levels, to: &writer)
    writer.field("actual")
    writer.field("scale")
    for level in levels { writer.field("stretch-\(Metric.label(ofLevel: level))") }
    writer.field("model")
    writer.endRow()
    for forecast in ledger.issued {
      let places = levels.map { forecast.levels.firstIndex(of: $0) }
      for step in forecast.steps {
        if schema.identifierColumn != nil { writer.field(forecast.identifier) }
        writer.field(step.time)
        writer.field(step.point)
        for place in places {
          writer.field(place.map { step.ends[$0].lower })
          writer.field(place.map { step.ends[$0].upper })
        }
        writer.field(forecast.method)
        writer.field(forecast.cutoff)
        writer.field(step.actual)
        writer.field(forecast.scale)
        for place in places { writer.field(place.map { forecast.stretches[$0] }) }
        writer.field(forecast.model)
        writer.endRow()
      }
    }
    return writer.bytes
  }
}
