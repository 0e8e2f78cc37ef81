import ForecastRecurrent
import ForecastStorage
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct HeldOutCutoffsTests {
  private let panel = seasonalPanel(3)
  private let cutoffs = 2

  private func judge(_ settings: RecurrentSettings, _ panel: Panel? = nil) -> HeldOutCutoffs {
    let panel = panel ?? self.panel
    return HeldOutCutoffs(
      settings: settings, windows: windows(self.panel, settings).replacing(panel, settings),
      limits: panel.indices.map { panel[$0].count - settings.horizon - cutoffs + 1 },
      cutoffs: cutoffs)
  }

  private func untrained(_ settings: RecurrentSettings) -> RecurrentNetwork {
    var random = RandomSource(seed: 1)
    return RecurrentNetwork(shape: settings.networkShape, using: &random)
  }

  /// The scaled distances from the base at every judged cutoff: an untrained point network errs by them.
  private func distances(_ settings: RecurrentSettings) -> [[Double]] {
    let windows = windows(panel, settings)
    var distances = [[Double]](repeating: [], count: settings.horizon)
    for series in panel.indices {
      let limit = panel[series].count - settings.horizon - cutoffs + 1
      for step in (limit - 1)..<(limit - 1 + cutoffs) {
        for ahead in 1...settings.horizon {
          let transform = windows.transforms[series]
          let actual = transform.transformed(
            panel[series].values[panel[series].values.startIndex + step + ahead],
            atOrdinal: step + ahead)
          let base = windows.base(series: series, step: step, ahead: ahead)
          distances[ahead - 1].append((actual - base) / transform.scale)
        }
      }
    }
    return distances
  }

  /// The pinball loss of the median is half the absolute error, and an untrained network errs by just
  /// what the base leaves.
  @Test(arguments: [LossName.mae, .pinball])
  func `an untrained network has half of what the base leaves, series by series`(_ loss: LossName) {
    var settings = RecurrentSettings.tiny(loss: loss)
    settings.grid = QuantileGrid(levels: [])
    #expect(distances(settings).flatMap(\.self).count == 3 * cutoffs * 3)
    #expect(abs(judge(settings).loss(of: [untrained(settings)]) - 0.5) < 1e-6)
  }

  @Test func `one series gone wild does not rule the loss`() {
    let settings = RecurrentSettings.tiny(loss: .mae)
    var series = panel.indices.map { panel[$0] }
    var values = Array(series[0].values)
    values[values.count - 1] *= 1e6
    series[0] = TimeSeries(identifier: "wild", axis: series[0].axis, values: values[...])
    let wild = Panel(frequency: panel.frequency, series: series)
    #expect(abs(judge(settings, wild).loss(of: [untrained(settings)]) - 0.5) < 1e-6)
  }

  @Test func `error quantiles are those of the distances`() {
    let settings = RecurrentSettings.tiny(loss: .huber)
    var errors = ErrorQuantiles(horizon: 3)
    for (step, distances) in distances(settings).enumerated() {
      for distance in distances { errors.add(distance, ahead: step + 1) }
    }
    let found = judge(settings).errorQuantiles(of: [untrained(settings)])
    for (value, expected) in zip(found, errors.table(grid: settings.grid)) {
      #expect(abs(value - expected) < 1e-6)
    }
  }

  @Test
  func `values before the limit matter only as inputs, those after the last target not at all`() {
    let settings = RecurrentSettings.tiny(loss: .mae)
    let before = judge(settings).loss(of: [untrained(settings)])
    let longer = Panel(
      frequency: panel.frequency,
      series: panel.indices.map { series(Array(panel[$0].values) + [1e6, -1e6], id: "s\($0)") })
    let limits = panel.indices.map { panel[$0].count - 3 - cutoffs + 1 }
    let after = HeldOutCutoffs(
      settings: settings, windows: windows(panel, settings).replacing(longer, settings),
      limits: limits, cutoffs: cutoffs)
    #expect(after.loss(of: [untrained(settings)]) == before)
  }

  @Test func `with nothing to judge by the loss is no number`() {
    let settings = RecurrentSettings.tiny()
    let judge = HeldOutCutoffs(
      settings: settings, windows: windows(panel, settings), limits: [0, 0, 0], cutoffs: 0)
    #expect(judge.loss(of: [untrained(settings)]).isNaN)
  }
}

extension WindowedPanel {
  /// The same transforms over other rows.
  fileprivate func replacing(_ panel: Panel, _ settings: RecurrentSettings) -> WindowedPanel {
    WindowedPanel(panel, transforms: transforms, shape: settings.window)
  }
}
