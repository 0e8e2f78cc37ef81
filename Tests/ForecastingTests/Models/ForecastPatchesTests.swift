import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct ForecastPatchesTests {
  private static let settings: [RecurrentSettings] = {
    var long = RecurrentSettings.tiny()
    long.longSeason = 12
    var both = RecurrentSettings.tiny(base: .lastValue)
    both.isBidirectional = true
    return [.tiny(), .tiny(adjusts: true, base: .lastValue), long, both, .tiny(loss: .mae)]
  }()

  /// Two random networks over three transformed series: as they are, and serving another horizon.
  private func models(
    _ settings: RecurrentSettings, horizon: Int
  ) throws -> (plain: FittedRecurrent, other: FittedRecurrent, panel: Panel) {
    let panel = seasonalPanel(3, rows: 90)
    let networks = try [4, 5].map { try randomNetwork(settings, seed: $0) }
    let store = TransformStore(
      fitting: panel, season: settings.season, adjustsSeason: settings.adjustsSeason)
    let errors =
      settings.quantileCount == 1
      ? ErrorQuantiles(horizon: settings.horizon).table(grid: settings.grid) : nil
    func fitted(_ settings: RecurrentSettings) throws -> FittedRecurrent {
      let fallback = try BaselineForecaster(
        baseline: .seasonalNaive, horizon: settings.horizon, seasons: Seasons(settings.season)
      ).fit(panel, context: FitContext())
      return FittedRecurrent(
        settings: settings, store: store, fallback: fallback, errorQuantiles: errors,
        networks: networks)
    }
    var longer = settings
    (longer.horizon, longer.networkHorizon) = (horizon, settings.horizon)
    return (try fitted(settings), try fitted(longer), panel)
  }

  /// A forecast's ends and median by rising probability, in the transformed scale, one array a step.
  private func transformed(
    _ forecast: Forecast, _ transform: SeriesTransform
  ) -> [[Double]] {
    (0..<forecast.horizon).map { step in
      let ordinal = forecast.axis.ordinal(at: step)
      let values =
        forecast.intervals.reversed().map { $0.lower[step] } + [forecast.median[step]]
        + forecast.intervals.map { $0.upper[step] }
      return values.map { transform.transformed($0, atOrdinal: ordinal) }
    }
  }

  @Test(arguments: settings)
  func `a shorter horizon is the cut of the networks' own, bit for bit`(
    _ settings: RecurrentSettings
  ) throws {
    let (plain, other, panel) = try models(settings, horizon: 2)
    let whole = try plain.predict(horizon: 3, following: panel)
    for (cut, all) in zip(try other.predict(horizon: 2, following: panel), whole) {
      #expect(cut.median == Array(all.median.prefix(2)))
      for (one, both) in zip(cut.intervals, all.intervals) {
        #expect(one.lower == Array(both.lower.prefix(2)))
        #expect(one.upper == Array(both.upper.prefix(2)))
      }
    }
  }

  /// The loop feeds values back on their own scale; the way there and back moves a float of the input
  /// by a rounding, and random networks are steep: 1e-4 of a value in the transformed scale.
  @Test(arguments: settings)
  func `a longer horizon is a loop that appends medians to the series`(
    _ settings: RecurrentSettings
  ) throws {
    let (plain, other, panel) = try models(settings, horizon: 8)
    let all = try other.predict(horizon: 8, following: panel)
    for index in panel.indices {
      let transform = plain.store.transforms[index]
      let said = transformed(all[index], transform)
      let middle = settings.grid.medianIndex
      var rows = Array(panel[index].values)
      var last: [Double]?
      for patch in 0..<3 {
        let known = TimeSeries(
          identifier: panel[index].identifier, axis: panel[index].axis, values: rows[...])
        let forecast = try plain.predict(
          horizon: 3, following: Panel(frequency: panel.frequency, series: [known]))[0]
        var steps = transformed(forecast, transform)
        if let last {
          steps = steps.map { step in
            step.indices.map { place in
              let before = last[place] - last[middle]
              let now = step[place] - step[middle]
              let sign: Double = place < middle ? -1 : 1
              return step[middle] + sign * (before * before + now * now).squareRoot()
            }
          }
        }
        for (offset, step) in steps.enumerated() where 3 * patch + offset < 8 {
          for (one, other) in zip(step, said[3 * patch + offset]) {
            #expect(abs(one - other) < 1e-4 * max(1, abs(one)))
          }
        }
        rows += forecast.median
        last = steps.last
      }
    }
  }

  @Test(arguments: settings)
  func `quantiles are sorted, and no patch is narrower than the end of the one before`(
    _ settings: RecurrentSettings
  ) throws {
    let (plain, other, panel) = try models(settings, horizon: 10)
    let middle = settings.grid.medianIndex
    for (index, forecast) in try other.predict(horizon: 10, following: panel).enumerated() {
      #expect(forecast.isFinite && forecast.isOrdered)
      let said = transformed(forecast, plain.store.transforms[index])
      for step in 3..<10 {
        let end = said[step / 3 * 3 - 1]
        for place in end.indices {
          // The way to the own scale and back costs some ulps.
          #expect(
            abs(said[step][place] - said[step][middle])
              >= abs(end[place] - end[middle]) * (1 - 1e-9))
        }
      }
    }
  }

  @Test(arguments: settings)
  func `a forecast in patches from the tail is the one from the whole, bit for bit`(
    _ settings: RecurrentSettings
  ) throws {
    let (_, other, panel) = try models(settings, horizon: 8)
    let whole = try other.predict(horizon: 8, following: panel).map(\.bits)
    let length = other.settings.tailLength
    #expect(length < 80)
    #expect(try other.predict(horizon: 8, following: panel.suffix(length)).map(\.bits) == whole)
    // The first steps do not depend on how many follow.
    #expect(
      try other.predict(horizon: 4, following: panel).map(\.median)
        == other.predict(horizon: 8, following: panel).map { Array($0.median.prefix(4)) })
  }

  @Test func `no series gives no forecast`() throws {
    let (_, other, panel) = try models(.tiny(), horizon: 8)
    let none = Panel(frequency: panel.frequency, series: [])
    #expect(try other.predict(horizon: 8, following: none).isEmpty)
  }
}
