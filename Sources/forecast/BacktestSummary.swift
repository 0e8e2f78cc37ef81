import ForecastForecasting
import ForecastIngestion
import ForecastReporting
import ForecastSeries
import ForecastStorage

/// What a backtest tells: before, where it cuts; after, how the models did.
struct BacktestSummary {
  let reading: PanelReading
  let origin: RollingOrigin
  let folds: [Fold]
  let prepared: BacktestPlan.Prepared
  let refit: String

  /// One line with the cutoffs and the settings that matter.
  var plan: String {
    let often = ["never", "always"].contains(refit) ? refit : "every \(refit)"
    return "\(Rounded.counted(folds.count, "fold")) of \(Rounded.counted(origin.horizon, "step")), "
      + "\(origin.stride) apart, cutoffs \(cutoffs) · season \(prepared.seasons.main) · refit \(often)"
  }

  /// The first and the last cutoff, of the longest series that is scored there.
  private var cutoffs: String {
    let style = reading.schema.timestampStyle
    let times = [folds.first, folds.last].compactMap { fold -> Timestamp? in
      guard let fold else { return nil }
      let scored = reading.panel.indices.filter { fold.isScored[$0] }
      return scored.map { reading.panel.axes[$0].timestamp(at: fold.known[$0] - 1) }.max()
    }
    return times.map { style.string(from: $0) }.joined(separator: " … ")
  }

  /// Series that no fold can score.
  var warnings: [String] {
    let lost = reading.panel.indices.filter { index in
      !folds.contains { $0.isScored[index] }
    }
    guard let first = lost.first else { return [] }
    return [
      "\(lost.count) of \(reading.panel.count) series \(lost.count == 1 ? "is" : "are") too short to be "
        + "scored (first: '\(reading.panel.identifiers[first])')"
    ]
  }

  /// The models in a few columns, the best one first.
  func table(of metrics: MetricsTable) -> [String] {
    let names = metrics.rows.filter { $0.scope == .all }.map(\.model)
    let ranked = names.enumerated().sorted { one, other in
      let left = metrics.total("mase", of: one.element) ?? .infinity
      let right = metrics.total("mase", of: other.element) ?? .infinity
      return (left, one.offset) < (right, other.offset)
    }
    var rows = [["model", "MASE", "sMAPE", "wQL"]]
    for (_, name) in ranked {
      rows.append(
        [name]
          + ["mase", "smape", "wql"].map { metric in
            metrics.total(metric, of: name).map(Rounded.text) ?? "–"
          })
    }
    let width = rows.map { $0[0].count }.max() ?? 0
    return rows.map { row in
      let name = row[0] + String(repeating: " ", count: width - row[0].count)
      return row.dropFirst().reduce(name) { line, cell in
        line + String(repeating: " ", count: max(0, 8 - cell.count)) + cell
      }
    }
  }

  /// The metrics as one JSON object.
  func json(_ table: MetricsTable) -> JSONValue {
    .object(
      MetricsJSON.members(of: table) + [
        .init("folds", .number(folds.count)), .init("horizon", .number(origin.horizon)),
        .init("stride", .number(origin.stride)), .init("refit", .string(refit)),
      ])
  }

  /// A comparison as one JSON object, under the names of the CSV's columns.
  static func json(_ comparison: ModelComparison) -> JSONValue {
    let outcome = comparison.outcome
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    let values: [JSONValue] = [
      .string(comparison.model), .string(comparison.other), .string(comparison.test.rawValue),
      .number(outcome.count), .number(comparison.loss), .number(comparison.otherLoss),
      .number(outcome.meanDifference), number(outcome.statistic), number(outcome.probability),
    ]
    return .object(
      [.init("schema_version", .number(1))]
        + zip(ComparisonReport.names, values).map { JSONValue.Member($0, $1) })
  }
}
