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
  /// The model that it begins from, as it was named; nil for none.
  var start: String?

  /// One line with the settings that matter.
  var plan: String {
    guard let settings = fit.method.recurrentSettings else {
      return "horizon \(fit.horizon) · season \(fit.season) · \(options.method)"
    }
    let long = settings.longSeason.map { " and \($0)" } ?? ""
    let members = Rounded.counted(settings.memberCount, "member")
    return "horizon \(settings.horizon) · season \(settings.season)\(long) · "
      + "\(FitSummary.network(settings)) · lookback "
      + "\(settings.lookback) · \(members) · seed \(options.seed)"
      + (start.map { " · from \($0)" } ?? "")
  }

  /// The network in a few words.
  static func network(_ settings: RecurrentSettings) -> String {
    let kind =
      (settings.hasResidual ? "residual " : "") + (settings.isBidirectional ? "bidirectional " : "")
    let units = Rounded.counted(settings.hiddenSize, "unit")
    return "\(settings.layerCount)-layer \(kind)\(settings.cell.rawValue.uppercased()), \(units)"
  }

  /// The held-out figures, and what was written; in a job that goes on by itself nothing is next.
  func result(
    _ outcome: ModelFit.Outcome, seconds: Double, modelPath: String, isOfJob: Bool = false
  ) -> [String] {
    let metrics = outcome.metrics
    let method = outcome.model.method
    var lines: [String] = []
    if let mase = metrics.total("mase", of: method) ?? metrics.total("mae", of: method) {
      let name = metrics.total("mase", of: method) == nil ? "MAE" : "MASE"
      var parts = [
        "last \(Rounded.counted(outcome.model.horizon, "row")) held out: \(name) \(Rounded.text(mase))"
      ]
      parts += rules(beside: method, in: metrics, by: name.lowercased())
      if let share = outcome.shareWorse,
        outcome.metrics.rows.count(where: { $0.scope == .series && $0.model == method }) > 3
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
      lines.append(intervals(of: outcome.served))
    } else if outcome.leftOut.isEmpty {
      lines.append(
        "no series is long enough to hold \(Rounded.counted(outcome.model.horizon, "row")) out: not scored"
      )
    }
    lines.append(
      "then refitted on all rows, \(Rounded.fixed(seconds, digits: 1)) s; served by \(method)\(departures(from: outcome.model)); "
        + "\(modelPath) written"
        + (isOfJob
          ? ""
          : "; next: forecast predict"
            + (modelPath == ModelFile.defaultPath ? "" : " --model \(modelPath)")))
    return lines
  }

  /// How many series a test found to be better served by something else.
  private func departures(from model: FittedModel) -> String {
    let count = model.departureCount
    guard count > 0 else { return "" }
    return ", but \(count) \(count == 1 ? "series" : "of the series") by what a test found better"
  }

  /// What a budget left no time for.
  func leftOut(of outcome: ModelFit.Outcome) -> [String] {
    outcome.leftOut.map { "within the budget: \($0)" }
  }

  /// The seasonal naive, which a model has to beat, and the rule that comes nearest to beating it.
  private func rules(
    beside method: String, in metrics: MetricsTable, by metric: String
  ) -> [String] {
    let figures = ModelCatalog.baselines.compactMap { rule in
      metrics.total(metric, of: rule.name).map { (name: rule.name, figure: $0) }
    }.filter { $0.name != method }
    let last = figures.first { $0.name == Baseline.seasonalNaive.name }
    let best = figures.min { $0.figure < $1.figure }
    var parts = last.map { ["\($0.name) \(Rounded.text($0.figure))"] } ?? []
    if let best, best.name != last?.name {
      parts.append("best rule \(best.name) \(Rounded.text(best.figure))")
    }
    return parts
  }

  /// Where the intervals of the refitted model come from.
  private func intervals(of served: ServedModel) -> String {
    let levels = served.core.grid.levels.enumerated().map { place, level in
      let origin = served.calibration?.origins[place] ?? .none
      return "\(Metric.label(ofLevel: level)) % \(origin.rawValue)"
    }
    return "intervals: " + levels.joined(separator: " · ")
  }

  /// The same as one JSON object.
  func json(
    _ outcome: ModelFit.Outcome, reading: PanelReading, modelPath: String
  ) -> JSONValue {
    let object: JSONValue = .object([
      "schema_version": .number(1),
      "model": .string(modelPath), "method": .string(outcome.model.method),
      "rows": .number(reading.rowCount), "series": .number(reading.panel.count),
      "short_series": .number(outcome.shortSeries),
      "frequency": .string(reading.panel.frequency.description),
      "horizon": .number(outcome.model.horizon), "season": .number(outcome.model.season),
      "seed": .string(String(options.seed)),
      "share_worse_than_seasonal_naive": outcome.shareWorse.map { .number($0) } ?? .null,
      "held_out": MetricsJSON.models(of: outcome.metrics),
      "calibration": .object(
        outcome.model.grid.levels.enumerated().map { place, level in
          JSONValue.Member(
            Metric.label(ofLevel: level),
            .string((outcome.served.calibration?.origins[place] ?? .none).rawValue))
        }),
      "notes": .array((reading.notes + outcome.notes + leftOut(of: outcome)).map { .string($0) }),
      "warnings": .array(reading.warnings.map { .string($0) }),
    ])
    guard let start, let members = object.members else { return object }
    return .object(members + [.init("from", .string(start))])
  }
}
