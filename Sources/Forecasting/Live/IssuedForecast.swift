public import ForecastSeries

/// A forecast as it was given out, and what has come since.
///
/// Times are kept as the data file writes them: that is what a ledger holds for years, whatever later
/// readings make of them.
public struct IssuedForecast: Sendable, Equatable {
  /// One step of it.
  public struct Step: Sendable, Equatable {
    /// The time that was forecast.
    public let time: String
    /// The point that was said.
    public let point: Double
    /// The interval ends, one pair a level.
    public let ends: [Ends]
    /// What came; nil where nothing has yet.
    public var actual: Double?

    /// Makes a step.
    public init(time: String, point: Double, ends: [Ends], actual: Double? = nil) {
      self.time = time
      self.point = point
      self.ends = ends
      self.actual = actual
    }
  }

  /// The two ends of an interval.
  public struct Ends: Sendable, Equatable {
    /// The lower end.
    public let lower: Double
    /// The upper end.
    public let upper: Double

    /// Makes an interval's ends.
    public init(lower: Double, upper: Double) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// The id of the series; "" for the only series of a file without ids.
  public let identifier: String
  /// The time of the last row that it knew.
  public let cutoff: String
  /// Which model gave it: the beginning of the model file's digest.
  public let model: String
  /// What made it, as the output's `method` column says it.
  public let method: String
  /// The interval levels in percent, rising.
  public let levels: [Double]
  /// How many times as wide its intervals are as the model had them, one factor a level.
  public let stretches: [Double]
  /// The mean absolute seasonal difference of the rows up to the cutoff, MASE's scale; nil where undefined.
  public let scale: Double?
  /// The steps, the nearest first.
  public var steps: [Step]

  /// Makes an issued forecast.
  ///
  /// - Precondition: a factor a level, and a pair of ends a step and level.
  public init(
    identifier: String, cutoff: String, model: String, method: String, levels: [Double],
    stretches: [Double], scale: Double?, steps: [Step]
  ) {
    precondition(stretches.count == levels.count)
    precondition(steps.allSatisfy { $0.ends.count == levels.count })
    self.identifier = identifier
    self.cutoff = cutoff
    self.model = model
    self.method = method
    self.levels = levels
    self.stretches = stretches
    self.scale = scale
    self.steps = steps
  }

  /// Writes down a forecast that is about to be given out.
  ///
  /// - Parameters:
  ///   - forecast: what is said, its intervals stretched already.
  ///   - model: the beginning of the model file's digest.
  ///   - stretch: what the intervals were stretched by.
  ///   - history: the rows of the series that were known, missing ones NaN.
  ///   - season: the season length of the metrics, in steps.
  ///   - style: how the data file writes times.
  public init(
    _ forecast: Forecast, by model: String, stretch: IntervalStretch,
    history: ArraySlice<Double>, season: Int, style: TimestampStyle
  ) {
    self.init(
      identifier: forecast.identifier, cutoff: style.string(from: forecast.cutoff), model: model,
      method: forecast.method, levels: forecast.intervals.map(\.level),
      stretches: forecast.intervals.map { interval in
        stretch.levels.firstIndex(of: interval.level).map { stretch.factors[$0] } ?? 1
      },
      scale: WindowReference.absoluteScale(of: history, season: season),
      steps: (0..<forecast.horizon).map { step in
        Step(
          time: style.string(from: forecast.axis.timestamp(at: step)),
          point: forecast.point[step],
          ends: forecast.intervals.map { Ends(lower: $0.lower[step], upper: $0.upper[step]) })
      })
  }

  /// Whether it says the same series' future from the same row by the same model.
  func isOfSameIssue(as other: IssuedForecast) -> Bool {
    identifier == other.identifier && cutoff == other.cutoff && model == other.model
  }

  /// Whether something of it has come.
  var isScored: Bool { steps.contains { $0.actual != nil } }
}
