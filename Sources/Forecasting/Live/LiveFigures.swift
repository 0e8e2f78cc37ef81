/// How forecasts have done since they were issued: errors by step, and how much the intervals held.
public struct LiveFigures: Sendable, Equatable {
  /// Values that came.
  public let count: Int
  /// Different times that came: forecasts of neighbouring cutoffs and of several series share them.
  public let timeCount: Int
  /// The mean error, what came less what was said; nil where nothing came.
  public let bias: Double?
  /// The mean absolute error; nil where nothing came.
  public let mae: Double?
  /// The mean absolute error in units of the seasonal naive's own; nil where no scale is known.
  public let mase: Double?
  /// The same by step ahead; nil where nothing came for a step.
  public let maseBySteps: [Double?]
  /// How many of the values that have a scale came for each step ahead.
  public let countBySteps: [Int]
  /// How much the intervals held, level by level.
  public let coverage: [Coverage]

  /// How much the intervals of a level held.
  public struct Coverage: Sendable, Equatable {
    /// The level in percent.
    public let level: Double
    /// The share of values inside, 0 … 1.
    public let share: Double
  }

  /// Sums up what has come.
  ///
  /// - Parameter issued: the forecasts, of one model.
  public init(of issued: [IssuedForecast]) {
    var (error, absolute, scaled) = (LiveMean(), LiveMean(), LiveMean())
    var bySteps: [LiveMean] = []
    var inside: [Double: LiveMean] = [:]
    var times: Set<String> = []
    for forecast in issued {
      for (step, said) in forecast.steps.enumerated() {
        while bySteps.count <= step { bySteps.append(LiveMean()) }
        guard let actual = said.actual else { continue }
        times.insert(said.time)
        error.add(actual - said.point)
        absolute.add(abs(actual - said.point))
        if let scale = forecast.scale, scale > 0 {
          scaled.add(abs(actual - said.point) / scale)
          bySteps[step].add(abs(actual - said.point) / scale)
        }
        for (level, ends) in zip(forecast.levels, said.ends) {
          let isInside = (ends.lower...max(ends.lower, ends.upper)).contains(actual)
          inside[level, default: LiveMean()].add(isInside ? 1 : 0)
        }
      }
    }
    count = absolute.count
    timeCount = times.count
    bias = error.value
    mae = absolute.value
    mase = scaled.value
    maseBySteps = bySteps.map(\.value)
    countBySteps = bySteps.map(\.count)
    coverage = inside.keys.sorted().compactMap { level in
      inside[level]?.value.map { Coverage(level: level, share: $0) }
    }
  }

  /// How many times as large the errors are as held-out rows promised for the same steps.
  ///
  /// - Parameter promise: the figures of the fit.
  /// - Returns: nil where there is nothing to compare.
  public func ratio(to promise: HeldOutFigures) -> Double? {
    var (came, promised) = (0.0, 0.0)
    for (step, mase) in maseBySteps.enumerated() where step < promise.maseBySteps.count {
      guard let mase, let expected = promise.maseBySteps[step] else { continue }
      came += mase * Double(countBySteps[step])
      promised += expected * Double(countBySteps[step])
    }
    return promised > 0 && came.isFinite ? came / promised : nil
  }

  /// The levels whose intervals held clearly more or less than they promise.
  ///
  /// Two and a half standard errors, by the number of different times, and two points besides.
  public var levelsOff: [Double] {
    coverage.filter { one in
      let promised = one.level / 100
      let error = (promised * (1 - promised) / Double(max(timeCount, 1))).squareRoot()
      return timeCount >= IntervalStretch.timesNeeded(level: one.level)
        && abs(one.share - promised) > 2.5 * error + 0.02
    }.map(\.level)
  }
}

/// A mean that grows by one number at a time.
private struct LiveMean {
  private var sum = 0.0
  private(set) var count = 0

  mutating func add(_ number: Double) {
    sum += number
    count += 1
  }

  var value: Double? { count > 0 && sum.isFinite ? sum / Double(count) : nil }
}
