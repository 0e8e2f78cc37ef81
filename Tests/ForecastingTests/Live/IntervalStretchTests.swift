import ForecastSeries
import Testing

@testable import ForecastForecasting

@Suite struct IntervalStretchTests {
  /// A record of one-step forecasts whose errors are these.
  private func record(
    _ errors: [Double], half: Double = 1, stretch: Double = 1, point: Double = -50
  ) -> [IssuedForecast] {
    errors.enumerated().map {
      issue([point], half: half, actuals: [point + $1], from: $0, stretch: stretch)
    }
  }

  private func factor(_ issued: [IssuedForecast]) -> Double {
    IntervalStretch(fitting: issued, levels: [80]).factors[0]
  }

  @Test func `fewer than twenty times change nothing`() {
    #expect(factor(record([Double](repeating: 9, count: 19))) == 1)
    #expect(factor(record([Double](repeating: 9, count: 20))) > 1)
    let twice = record([Double](repeating: 9, count: 19))
    #expect(factor(twice + twice) == 1, "the same times again are no more evidence")
  }

  @Test func `the factor is the score that would have held, drawn toward one`() {
    // Errors of 0.05 … 2 in steps of 0.05: the 33rd of 40 is 1.65, the trust 40 of 60.
    let errors = (1...40).map { 0.05 * Double($0) * ($0 % 2 == 0 ? 1 : -1) }
    #expect(abs(factor(record(errors)) - 1.396_36) < 1e-4)
    // The same record with intervals that were twice as wide as the model's.
    #expect(abs(factor(record(errors, half: 2, stretch: 2)) - 1.396_36) < 1e-4)
  }

  @Test func `it never goes beyond half or three times`() {
    #expect(factor(record([Double](repeating: 1e9, count: 500))) == 3)
    #expect(factor(record([Double](repeating: 0, count: 500))) == 0.5)
    #expect(factor(record([Double](repeating: 2, count: 500), half: 0)) == 3)
  }

  @Test func `below a lower end above zero distances are ratios`() {
    // 10 with an interval from 5: a half of it is a division by two, so 2.5 is two halves away.
    let low = (0..<60).map { issue([10], half: 5, actuals: [2.5], from: $0) }
    #expect(abs(factor(low) - 1.681_8) < 1e-3)
    let gone = (0..<60).map { issue([10], half: 5, actuals: [-1], from: $0) }
    #expect(factor(gone) == 3)
  }

  @Test func `intervals nest, keep their order and never cross zero or the point`() {
    let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.index))
    let forecast = Forecast(
      identifier: "", cutoff: axis.timestamp(at: 0), axis: axis.advanced(by: 1), median: [10, -1],
      intervals: [
        PredictionInterval(level: 80, lower: [5, -2], upper: [16, -1]),
        PredictionInterval(level: 95, lower: [4, -3], upper: [18, 0]),
      ], method: "lstm")
    // Only 80 % has a record, so that 95 % has to give way to it.
    let stretch = IntervalStretch(
      fitting: record([Double](repeating: 1e9, count: 5_000)), levels: [80, 95])
    #expect(stretch.factors == [3, 1])
    let wide = stretch.applied(to: forecast)
    #expect(wide.median == forecast.median)
    #expect(wide.intervals[0].lower == [1.25, -4])
    #expect(wide.intervals[0].upper == [28, -1])
    #expect(wide.intervals[1].lower == [1.25, -4])
    #expect(wide.intervals[1].upper == [28, 0])
    #expect(IntervalStretch.none(levels: [80, 95]).applied(to: forecast) == forecast)
  }

  /// A job that forecasts zero with an interval of its own idea, and noise that does as it likes.
  @Test(arguments: [0.5, 1, 2] as [Double], [11, 12, 13] as [UInt64])
  func `a record makes wrong intervals nearly right and leaves right ones alone`(
    _ width: Double, _ seed: UInt64
  ) {
    var noise = Noise(seed)
    var ledger = ForecastLedger()
    var held: [Bool] = []
    for time in 0..<400 {
      let stretch = IntervalStretch(fitting: ledger.issued(by: "m"), levels: [80])
      let half = 1.2816 * width * stretch.factors[0]
      let came = noise.next()
      ledger.record([
        issue([0], half: half, actuals: [came], from: time, stretch: stretch.factors[0])
      ])
      if time >= 100 { held.append(abs(came) <= half) }
    }
    let share = Double(held.count { $0 }) / Double(held.count)
    // Without the record they would hold 48, 80 and 99 %.
    #expect((0.73...0.87).contains(share), "\(share)")
  }
}
