@testable import ForecastSeries
import TestSupport

/// Seeded noise for properties that must hold for any values.
struct Dice {
  private var generator: TestGenerator

  init(_ seed: UInt64) { generator = TestGenerator(seed: seed) }

  /// Uniform in 0 ..< 1.
  mutating func uniform() -> Double { Double(generator.next() >> 11) * 0x1p-53 }

  /// Roughly normal with deviation one: twelve uniforms, less their mean.
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
}

/// A series of counted steps whose first row has a chosen ordinal.
func counted(_ values: [Double], from first: Int = 0, id: String = "") -> TimeSeries {
  TimeSeries(
    identifier: id,
    axis: TimeAxis(start: Timestamp(seconds: first), frequency: Frequency(.index)),
    values: values[...])
}

/// A panel of such series, all from the same first ordinal.
func countedPanel(_ series: [[Double]], from first: Int = 0) -> Panel {
  Panel(
    frequency: Frequency(.index),
    series: series.enumerated().map { counted($1, from: first, id: "s\($0)") })
}

/// Quarters on a slope: `t = np.arange(48); 100 + 2*t + np.array([0, 10, -8, 4])[t % 4] + t*7 % 5`.
let slopedQuarters: [Double] = (0..<48).map { (t: Int) -> Double in
  let season: Int = [0, 10, -8, 4][t % 4]
  return Double(100 + 2 * t + season + t * 7 % 5)
}

/// Weeks of days: `50 + np.array([0, 9, 3, -6, -12, 5, 1])[t % 7] + t*5 % 3`.
let weekdays: [Double] = (0..<48).map { (t: Int) -> Double in
  let season: Int = [0, 9, 3, -6, -12, 5, 1][t % 7]
  return Double(50 + season + t * 5 % 3)
}

/// `100 + t*t*37 % 41`: no season of 5 or 12.
let shuffled: [Double] = (0..<48).map { (t: Int) -> Double in Double(100 + t * t * 37 % 41) }
