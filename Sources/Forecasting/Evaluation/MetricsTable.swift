public import ForecastSeries

/// The figures of one or more models on the same windows: one row a series, cutoff and model, one row a
/// model for the whole and, where asked for, one a step ahead.
public struct MetricsTable: Sendable {
  /// What a row sums up.
  public enum Scope: String, Sendable {
    /// One series, one cutoff.
    case series
    /// All series of a model.
    case all
    /// All series of a model, one step ahead of the cutoff only.
    case horizon
  }

  /// One row.
  public struct Row: Sendable {
    /// What it sums up.
    public let scope: Scope
    /// The series' id; empty for the whole.
    public let identifier: String
    /// The time of the last row that the forecasts knew; nil for the whole.
    public let cutoff: Timestamp?
    /// The model's name.
    public let model: String
    /// Steps ahead that are scored; the step itself where the row is one step's.
    public let horizon: Int
    /// How many values were scored.
    public let count: Int
    /// One figure a metric; nil where undefined.
    public let values: [Double?]
    /// Series without a defined MASE at any cutoff; nil for a single series.
    public let leftOut: Int?
  }

  /// The columns' names, in order.
  public let metricNames: [String]
  /// The season length of the metrics, in steps.
  public let season: Int
  /// The rows: the models' wholes first, then step by step, then series by series.
  public let rows: [Row]

  /// Scores some models.
  ///
  /// - Parameters:
  ///   - models: each model's name and its windows.
  ///   - season: the season length of the metrics, in steps.
  ///   - levels: the interval levels in percent.
  ///   - byHorizon: whether each step ahead gets a row of its own.
  public init(
    _ models: [(name: String, windows: [ScoredWindow])], season: Int, levels: [Double],
    byHorizon: Bool = false
  ) {
    let metrics = Metric.all(levels: levels)
    let scored = models.map { model in
      (name: model.name, windows: model.windows.filter { $0.observedCount > 0 })
    }
    var rows: [Row] = []
    for model in scored where !model.windows.isEmpty {
      rows.append(
        MetricsTable.whole(
          .all, of: model.name, model.windows,
          horizon: model.windows.map(\.forecast.horizon).max() ?? 0, metrics: metrics))
    }
    for model in scored where byHorizon {
      for step in 0..<(model.windows.map(\.forecast.horizon).max() ?? 0) {
        let windows = model.windows.filter { step < $0.forecast.horizon }
          .map { $0.steps(step..<(step + 1)) }.filter { $0.observedCount > 0 }
        guard !windows.isEmpty else { continue }
        rows.append(
          MetricsTable.whole(
            .horizon, of: model.name, windows, horizon: step + 1, metrics: metrics))
      }
    }
    for model in scored {
      for window in model.windows {
        rows.append(
          Row(
            scope: .series, identifier: window.forecast.identifier,
            cutoff: window.forecast.cutoff, model: model.name, horizon: window.forecast.horizon,
            count: window.observedCount, values: metrics.map { $0.value([window]) }, leftOut: nil))
      }
    }
    metricNames = metrics.map(\.name)
    self.season = season
    self.rows = rows
  }

  /// The row of many windows together.
  private static func whole(
    _ scope: Scope, of model: String, _ windows: [ScoredWindow], horizon: Int, metrics: [Metric]
  ) -> Row {
    let all = Set(windows.map(\.forecast.identifier))
    let scaled = windows.filter { Metric.mase.value([$0]) != nil }
    return Row(
      scope: scope, identifier: "", cutoff: nil, model: model, horizon: horizon,
      count: windows.reduce(0) { $0 + $1.observedCount },
      values: metrics.map { $0.value(windows) },
      leftOut: all.count - Set(scaled.map(\.forecast.identifier)).count)
  }

  /// A figure of a model over the whole, nil where undefined.
  ///
  /// - Parameters:
  ///   - metric: the column's name.
  ///   - model: the model's name.
  /// - Returns: the figure of the `all` row.
  public func total(_ metric: String, of model: String) -> Double? {
    guard let column = metricNames.firstIndex(of: metric),
      let row = rows.first(where: { $0.scope == .all && $0.model == model })
    else { return nil }
    return row.values[column]
  }
}
