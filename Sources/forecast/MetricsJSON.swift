import ForecastForecasting
import ForecastStorage

/// Error metrics over the whole data as JSON, under the names of the CSV's columns.
enum MetricsJSON {
  static func value(_ table: MetricsTable) -> JSONValue { .object(members(of: table)) }

  /// The members of that object, to which a command may add its own.
  static func members(of table: MetricsTable) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("schema_version", .number(1)), .init("metric_season", .number(table.season)),
      .init("models", models(of: table)),
    ]
    let steps = table.rows.filter { $0.scope == .horizon }
    if !steps.isEmpty {
      let names = table.rows.filter { $0.scope == .all }.map(\.model)
      members.append(
        .init(
          "by_horizon",
          .object(
            names.map { name in
              JSONValue.Member(
                name, .array(steps.filter { $0.model == name }.map { figures(of: $0, in: table) }))
            })))
    }
    return members
  }

  /// One member a model; an undefined figure is null.
  static func models(of table: MetricsTable) -> JSONValue {
    .object(
      table.rows.filter { $0.scope == .all }.map { row in
        JSONValue.Member(row.model, figures(of: row, in: table))
      })
  }

  private static func figures(of row: MetricsTable.Row, in table: MetricsTable) -> JSONValue {
    .object(
      zip(table.metricNames, row.values).map { name, value in
        JSONValue.Member(name, value.map { .number($0) } ?? .null)
      })
  }
}
