import Testing

@testable import ForecastSeries

/// Everything that a window says at one step.
struct Said: Equatable {
  var inputs: [Float]
  var targets: [Float]
  var weights: [Float]
  var bases: [Double]
}

extension WindowedPanel {
  /// The whole window of a step.
  func said(series: Int = 0, step: Int, before limit: Int = .max, weight: Float = 1) -> Said {
    var inputs = [Float](repeating: .nan, count: shape.inputSize)
    var targets = [Float](repeating: .nan, count: shape.horizon)
    var weights = targets
    writeInput(series: series, step: step, into: &inputs, at: 0)
    writeTargets(
      series: series, step: step, before: limit, weight: weight, into: &targets, weights: &weights,
      at: 0)
    let bases = (1...shape.horizon).map { base(series: series, step: step, ahead: $0) }
    return Said(inputs: inputs, targets: targets, weights: weights, bases: bases)
  }
}

@Suite struct WindowedPanelTests {
  /// Divides by two, with the scale five: what is written can be checked by hand.
  private let halves = SeriesTransform(value: .unit(2), indices: .none, scale: 5)

  private func windows(
    _ values: [Double], lookback: Int = 3, horizon: Int = 2, season: Int = 1, long: Int? = nil,
    level: WindowShape.Level = .lastValue, base: WindowShape.Base = .lastValue,
    transform: SeriesTransform? = nil, from first: Int = 0
  ) -> WindowedPanel {
    WindowedPanel(
      countedPanel([values], from: first), transforms: [transform ?? halves],
      shape: WindowShape(
        lookback: lookback, horizon: horizon, season: season, longSeason: long, level: level,
        base: base))
  }

  @Test func `inputs are the last values, less their level, scaled`() {
    let windows = windows([10, 20, 40, 80, 50])
    #expect(windows.count == 1)
    #expect(windows.stepCount(of: 0) == 5)
    #expect(windows.said(step: 2).inputs == [-3, -2, 0])
    #expect(windows.said(step: 3).inputs == [-6, -4, 0])
  }

  @Test func `what lies before the first row counts as the level`() {
    let windows = windows([10, 20, 40], long: 2)
    #expect(windows.said(step: 0).inputs == [0, 0, 0, 0, 0])
    #expect(windows.said(step: 1).inputs == [0, -1, 0, -1, 0])
  }

  @Test func `the level is the last season's mean where that is asked for`() {
    let windows = windows([10, 20, 60, 30], season: 2, level: .seasonMean)
    // Levels 5, 7.5, 20, 22.5 in halves.
    #expect(windows.said(step: 2).inputs == [-3, -2, 2])
    #expect(windows.said(step: 0).inputs == [0, 0, 0])
  }

  @Test func `seasonal lags are the values one long season before each horizon step`() {
    let windows = windows([10, 20, 40, 80, 50], lookback: 1, long: 3)
    #expect(windows.said(step: 4).inputs == [0, -0.5 - 0.5, 3])
  }

  @Test func `targets are distances from the base, in units of the scale`() {
    let windows = windows([10, 20, 40, 80, 50])
    #expect(windows.said(step: 1, weight: 0.25).targets == [2, 6])
    #expect(windows.said(step: 1, weight: 0.25).weights == [0.25, 0.25])
  }

  @Test func `targets beyond the limit, beyond the end or not measured have no weight`() {
    let windows = windows([10, 20, .nan, 80, 50])
    #expect(windows.said(step: 1).weights == [0, 1])
    #expect(windows.said(step: 3).weights == [1, 0])
    #expect(windows.said(step: 4).weights == [0, 0])
    #expect(windows.said(step: 0, before: 2).weights == [1, 0])
    #expect(windows.said(step: 0, before: 1).weights == [0, 0])
    #expect(windows.said(step: 0, before: 1).targets == [0, 0])
  }

  @Test func `a step that was not measured itself teaches nothing`() {
    let windows = windows([10, .nan, 30, 40])
    #expect(windows.said(step: 1).weights == [0, 0])
    #expect(windows.said(step: 0).weights == [0, 1])
  }

  @Test func `the base is the last value, or a mean over last seasons`() {
    let values = [10.0, 20, 30, 14, 24, 34]
    #expect(windows(values).said(step: 4).bases == [12, 12])
    let one = windows(values, horizon: 4, season: 3, base: .seasonalMean(seasons: 1))
    #expect(one.said(step: 5).bases == [7, 12, 17, 7])
    #expect(one.said(step: 3).bases == [10, 15, 7, 10])
    let two = windows(values, horizon: 4, season: 3, base: .seasonalMean(seasons: 2))
    #expect(two.said(step: 5).bases == [6, 11, 16, 6])
    // Of two seasons, what is there: before the first row there is only one, or none but the level.
    #expect(two.said(step: 3).bases == [10, 15, 6, 10])
    #expect(two.said(step: 1).bases == [10, 5, 10, 10])
  }

  /// The target is a float: its rounding, 6e-8 of a correction below 100, on a scale below 10.
  @Test(arguments: [WindowShape.Base.lastValue, .seasonalMean(seasons: 2)])
  func `a target read as a correction gives the actual value back`(_ base: WindowShape.Base) {
    var dice = Dice(5)
    let values = (0..<40).map { 100 + 30 * Double($0 % 4) + 5 * dice.normal() }
    let transform = SeriesTransform(
      fitting: counted(values, from: 6), season: 4, adjustsSeason: true)
    let windows = windows(
      values, horizon: 5, season: 4, base: base, transform: transform, from: 6)
    for step in 0..<39 {
      let said = windows.said(step: step)
      for ahead in 1...5 where said.weights[ahead - 1] > 0 {
        let back = windows.value(
          ofCorrection: Double(said.targets[ahead - 1]), series: 0, step: step, ahead: ahead,
          ordinal: 6 + step + ahead)
        #expect(abs(back / values[step + ahead] - 1) < 1e-6)
      }
    }
  }

  @Test func `no correction says the base`() {
    let windows = windows([10, 20, 40])
    #expect(windows.value(ofCorrection: 0, series: 0, step: 2, ahead: 1, ordinal: 3) == 40)
    #expect(windows.value(ofCorrection: 2, series: 0, step: 2, ahead: 1, ordinal: 3) == 60)
  }

  @Test(arguments: [WindowShape.Level.lastValue, .seasonMean])
  func `values that are appended are as good as measured ones`(_ level: WindowShape.Level) {
    let shape = WindowShape(
      lookback: 4, horizon: 2, season: 2, level: level, base: .seasonalMean(seasons: 2))
    func made(_ rows: [[Double]]) -> WindowedPanel {
      WindowedPanel(countedPanel(rows), transforms: rows.map { _ in halves }, shape: shape)
    }
    let whole = made([[5, 7, 9, 4, 2], [1, 3, 8]])
    let appended = made([[5, 7, 9], [1, 3]]).appending(
      [[4, 2], [8]].map { $0.map { halves.transformed($0, atOrdinal: 0) } })
    #expect(appended.offsets == whole.offsets)
    for series in 0..<2 {
      for step in 0..<whole.stepCount(of: series) {
        #expect(
          appended.said(series: series, step: step) == whole.said(series: series, step: step))
      }
    }
  }

  @Test func `series do not look into each other`() {
    let shape = WindowShape(
      lookback: 4, horizon: 2, season: 2, level: .seasonMean, base: .seasonalMean(seasons: 2))
    let lone = WindowedPanel(countedPanel([[5, 7, 9]]), transforms: [halves], shape: shape)
    let among = WindowedPanel(
      countedPanel([[1e6, 1e6], [5, 7, 9], [1e6]]), transforms: [halves, halves, halves],
      shape: shape)
    for step in 0..<3 { #expect(lone.said(step: step) == among.said(series: 1, step: step)) }
  }
}
