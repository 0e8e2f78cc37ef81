import Glibc

@testable import ForecastForecasting
@testable import ForecastSeries

/// A transform that measures distances as they are.
let plain = SeriesTransform(value: .unit(1), indices: .none, scale: 1)

/// A transform that measures them in logarithms.
let logarithmic = SeriesTransform(value: .logarithm, indices: .none, scale: 1)

/// A forecast of counted steps with ends at a distance from the median that a level has.
func forecast(
  _ median: [Double], ends: [(level: Double, lower: [Double], upper: [Double])],
  id: String = "s0", from first: Int = 0
) -> Forecast {
  let axis = TimeAxis(start: Timestamp(seconds: 0), frequency: Frequency(.index))
    .advanced(by: first)
  return Forecast(
    identifier: id, cutoff: axis.timestamp(at: -1), axis: axis, median: median,
    intervals: ends.map { PredictionInterval(level: $0.level, lower: $0.lower, upper: $0.upper) },
    method: "made")
}

/// A forecast around zero whose ends are those of a normal distribution, `width` times too wide.
func normalForecast(
  _ grid: QuantileGrid = .standard, deviations: [Double], width: Double = 1, id: String = "s0",
  from first: Int = 0
) -> Forecast {
  forecast(
    deviations.map { _ in 0 },
    ends: grid.levels.map { level in
      let end = NormalDistribution.quantile((100 + level) / 200) * width
      return (level, deviations.map { -end * $0 }, deviations.map { end * $0 })
    }, id: id, from: first)
}

/// Windows of as many series, each with one forecast and errors of its own.
func independentWindows(
  _ count: Int, grid: QuantileGrid = .standard, steps: Int = 1, width: Double = 1,
  error: () -> Double
) -> [CalibrationWindow] {
  (0..<count).map { number in
    CalibrationWindow(
      normalForecast(
        grid, deviations: [Double](repeating: 1, count: steps), width: width, id: "s\(number)"),
      actuals: (0..<steps).map { _ in error() }, transform: plain)
  }
}

extension Noise {
  /// Student's t with three degrees of freedom: tails so heavy that the kurtosis is infinite.
  mutating func heavy() -> Double {
    let normal = next()
    let squares = (0..<3).reduce(0) { sum, _ in
      let one = next()
      return sum + one * one
    }
    return normal / (squares / 3).squareRoot()
  }
}
