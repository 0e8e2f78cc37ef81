import ForecastForecasting
import ForecastIngestion
import ForecastSeries
import ForecastStorage

/// What a run of a job did, for a person, a program and a monitor.
struct CronReport {
  let reading: PanelReading
  let paths: [String]
  let model: ServedFile
  /// Why the model was fitted; nil where it was used as it is.
  let reason: String?
  /// Values that came of what was forecast earlier, not counted by a run before.
  let came: Int
  let live: LiveRecord
  let issue: CronIssue
  /// The files that were written.
  let written: [String]
  let output: String

  /// The last row that was read, as the file writes it.
  private var last: String {
    let last = reading.panel.indices.compactMap { reading.panel[$0].lastTimestamp }.max()
    return last.map { reading.schema.timestampStyle.string(from: $0) } ?? ""
  }

  /// One line for a person.
  var line: String {
    written.isEmpty
      ? "nothing new: \(output) and all other files stay as they are"
      : "\(written.joined(separator: ", ")) written, from \(last) on, served by "
        + model.archive.model.method
  }

  /// The same for a monitor.
  var measures: [Measure] {
    var all = [
      Measure("rows_read", Double(reading.rowCount), "Rows of the data."),
      Measure("rows_rejected", Double(reading.rejected.count), "Rows that were left out."),
      Measure("series", Double(reading.panel.count), "Series of the data."),
      Measure("refitted", reason == nil ? 0 : 1, "Whether the last run fitted a model."),
      Measure("values_came", Double(came), "Values that came since the run before."),
    ]
    let style = reading.schema.timestampStyle
    let last = reading.panel.indices.compactMap { reading.panel[$0].lastTimestamp }.max()
    if let last, reading.schema.timeColumn != nil {
      all.append(
        Measure(
          "data_last_timestamp_seconds", Double(style.instant(of: last).seconds),
          "The time of the last row; a count where rows are only counted."))
    }
    if let rows = live.rowsSinceFit {
      all.append(Measure("rows_since_fit", Double(rows), "Rows that came since the fit."))
    }
    if let mase = model.archive.heldOut?.mase {
      all.append(Measure("promised_mase", mase, "MASE on the rows that the fit held out."))
    }
    if let mase = live.figures.mase {
      all.append(Measure("live_mase", mase, "MASE of what was forecast since the fit."))
    }
    if let ratio = live.ratio {
      all.append(
        Measure("error_ratio", ratio, "The errors since the fit, in units of what it promised."))
    }
    for one in live.figures.coverage {
      all.append(
        Measure(
          "live_coverage_ratio", one.share, "Share of values inside the interval since the fit.",
          label: ("level", Metric.label(ofLevel: one.level))))
    }
    for (level, factor) in zip(issue.stretch.levels, issue.stretch.factors) {
      all.append(
        Measure(
          "interval_stretch_ratio", factor, "How many times as wide as the model had it.",
          label: ("level", Metric.label(ofLevel: level))))
    }
    all.append(
      Measure(
        "drifted_series", Double(live.driftedCount),
        "Series that are unlike what the model learned from."))
    return all
  }

  /// The same for programs.
  var json: JSONValue {
    .object([
      "schema_version": .number(1),
      "decision": .string(written.isEmpty ? "nothing new" : reason == nil ? "forecast" : "fit"),
      "reason": reason.map { .string($0) } ?? .null,
      "data": .object([
        "paths": .array(paths.map { .string($0) }), "rows": .number(reading.rowCount),
        "series": .number(reading.panel.count), "last": .string(last),
      ]),
      "model": .object([
        "digest": .string(model.tag), "method": .string(model.archive.model.method),
        "last": .string(model.archive.source.last),
        "held_out_mase": model.archive.heldOut?.mase.map { .number($0) } ?? .null,
      ]),
      "horizon": .number(model.archive.model.horizon),
      "came": .number(came),
      "live": live.json,
      "stretch": .object(
        zip(issue.stretch.levels, issue.stretch.factors).map {
          .init(Metric.label(ofLevel: $0), .number($1))
        }),
      "written": .array(written.map { .string($0) }),
      "warnings": .array(reading.warnings.map { .string($0) }),
    ])
  }
}
