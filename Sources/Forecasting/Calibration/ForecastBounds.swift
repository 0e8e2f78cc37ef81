/// What a forecast may say at all: limits that the user knows, and whole numbers.
public struct ForecastBounds: Sendable, Equatable {
  /// No number below this.
  public var minimum: Double?
  /// No number above this.
  public var maximum: Double?
  /// Whether only whole numbers can come.
  public var isInteger: Bool

  /// Makes bounds; without arguments none.
  public init(minimum: Double? = nil, maximum: Double? = nil, isInteger: Bool = false) {
    self.minimum = minimum
    self.maximum = maximum
    self.isInteger = isInteger
  }

  /// No limits.
  public static let none = ForecastBounds()

  /// The lowest number that is allowed.
  var lowest: Double {
    guard let minimum else { return -.infinity }
    return isInteger ? minimum.rounded(.up) : minimum
  }

  /// The highest number that is allowed.
  var highest: Double {
    guard let maximum else { return .infinity }
    return isInteger ? maximum.rounded(.down) : maximum
  }

  /// Whether any number is allowed.
  public var isPossible: Bool { lowest <= highest }

  /// A number put inside, rounded where only whole numbers can come.
  ///
  /// - Parameters:
  ///   - value: the number.
  ///   - rule: a lower end is rounded down, an upper end up, so that an interval only grows.
  /// - Returns: the nearest number that is allowed.
  public func clamped(
    _ value: Double, rounding rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) -> Double {
    min(max(isInteger ? value.rounded(rule) : value, lowest), highest)
  }

  /// A forecast inside the bounds, its order kept: both clamping and rounding are monotone.
  public func applied(to forecast: Forecast) -> Forecast {
    guard self != .none else { return forecast }
    return Forecast(
      identifier: forecast.identifier, cutoff: forecast.cutoff, axis: forecast.axis,
      median: forecast.median.map { clamped($0) },
      intervals: forecast.intervals.map { interval in
        PredictionInterval(
          level: interval.level, lower: interval.lower.map { clamped($0, rounding: .down) },
          upper: interval.upper.map { clamped($0, rounding: .up) })
      }, method: forecast.method, mean: forecast.mean?.map { clamped($0) })
  }
}
