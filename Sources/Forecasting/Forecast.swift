public import ForecastSeries

/// What is expected of one series after its last row: a median and intervals for each step.
public struct Forecast: Sendable, Equatable {
  /// The id of the series as its file writes it.
  public let identifier: String
  /// The time of the last row that the forecast knows.
  public let cutoff: Timestamp
  /// The times that are forecast; position 0 is one step after the cutoff.
  public let axis: TimeAxis
  /// The median, one value a step.
  public let median: [Double]
  /// The expected value, one a step, where that is the point that was asked for.
  public let mean: [Double]?
  /// One interval a level, by rising level.
  public let intervals: [PredictionInterval]
  /// What made it, as the output's `method` column says it.
  public let method: String

  /// Makes a forecast.
  ///
  /// - Precondition: every interval has as many steps as the median.
  public init(
    identifier: String, cutoff: Timestamp, axis: TimeAxis, median: [Double],
    intervals: [PredictionInterval], method: String, mean: [Double]? = nil
  ) {
    precondition(
      intervals.allSatisfy { $0.lower.count == median.count && $0.upper.count == median.count })
    precondition(mean.map { $0.count == median.count } ?? true)
    self.identifier = identifier
    self.cutoff = cutoff
    self.axis = axis
    self.median = median
    self.intervals = intervals
    self.method = method
    self.mean = mean
  }

  /// The point forecast, one value a step: the mean where it was asked for, else the median.
  public var point: [Double] { mean ?? median }

  /// How many steps are forecast.
  public var horizon: Int { median.count }

  /// Whether every number can be written: no infinity, no NaN.
  public var isFinite: Bool {
    point.allSatisfy(\.isFinite) && median.allSatisfy(\.isFinite)
      && intervals.allSatisfy {
        $0.lower.allSatisfy(\.isFinite) && $0.upper.allSatisfy(\.isFinite)
      }
  }
}

/// A range that a value should fall into with a stated probability.
public struct PredictionInterval: Sendable, Equatable {
  /// The level in percent: 80 means that 80 of 100 values should fall inside.
  public let level: Double
  /// The lower ends, one a step.
  public let lower: [Double]
  /// The upper ends, one a step.
  public let upper: [Double]

  /// Makes an interval.
  public init(level: Double, lower: [Double], upper: [Double]) {
    self.level = level
    self.lower = lower
    self.upper = upper
  }
}

extension Panel {
  /// The place of each forecast's series; forecasts come in the panel's order, some series have none.
  func pairs(with forecasts: [Forecast]) -> [(place: Int, forecast: Forecast)] {
    var pairs: [(place: Int, forecast: Forecast)] = []
    var next = 0
    for place in indices {
      guard next < forecasts.count else { break }
      let forecast = forecasts[next]
      guard forecast.identifier == identifiers[place] else { continue }
      pairs.append((place, forecast))
      next += 1
    }
    return pairs
  }
}
