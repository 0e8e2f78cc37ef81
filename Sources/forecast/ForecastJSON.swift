import ForecastForecasting
import ForecastSeries
import ForecastStorage

/// Forecasts as one JSON object, with the fields of the CSV.
enum ForecastJSON {
  static func value(
    _ forecasts: [Forecast], schema: PanelSchema, levels: [Double]
  ) -> JSONValue {
    .object([
      "schema_version": .number(1),
      "forecasts": .array(
        forecasts.map { value($0, style: schema.timestampStyle, levels: levels) }),
    ])
  }

  private static func value(
    _ forecast: Forecast, style: TimestampStyle, levels: [Double]
  ) -> JSONValue {
    var members = [
      JSONValue.Member("id", .string(forecast.identifier)),
      JSONValue.Member("method", .string(forecast.method)),
      JSONValue.Member("cutoff", .string(style.string(from: forecast.cutoff))),
      JSONValue.Member(
        "time",
        .array(
          (0..<forecast.horizon).map {
            .string(style.string(from: forecast.axis.timestamp(at: $0)))
          })),
      JSONValue.Member("forecast", numbers(forecast.point)),
    ]
    for interval in forecast.intervals where levels.contains(interval.level) {
      let label = Metric.label(ofLevel: interval.level)
      members.append(JSONValue.Member("forecast-lo-\(label)", numbers(interval.lower)))
      members.append(JSONValue.Member("forecast-hi-\(label)", numbers(interval.upper)))
    }
    return .object(members)
  }

  private static func numbers(_ values: [Double]) -> JSONValue {
    .array(values.map { .number($0) })
  }
}
