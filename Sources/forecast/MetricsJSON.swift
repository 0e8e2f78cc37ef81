import ForecastForecasting
import ForecastStorage

/// Error metrics over the whole data as JSON, under the names of the CSV's columns.
enum MetricsJSON {
  static func value(_ table: MetricsTable) -> JSONValue {
    .object([
      "schema_version": .number(1), "metric_season": .number(table.season),
      "models": models(of: table),
    ])
  }

  /// One member a model; an undefined figure is null.
  static func models(of table: MetricsTable) -> JSONValue {
    .object(
      table.rows.filter { $0.scope == .all }.map { row in
        JSONValue.Member(
          row.model,
          .object(
            zip(table.metricNames, row.values).map { name, value in
              JSONValue.Member(name, value.map { .number($0) } ?? .null)
            }))
      })
  }
}
