import ForecastIngestion
import ForecastSeries
import ForecastStorage

/// What a check found, as lines for a person or one JSON object.
struct CheckReport {
  private let check: PanelCheck

  init(_ check: PanelCheck) { self.check = check }

  /// The faults, one a line, then what was detected, then the verdict.
  var text: String {
    var lines = check.faults.map(\.description)
    let hidden = check.faultCount - check.faults.count
    if hidden > 0 { lines.append("… and \(hidden) more") }
    if let reading = check.reading {
      lines.append(reading.summary)
      lines += reading.notes
      lines += reading.warnings.map { "warning: \($0)" }
      lines += seriesLines(reading)
    }
    lines.append(
      check.isClean ? "no fault" : Rounded.counted(check.faultCount, "fault"))
    return lines.map { $0 + "\n" }.joined()
  }

  /// Gaps and missing values, for the series that have any.
  private func seriesLines(_ reading: PanelReading) -> [String] {
    let holed = reading.counts.filter { $0.missingCount + $0.gapCount > 0 }
    let shown = holed.prefix(CheckReport.mostSeries).map { count in
      let name = count.identifier.isEmpty ? "the series" : "series '\(count.identifier)'"
      return "\(name): \(Rounded.counted(count.rowCount, "row")), "
        + "\(Rounded.counted(count.missingCount, "missing value")), "
        + Rounded.counted(count.gapCount, "missing row")
    }
    let hidden = holed.count - shown.count
    return shown + (hidden > 0 ? ["… and \(hidden) more series with gaps"] : [])
  }

  private static let mostSeries = 20

  /// The same with fixed names.
  var json: JSONValue {
    .object([
      "schema_version": .number(1),
      "clean": .bool(check.isClean),
      "fault_count": .number(check.faultCount),
      "faults": .array(check.faults.map(json(of:))),
      "detected": check.reading.map(json(of:)) ?? .null,
    ])
  }

  private func json(of fault: IngestionError) -> JSONValue {
    func number(_ value: Int?) -> JSONValue { value.map { .number($0) } ?? .null }
    return .object([
      "kind": .string(fault.kind.rawValue), "message": .string(fault.message),
      "hint": fault.hint.map { .string($0) } ?? .null,
      "file": fault.location.map { .string($0.file) } ?? .null,
      "line": number(fault.location?.line), "column": number(fault.location?.column),
    ])
  }

  private func json(of reading: PanelReading) -> JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return .object([
      "rows": .number(reading.rowCount), "series": .number(reading.panel.count),
      "step": .string(reading.panel.frequency.description), "span": .string(reading.span),
      "id": text(reading.schema.identifierColumn), "time": text(reading.schema.timeColumn),
      "target": text(reading.schema.targetColumn),
      "date_style": .string(reading.schema.timestampStyle.pattern),
      "notes": .array(reading.notes.map { .string($0) }),
      "warnings": .array(reading.warnings.map { .string($0) }),
      "counts": .array(
        reading.counts.map { count in
          .object([
            "id": .string(count.identifier), "rows": .number(count.rowCount),
            "missing": .number(count.missingCount), "gaps": .number(count.gapCount),
          ])
        }),
    ])
  }
}
