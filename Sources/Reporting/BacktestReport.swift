public import ForecastForecasting
public import ForecastSeries

/// Every forecast of a backtest as CSV, beside what came.
public enum BacktestReport {
  /// Writes one row a model, cutoff, series and step.
  ///
  /// The columns are those of a forecast, then `actual` (empty where nothing was measured) and `model`:
  /// what the metrics call it, where `method` is what served that series.
  ///
  /// - Parameters:
  ///   - results: the models' forecasts, all with the same levels.
  ///   - schema: how the input calls its columns and writes its times.
  ///   - levels: the interval levels to write, in percent.
  /// - Returns: the CSV with its header.
  public static func csv(
    _ results: [Backtest.Result], schema: PanelSchema, levels: [Double]
  ) -> [UInt8] {
    var writer = CSVWriter()
    ForecastReport.writeNames(schema: schema, levels: levels, to: &writer)
    writer.field("actual")
    writer.field("model")
    writer.endRow()
    for result in results {
      for window in result.windows {
        ForecastReport.write(
          window.forecast, schema: schema, levels: levels, to: &writer
        ) { writer, step in
          let actual = window.actuals[step]
          writer.field(actual.isNaN ? nil : actual)
          writer.field(result.name)
        }
      }
    }
    return writer.bytes
  }
}
