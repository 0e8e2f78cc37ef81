import Foundation
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct StepDefaultsTests {
  private func defaults(
    _ step: Frequency, rows: Int, horizon: Int? = nil, season: Int? = nil
  ) -> StepDefaults {
    let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: step)
    let values = (0..<rows).map { Double($0 % 5) }
    let series = TimeSeries(identifier: "", axis: axis, values: values[...])
    return StepDefaults(
      for: Panel(frequency: step, series: [series]), horizon: horizon, season: season)
  }

  /// A row of the table of defaults by step, where the data are long enough for all of it.
  struct Row: CustomTestStringConvertible, Sendable {
    let step: Frequency
    let rows: Int
    let horizon: Int
    let season: Int
    let long: Int?
    let lookback: ClosedRange<Int>
    let metric: Int

    var testDescription: String { "\(step), \(rows) rows" }

    init(
      _ unit: Frequency.Unit, _ count: Int = 1, rows: Int, h: Int, m: Int, long: Int? = nil,
      n: ClosedRange<Int>, metric: Int? = nil
    ) {
      step = Frequency(unit, count: count)
      self.rows = rows
      (horizon, season, self.long, lookback) = (h, m, long, n)
      self.metric = metric ?? m
    }
  }

  private static let table = [
    Row(.second, rows: 20_000, h: 60, m: 60, long: 3600, n: 90...90),
    Row(.minute, rows: 5_000, h: 60, m: 60, long: 1440, n: 90...90),
    Row(.minute, 5, rows: 9_000, h: 288, m: 288, long: 2016, n: 360...360),
    Row(.minute, 10, rows: 9_000, h: 144, m: 144, long: 1008, n: 180...180),
    Row(.minute, 15, rows: 9_000, h: 96, m: 96, long: 672, n: 120...120),
    Row(.minute, 30, rows: 2_000, h: 48, m: 48, long: 336, n: 60...60),
    Row(.hour, rows: 800, h: 48, m: 24, long: 168, n: 60...60),
    Row(.day, rows: 400, h: 28, m: 7, n: 56...56),
    Row(.businessDay, rows: 400, h: 21, m: 5, n: 42...42),
    Row(.week, rows: 300, h: 13, m: 52, n: 65...65, metric: 1),
    Row(.week, rows: 110, h: 13, m: 52, n: 17...55, metric: 1),
    Row(.week, rows: 100, h: 13, m: 1, n: 17...17, metric: 1),
    Row(.month, rows: 71, h: 12, m: 12, n: 15...24),
    Row(.month, rows: 72, h: 18, m: 12, n: 15...24),
    Row(.quarter, rows: 19, h: 4, m: 4, n: 8...10), Row(.quarter, rows: 40, h: 8, m: 4, n: 8...10),
    Row(.year, rows: 19, h: 4, m: 1, n: 6...8), Row(.year, rows: 24, h: 6, m: 1, n: 6...8),
  ]

  @Test(arguments: table)
  func `each step has its row of the table`(_ row: Row) {
    let defaults = defaults(row.step, rows: row.rows)
    #expect(defaults.horizon == row.horizon)
    #expect(defaults.season == row.season)
    #expect(defaults.metricSeason == row.metric)
    #expect(row.lookback.contains(defaults.lookback))
    if let long = row.long { #expect(defaults.longSeason == long) }
  }

  @Test func `a long season needs one and a half of itself`() {
    #expect(defaults(Frequency(.hour), rows: 251).longSeason == nil)
    #expect(defaults(Frequency(.hour), rows: 252).longSeason == 168)
    #expect(defaults(Frequency(.hour), rows: 1_000, horizon: 169).longSeason == nil)
  }

  @Test func `an index is looked at for its season`() {
    func defaults(_ values: [Double], season: Int? = nil) -> StepDefaults {
      StepDefaults(for: panel([values]), season: season)
    }
    var random = Noise(1)
    let seasonal = (0..<150).map { (t: Int) -> Double in
      50 + 9 * sin(2 * .pi * Double(t) / 12) + random.next()
    }
    #expect(defaults(seasonal).season == 12)
    #expect(defaults(seasonal).metricSeason == 12)
    #expect(defaults(seasonal).horizon == 15)
    #expect(defaults(seasonal, season: 1).season == 1)
    let noise = (0..<150).map { _ in random.next() }
    #expect(defaults(noise).season == 1)
    #expect(defaults(noise).lookback == 19)
    #expect(defaults([Double](repeating: 0, count: 900)).horizon == 24)
  }

  @Test func `a short series is asked for a quarter of its rows at most`() {
    for rows in 1...60 {
      let defaults = defaults(Frequency(.month), rows: rows)
      #expect(defaults.horizon <= max(1, rows / 4))
      #expect(defaults.horizon >= 1)
      #expect(defaults.season == (rows > 24 ? 12 : 1))
      #expect(defaults.lookback >= 1 && defaults.lookback <= max(1, rows / 2))
    }
  }

  @Test func `what the user said counts`() {
    let defaults = defaults(Frequency(.month), rows: 40, horizon: 30, season: 6)
    #expect(defaults.horizon == 30)
    #expect(defaults.season == 6)
    #expect(defaults.metricSeason == 6)
  }

  @Test func `seasons that were said are all there are`() {
    let rows = panel([[Double](repeating: 1, count: 2_000)], .hour)
    func long(_ seasons: [Int]?) -> Int? {
      StepDefaults(for: rows, season: 24, longSeasons: seasons).longSeason
    }
    #expect(long(nil) == 168)
    #expect(long([]) == nil)
    #expect(long([336, 168]) == 336)
    // One that is shorter than the horizon, or has not one and a half of itself, is passed over.
    #expect(long([40, 1_400, 168]) == 168)
  }

  @Test func `a panel is taken by its typical length`() {
    let long = [Double](repeating: 1, count: 100)
    let short = [Double](repeating: 1, count: 10)
    #expect(StepDefaults(for: panel([long, long, short], .month)).horizon == 18)
    #expect(StepDefaults(for: panel([short, long, short], .month)).horizon == 2)
    #expect(StepDefaults(for: panel([])).horizon == 1)
  }

  /// Whatever the step, the settings must be such that windows can be made of them.
  @Test(arguments: Frequency.Unit.allCases)
  func `odd steps have sound defaults too`(_ unit: Frequency.Unit) {
    for count in [1, 2, 5, 7, 29, 31, 400, 1_441, 100_000] {
      for rows in [1, 10, 500] {
        let defaults = defaults(Frequency(unit, count: count), rows: rows)
        #expect(defaults.horizon >= 1 && defaults.season >= 1 && defaults.metricSeason >= 1)
        #expect(defaults.lookback >= 1)
        #expect(defaults.longSeason.map { $0 >= defaults.horizon } ?? true)
      }
    }
  }

  @Test func `series too short to be learned from do not shorten the others' horizon`() {
    let long = [Double](repeating: 1, count: 200)
    let mixed = StepDefaults(for: panel([long, [1, 2, 3], [1, 2, 3, 4, 5], [1]], .day))
    #expect(mixed == StepDefaults(for: panel([long], .day)))
    #expect(mixed.horizon == 28 && mixed.season == 7)
    #expect(StepDefaults(for: panel([[1, 2, 3]], .day)).horizon == 1)
  }
}
