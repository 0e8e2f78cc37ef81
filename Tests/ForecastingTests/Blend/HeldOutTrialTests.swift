import ForecastSeries
import Testing

@testable import ForecastForecasting

/// A network that never saw the last seven rows, and five cutoffs in them.
func trial(of panel: Panel, cutoffs: Int = 5) throws -> HeldOutTrial {
  let limits = panel.indices.map { panel[$0].count - 2 - cutoffs }
  let seen = Panel(
    frequency: panel.frequency,
    series: panel.indices.map { panel[$0].droppingLast(2 + cutoffs) })
  return HeldOutTrial(
    panel: panel, fitted: try fit(.tiny(epochs: 1), seen), limits: limits, cutoffs: cutoffs)
}

@Suite struct HeldOutTrialTests {
  @Test(arguments: [1, 2, 5, 40])
  func `offsets rise and end with the last cutoff`(_ cutoffs: Int) throws {
    let trial = try trial(of: seasonalPanel(2, rows: 90), cutoffs: cutoffs)
    #expect(trial.offsets.last == cutoffs - 1)
    #expect(trial.offsets == Set(trial.offsets).sorted())
    #expect(trial.offsets.count == min(cutoffs, 12))
    #expect(abs(trial.independentWindows - (1 + Double(cutoffs - 1) / 3)) < 1e-12)
  }

  @Test func `many series have one cutoff each`() throws {
    let one = try trial(of: seasonalPanel(1, rows: 40))
    let rows = seasonalValues(1, count: 40)
    let many = HeldOutTrial(
      panel: panel([[Double]](repeating: rows, count: 1_001)), fitted: one.fitted,
      limits: [Int](repeating: 30, count: 1_001), cutoffs: 5)
    #expect(many.offsets == [4])
  }

  @Test func `the history ends where the cutoff says, and the actuals begin there`() throws {
    let panel = seasonalPanel(2, rows: 40)
    let trial = try trial(of: panel)
    for offset in 0..<5 {
      let history = trial.history(atOffset: offset)
      for series in panel.indices {
        #expect(history[series].count == trial.limits[series] + offset)
        let all = panel[series].values
        #expect(Array(history[series].values) == Array(all.prefix(history[series].count)))
        #expect(
          Array(trial.actuals(of: series, afterOffset: offset))
            == Array(all.dropFirst(history[series].count).prefix(3)))
      }
    }
  }
}
