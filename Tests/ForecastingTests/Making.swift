@testable import ForecastForecasting
@testable import ForecastSeries
import ForecastStorage

/// Seeded noise, roughly normal with deviation one: twelve uniforms, less their mean.
struct Noise {
  private var source: RandomSource

  init(_ seed: UInt64) { source = RandomSource(seed: seed) }

  mutating func next() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double(source.next() >> 11) * 0x1p-53 }
  }
}

/// A series of counted steps, or of calendar steps from 1970-01-01 on.
func series(
  _ values: [Double], id: String = "", _ unit: Frequency.Unit = .index, from first: Int = 0
) -> TimeSeries {
  let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(unit))
  return TimeSeries(identifier: id, axis: axis.advanced(by: first), values: values[...])
}

/// A panel of such series, called s0, s1 and so on.
func panel(
  _ values: [[Double]], _ unit: Frequency.Unit = .index, from first: Int = 0
) -> Panel {
  Panel(
    frequency: Frequency(unit),
    series: values.enumerated().map { series($1, id: "s\($0)", unit, from: first) })
}

/// A clean season of four on a slope with a little noise, each series on a level of its own.
func seasonalValues(_ number: Int, count: Int = 48, noise: Double = 0.5) -> [Double] {
  var random = Noise(UInt64(100 + number))
  let level = 60.0 + 25 * Double(number)
  return (0..<count).map { step in
    let season: Double = [0, 14, -9, 5][step % 4]
    return level + 0.3 * Double(step) + season + noise * random.next()
  }
}

func seasonalPanel(_ count: Int = 4, rows: Int = 48) -> Panel {
  panel((0..<count).map { seasonalValues($0, count: rows - 3 * $0) })
}

/// A walk of normal steps.
func randomWalk(_ seed: UInt64, count: Int, from start: Double = 0) -> [Double] {
  var random = Noise(seed)
  var value = start
  return (0..<count).map { _ in
    value += random.next()
    return value
  }
}

extension RecurrentSettings {
  /// A network that trains in a moment.
  static func tiny(
    horizon: Int = 3, season: Int = 4, lookback: Int = 5, adjusts: Bool = false,
    base: WindowShape.Base = .seasonalMean(seasons: 1), loss: LossName = .pinball, epochs: Int = 4
  ) -> RecurrentSettings {
    var settings = RecurrentSettings(
      horizon: horizon, season: season, longSeason: nil, lookback: lookback,
      adjustsSeason: adjusts, level: .seasonMean, base: base, grid: .standard)
    settings.hiddenSize = 4
    settings.layerCount = 2
    settings.memberCount = 2
    settings.batchSize = 3
    settings.cropLength = 30
    settings.epochs = epochs
    settings.loss = loss
    return settings
  }
}

/// What a throwing call threw as a forecasting error, or nothing if it did not.
func forecastingError(_ body: () throws -> Void) -> ForecastingError? {
  do {
    try body()
    return nil
  } catch {
    return error as? ForecastingError
  }
}

extension Forecast {
  /// Whether every wider interval lies around the narrower, and all around the median.
  var isOrdered: Bool {
    let inner = [(median, median)] + intervals.map { ($0.lower, $0.upper) }
    return zip(inner, inner.dropFirst()).allSatisfy { narrow, wide in
      median.indices.allSatisfy { wide.0[$0] <= narrow.0[$0] && narrow.1[$0] <= wide.1[$0] }
    }
  }

  /// Every number.
  var values: [Double] { median + intervals.flatMap { $0.lower + $0.upper } }

  /// Every number, as bits.
  var bits: [UInt64] { values.map(\.bitPattern) }
}
