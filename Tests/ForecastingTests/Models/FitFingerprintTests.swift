import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct FitFingerprintTests {
  private func fingerprint(
    _ settings: RecurrentSettings = .tiny(), start: FineTuning? = nil,
    rows: Panel = seasonalPanel(), context: FitContext = FitContext(seed: 1),
    version: String = "1", isBudgeted: Bool = false, missing: MissingValuePolicy = .mask
  ) -> FitFingerprint {
    var fit = ModelFit(method: .recurrent(settings, start: start), metricSeason: 4)
    fit.missing = missing
    return FitFingerprint(
      of: fit, rows: rows, context: context, programVersion: version, isBudgeted: isBudgeted)
  }

  private func difference(_ other: FitFingerprint) -> String? {
    fingerprint().difference(of: other)
  }

  @Test func `the same fit has the same one, on any number of threads`() {
    #expect(difference(fingerprint()) == nil)
    #expect(difference(fingerprint(context: FitContext(seed: 1, threads: 4))) == nil)
    #expect(FitFingerprint(metadata: fingerprint().metadata) == fingerprint())
    #expect(FitFingerprint(metadata: ["data": "x"]) == nil)
  }

  @Test func `other rows are other data`() {
    let rows = seasonalPanel()
    var values = rows.values
    values[17] = values[17].nextUp
    func changed(
      identifiers: [String]? = nil, axes: [TimeAxis]? = nil, values: [Double]? = nil
    ) -> Panel {
      Panel(
        frequency: rows.frequency, identifiers: identifiers ?? rows.identifiers,
        axes: axes ?? rows.axes, values: values ?? rows.values, offsets: rows.offsets)
    }
    let others = [
      changed(values: values), changed(identifiers: ["s0", "s1", "s2", "other"]),
      changed(axes: rows.axes.map { $0.advanced(by: 1) }), rows.droppingLast(1), seasonalPanel(3),
    ]
    for other in others { #expect(difference(fingerprint(rows: other)) == "of other data") }
  }

  @Test func `any other setting is told, and so are seed and release`() {
    var settings = RecurrentSettings.tiny()
    settings.learningRate = settings.learningRate.nextUp
    let others = [
      fingerprint(settings), fingerprint(.tiny(horizon: 4)), fingerprint(.tiny(epochs: 5)),
      fingerprint(missing: .zero), fingerprint(isBudgeted: true),
      fingerprint(context: FitContext(seed: 1, memoryLimit: 1 << 20)),
    ]
    for other in others { #expect(difference(other) == "with other settings") }
    #expect(difference(fingerprint(context: FitContext(seed: 2))) == "with another seed")
    #expect(difference(fingerprint(version: "2")) == "by another release of the program")
  }

  @Test func `a fit that begins elsewhere is another`() throws {
    let forecaster = RecurrentForecaster(settings: .tiny(epochs: 2))
    let starts = try [1, 2].map { seed in
      FineTuning(from: try forecaster.fit(seasonalPanel(), context: FitContext(seed: seed)))
    }
    let first = fingerprint(start: starts[0])
    #expect(first.difference(of: fingerprint(start: starts[0])) == nil)
    #expect(first.difference(of: fingerprint(start: starts[1])) == "with other settings")
    #expect(first.difference(of: fingerprint()) == "with other settings")
    let gated = FineTuning(
      from: try forecaster.fit(seasonalPanel(), context: FitContext(seed: 1)),
      gate: SeriesGate(departures: [3: .network]))
    #expect(first.difference(of: fingerprint(start: gated)) == "with other settings")
  }
}
