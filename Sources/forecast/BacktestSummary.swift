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
  /// The season lengths of all rows, in steps; those before the first cutoff may be too few for them.
  let wholeSeasons: Seasons

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

  /// Series that no fold can score, and a season that the first fold is too short for.
  var warnings: [String] {
    var warnings: [String] = []
    let lost = reading.panel.indices.filter { index in
      !folds.contains { $0.isScored[index] }
    }
    if let first = lost.first {
      warnings.append(
        "\(lost.count) of \(reading.panel.count) series \(lost.count == 1 ? "is" : "are") too short to "
          + "be scored (first: '\(reading.panel.identifiers[first])')")
    }
    let season = prepared.seasons.main
    if season < wholeSeasons.main {
      warnings.append(
        "the first cutoff has too few rows for the season of \(wholeSeasons.main): its fit takes "
          + "\(season == 1 ? "none" : String(season)); fewer --folds or a later --train-end keep it"
      )
    }
    return warnings
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
