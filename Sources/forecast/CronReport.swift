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
