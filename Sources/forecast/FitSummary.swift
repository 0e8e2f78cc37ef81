import ForecastForecasting
import ForecastIngestion
import ForecastRecurrent
import ForecastReporting
import ForecastSeries
import ForecastStorage

/// What a fit tells: before, what it is going to do; after, how well it went.
struct FitSummary {
  let fit: ModelFit
  let options: ModelOptions

  /// One line with the settings that matter.
  var plan: String {
    switch fit.method {
    case .baseline(let baseline, let horizon, let seasons, _):
      return "horizon \(horizon) · season \(seasons.main) · \(baseline.name)"
    case .recurrent(let settings):
      let long = settings.longSeason.map { " and \($0)" } ?? ""
      let members = Rounded.counted(settings.memberCount, "member")
      return "horizon \(settings.horizon) · season \(settings.season)\(long) · "
        + "\(FitSummary.network(settings)) · lookback "
        + "\(settings.lookback) · \(members) · seed \(options.seed)"
    }
  }

  /// The network in a few words.
  static func network(_ settings: RecurrentSettings) -> String {
    let kind =
      (settings.hasResidual ? "residual " : "") + (settings.isBidirectional ? "bidirectional " : "")
    let units = Rounded.counted(settings.hiddenSize, "unit")
    return "\(settings.layerCount)-layer \(kind)\(settings.cell.rawValue.uppercased()), \(units)"
  }

  /// The rules that the result is told beside: the two naive ones, and the best of the others.
  private func comparedRules(
    in metrics: MetricsTable, by figure: String, beside method: String
  ) -> [(name: String, value: Double)] {
    let all = ModelCatalog.baselines.filter { $0.name != method }.compactMap { baseline in
      metrics.total(figure, of: baseline.name).map { (name: baseline.name, value: $0) }
    }
    let plain = [Baseline.naive.name, Baseline.seasonalNaive.name]
    let best = all.filter { !plain.contains($0.name) && !$0.value.isNaN }
      .min { $0.value < $1.value }
    return all.filter { plain.contains($0.name) } + (best.map { [$0] } ?? [])
  }

  /// The held-out figures, and what was written.
  func result(_ outcome: ModelFit.Outcome, seconds: Double, modelPath: String) -> [String] {
    let metrics = outcome.metrics
    let method = outcome.model.method
    var lines: [String] = []
    if let mase = metrics.total("mase", of: method) ?? metrics.total("mae", of: method) {
      let name = metrics.total("mase", of: method) == nil ? "MAE" : "MASE"
      var parts = [
        "last \(Rounded.counted(outcome.model.horizon, "row")) held out: \(name) \(Rounded.text(mase))"
      ]
      for (rule, other) in comparedRules(in: metrics, by: name.lowercased(), beside: method) {
        parts.append("\(rule) \(Rounded.text(other))")
      }
      if let share = outcome.shareWorse,
        outcome.metrics.rows.count(where: { $0.scope == .series }) > 3
      {
        parts.append("worse than seasonal-naive on \(Rounded.fixed(100 * share, digits: 0)) %")
      }
      for level in outcome.model.grid.levels {
        let label = Metric.label(ofLevel: level)
        if let coverage = metrics.total("coverage-\(label)", of: method) {
          parts.append("\(label) % interval held \(Rounded.fixed(100 * coverage, digits: 0)) %")
        }
      }
      lines.append(parts.joined(separator: " · "))
    } else {
      lines.append(
        "no series is long enough to hold \(Rounded.counted(outcome.model.horizon, "row")) out: not scored"
      )
    }
    lines.append(
      "then refitted on all rows, \(Rounded.fixed(seconds, digits: 1)) s; \(modelPath) written; "
        + "next: forecast predict"
        + (modelPath == ModelFile.defaultPath ? "" : " --model \(modelPath)"))
    return lines
  }

  /// The same as one JSON object.
  func json(
    _ outcome: ModelFit.Outcome, reading: PanelReading, modelPath: String
  ) -> JSONValue {
    .object([
      "schema_version": .number(1),
      "model": .string(modelPath), "method": .string(outcome.model.method),
      "rows": .number(reading.rowCount), "series": .number(reading.panel.count),
      "short_series": .number(outcome.shortSeries),
      "frequency": .string(reading.panel.frequency.description),
      "horizon": .number(outcome.model.horizon), "season": .number(outcome.model.season),
      "seed": .string(String(options.seed)),
      "share_worse_than_seasonal_naive": outcome.shareWorse.map { .number($0) } ?? .null,
      "held_out": MetricsJSON.models(of: outcome.metrics),
      "notes": .array((reading.notes + outcome.notes).map { .string($0) }),
      "warnings": .array(reading.warnings.map { .string($0) }),
    ])
  }
}
