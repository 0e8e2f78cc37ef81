import Testing

@testable import ForecastSeries

/// Whether a window knows what it must not, by experiment: what comes later is scrambled.
@Suite struct WindowedPanelLeakTests {
  private static let shapes = [
    WindowShape(lookback: 5, horizon: 3, season: 4, level: .lastValue, base: .lastValue),
    WindowShape(
      lookback: 3, horizon: 6, season: 4, longSeason: 8, level: .seasonMean,
      base: .seasonalMean(seasons: 1)),
    WindowShape(
      lookback: 3, horizon: 9, season: 4, longSeason: 12, level: .lastValue,
      base: .seasonalMean(seasons: 3)),
  ]

  private let values: [Double] = {
    var dice = Dice(11)
    return (0..<30).map { 100 + 30 * Double($0 % 4) + 9 * dice.normal() }
  }()

  private func windows(
    _ values: [Double], _ shape: WindowShape, _ transform: SeriesTransform
  ) -> WindowedPanel {
    WindowedPanel(countedPanel([values]), transforms: [transform], shape: shape)
  }

  private func scrambled(_ values: [Double], from step: Int) -> [Double] {
    values.enumerated().map { position, value in
      position < step || value.isNaN ? value : 1e5 + Double(position * position)
    }
  }

  @Test(arguments: shapes, [false, true])
  func `inputs, bases and weights know nothing after their step`(
    _ shape: WindowShape, hasGaps: Bool
  ) {
    let gaps = hasGaps ? [0, 1, 9, 10, 17, 29] : []
    let values = values.enumerated().map { gaps.contains($0) ? .nan : $1 }
    let transform = SeriesTransform(
      fitting: counted(values), season: 4, adjustsSeason: true)
    let honest = windows(values, shape, transform)
    for step in values.indices where !values[step].isNaN {
      let blind = windows(scrambled(values, from: step + 1), shape, transform)
      let (seen, told) = (honest.said(step: step), blind.said(step: step))
      #expect(seen.inputs.map(\.bitPattern) == told.inputs.map(\.bitPattern))
      #expect(seen.bases.map(\.bitPattern) == told.bases.map(\.bitPattern))
      #expect(seen.weights == told.weights)
    }
  }

  /// A gap is filled with a line between its neighbours: inside it a window would know the later one.
  @Test(arguments: shapes)
  func `no window that counts stands inside a gap`(_ shape: WindowShape) {
    let values = values.enumerated().map { (9...12).contains($0) ? .nan : $1 }
    let windows = windows(
      values, shape, SeriesTransform(fitting: counted(values), season: 4, adjustsSeason: false))
    for step in 9...12 {
      #expect(windows.said(step: step).weights.allSatisfy { $0 == 0 })
      #expect(windows.said(step: step).targets.allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: shapes)
  func `targets know nothing at or after the limit`(_ shape: WindowShape) {
    let transform = SeriesTransform(
      fitting: counted(values), season: 4, adjustsSeason: true)
    let honest = windows(values, shape, transform)
    for limit in [1, 7, 20, 30] {
      let blind = windows(scrambled(values, from: limit), shape, transform)
      for step in 0..<limit {
        let (seen, told) = (
          honest.said(step: step, before: limit), blind.said(step: step, before: limit)
        )
        #expect(seen.targets.map(\.bitPattern) == told.targets.map(\.bitPattern))
        #expect(seen == told)
      }
    }
  }

  @Test(arguments: shapes)
  func `a tail as long as the reach gives the same windows as the whole`(_ shape: WindowShape) {
    let transform = SeriesTransform(fitting: counted(values), season: 4, adjustsSeason: true)
    let whole = windows(values, shape, transform)
    let panel = countedPanel([values]).suffix(shape.reach + 4)
    let tail = WindowedPanel(panel, transforms: [transform], shape: shape)
    let cut = values.count - panel.values.count
    for step in (shape.reach - 1)..<panel.values.count {
      #expect(tail.said(step: step) == whole.said(step: cut + step))
    }
  }
}
