@testable import ForecastForecasting
import ForecastRecurrent
@testable import ForecastSeries
import ForecastStorage

/// A network whose head says something: an untrained one says zero.
func randomNetwork(_ settings: RecurrentSettings, seed: UInt64 = 9) throws -> RecurrentNetwork {
  var random = RandomSource(seed: seed)
  let shape = settings.networkShape
  let tensors = ParameterLayout(shape: shape).places.map { place in
    NamedTensor(
      name: place.name, shape: place.shape,
      values: (0..<place.count).map { _ in Float(random.next() >> 40) * 0x1p-24 - 0.5 })
  }
  return try RecurrentNetwork(shape: shape, tensors: tensors)
}

/// The windows of a panel, each series transformed by all of its rows.
func windows(_ panel: Panel, _ settings: RecurrentSettings) -> WindowedPanel {
  let store = TransformStore(
    fitting: panel, season: settings.season, adjustsSeason: settings.adjustsSeason)
  return WindowedPanel(panel, transforms: store.transforms, shape: settings.window)
}

/// A fit in a moment.
func fit(
  _ settings: RecurrentSettings, _ panel: Panel, seed: UInt64 = 3, threads: Int = 1
) throws -> FittedRecurrent {
  try RecurrentForecaster(settings: settings)
    .fit(panel, context: FitContext(seed: seed, threads: threads))
}

/// The panel with all values from a row on, counted from each series' end, replaced.
func scrambled(_ panel: Panel, last rows: Int) -> Panel {
  Panel(
    frequency: panel.frequency,
    series: panel.indices.map { index in
      let series = panel[index]
      let kept = series.droppingLast(rows).values
      let noise = (0..<(series.count - kept.count)).map { 1e4 + 333 * Double($0 * $0 % 7) }
      return TimeSeries(
        identifier: series.identifier, axis: series.axis, values: (Array(kept) + noise)[...])
    })
}
