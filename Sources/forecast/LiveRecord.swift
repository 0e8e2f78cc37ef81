import ForecastForecasting
import ForecastIngestion
import ForecastSeries
import ForecastStorage

/// How a model has done since it was fitted, in words and as JSON.
struct LiveRecord {
  let figures: LiveFigures
  /// What the fit promised; nil where nothing was held out.
  let promise: HeldOutFigures?
  /// Series that are unlike what was learned from.
  private(set) var drift: LevelDrift?

  /// Sums up what came of a model's forecasts.
  init(_ issued: [IssuedForecast], of archive: ModelArchive?) {
    figures = LiveFigures(of: issued)
    promise = archive?.heldOut
  }

  /// Rows that came since the fit; nil where that is not known.
  private(set) var rowsSinceFit: Int?

  /// How many series are unlike what was learned from.
  var driftedCount: Int { Set((drift?.levels ?? []) + (drift?.scales ?? [])).count }

  /// Holds the rows since the fit against those before.
  mutating func look(at reading: PanelReading, since archive: ModelArchive) {
    let growth = DataGrowth(
      of: reading.panel, since: archive.source.last, style: reading.schema.timestampStyle)
    if case .grown(let rows, _) = growth { rowsSinceFit = rows }
    drift = LevelDrift(
      of: reading.panel, since: archive.source.last, style: reading.schema.timestampStyle,
      season: archive.model.season)
  }

  /// How many times the promised error there was; nil where too little has come to say.
  ///
  /// Ten different times at least: the error of a few is mostly luck.
  var ratio: Double? {
    guard figures.timeCount >= 10, let promise else { return nil }
    return figures.ratio(to: promise)
  }

  /// What has gone wrong, one line each.
  func drifts(factor: Double) -> [String] {
    var lines: [String] = []
    if let ratio, factor > 0, ratio > factor {
      lines.append(
        "the errors since the fit are \(Rounded.text(ratio)) times what it promised, over "
          + Rounded.counted(figures.timeCount, "time"))
    }
    func line(_ series: [String], _ what: String) {
      guard let first = series.first else { return }
      let named = first.isEmpty ? "the series" : "\(series.count) series (first: '\(first)')"
      lines.append("\(named) \(what)")
    }
    line(drift?.levels ?? [], "left the range of the rows that the model learned from")
    line(drift?.scales ?? [], "moved more than three times as much as in the rows learned from")
    return lines
  }

  /// The intervals that held another share than they promise, one line each.
  var coverageFaults: [String] {
    figures.coverage.filter { figures.levelsOff.contains($0.level) }.map { one in
      "the \(Metric.label(ofLevel: one.level)) % interval held "
        + "\(Rounded.fixed(100 * one.share, digits: 0)) % of \(Rounded.counted(figures.count, "value")) "
        + "since the fit"
    }
  }

  /// Tells how the forecasts have done, and warns where they have gone wrong.
  func tell(to console: ConsoleOptions, rules: CronRules) {
    if let mase = figures.mase ?? figures.mae {
      var parts = [
        "\(Rounded.counted(figures.count, "value")) came of what was forecast since the fit: "
          + "\(figures.mase == nil ? "MAE" : "MASE") \(Rounded.text(mase))"
      ]
      if let promised = promise?.mase, figures.mase != nil {
        parts.append("held out it was \(Rounded.text(promised))")
      }
      for one in figures.coverage {
        parts.append(
          "\(Metric.label(ofLevel: one.level)) % interval held "
            + "\(Rounded.fixed(100 * one.share, digits: 0)) %")
      }
      console.note(parts.joined(separator: " · "))
    }
    for line in drifts(factor: rules.drift) + coverageFaults { console.warn(line) }
  }

  /// Why the model is to be fitted anew; nil where it has done well.
  func reasonToFit(_ rules: CronRules) -> String? {
    rules.drift > 0 ? drifts(factor: rules.drift).first : nil
  }

  /// The same for programs.
  var json: JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    return .object([
      "values": .number(figures.count), "times": .number(figures.timeCount),
      "bias": number(figures.bias), "mae": number(figures.mae), "mase": number(figures.mase),
      "mase_by_step": .array(figures.maseBySteps.map(number)),
      "promised_mase": number(promise?.mase),
      "promised_mase_by_step": .array((promise?.maseBySteps ?? []).map(number)),
      "ratio": number(ratio),
      "coverage": .object(
        figures.coverage.map { .init(Metric.label(ofLevel: $0.level), .number($0.share)) }),
      "coverage_off": .array(
        figures.levelsOff.map { .string(Metric.label(ofLevel: $0)) }),
      "level_drift": .array((drift?.levels ?? []).map { .string($0) }),
      "scale_drift": .array((drift?.scales ?? []).map { .string($0) }),
    ])
  }
}
