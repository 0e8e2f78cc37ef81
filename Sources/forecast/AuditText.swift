import ForecastForecasting
import ForecastSeries
import ForecastStorage

/// The findings of an audit, a line each or as JSON.
struct AuditText {
  let audit: BacktestAudit
  let schema: PanelSchema

  /// `ok`, or what differed.
  func line(_ finding: BacktestAudit.Finding) -> String {
    let forecasts = Rounded.counted(finding.forecastCount, "forecast")
    guard finding.passes else {
      return "\(finding.check.rawValue) FAILED: \(finding.difference.map(place) ?? "") "
        + failure(of: finding)
    }
    let worst = finding.difference?.size ?? 0
    switch finding.check {
    case .lookAhead:
      return
        "look-ahead ok: \(forecasts) at \(Rounded.counted(audit.folds.count, "cutoff")) are the same "
        + "to the bit with all later rows scrambled"
    case .timeShift:
      return "time-shift ok: \(forecasts) are the same to the bit \(audit.shift) steps later"
    case .units:
      return "units ok: \(forecasts) of values times \(factors) are alike within \(worst) "
        + "(\(finding.tolerance) allowed)"
    }
  }

  private var factors: String {
    audit.factors.map { $0 == $0.rounded() ? String(Int($0)) : String($0) }
      .joined(separator: " and ")
  }

  private func place(of difference: BacktestAudit.Difference) -> String {
    let series = difference.identifier.isEmpty ? "" : ", series '\(difference.identifier)'"
    return "model '\(difference.model)'\(series), cutoff "
      + "\(schema.timestampStyle.string(from: difference.cutoff)), step \(difference.step):"
  }

  private func failure(of finding: BacktestAudit.Finding) -> String {
    guard let difference = finding.difference else { return "" }
    switch finding.check {
    case .lookAhead:
      return "\(difference.value), and \(difference.changed) with later rows scrambled"
    case .timeShift:
      return "\(difference.value), and \(difference.changed) \(audit.shift) steps later"
    case .units:
      return "\(difference.value), and \(difference.changed) from values times \(factors): "
        + "\(difference.size) apart, \(finding.tolerance) allowed"
    }
  }

  /// The same with fixed names.
  func json(_ findings: [BacktestAudit.Finding]) -> JSONValue {
    .object([
      "schema_version": .number(1),
      "checks": .array(
        findings.map { finding in
          .object([
            "check": .string(finding.check.rawValue), "passed": .bool(finding.passes),
            "forecasts": .number(finding.forecastCount),
            "difference": number(finding.difference.map(\.size) ?? 0),
            "tolerance": .number(finding.tolerance), "told": .string(line(finding)),
          ])
        }),
    ])
  }

  private func number(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }
}
