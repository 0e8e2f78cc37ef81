/// What a model sees of a series at one step, and what it is asked for.
public struct WindowShape: Sendable, Hashable {
  /// What is taken off every input, so that only the shape of the recent past is left.
  public enum Level: String, CaseIterable, Sendable {
    /// The last value.
    case lastValue = "last-value"
    /// The mean over the last season.
    case seasonMean = "season-mean"
  }

  /// The forecast that a model corrects; an untrained model says exactly this.
  public enum Base: Sendable, Hashable {
    /// The last value, carried on.
    case lastValue
    /// The mean of the same position over the last seasons; over one it is the seasonal naive.
    case seasonalMean(seasons: Int)
  }

  /// How many recent values n are in the input.
  public let lookback: Int
  /// How many steps h are asked for.
  public let horizon: Int
  /// The main season length m, in steps; 1 for none.
  public let season: Int
  /// A longer season, whose values one such season before each horizon step are inputs too.
  public let longSeason: Int?
  /// What is taken off the inputs.
  public let level: Level
  /// What the model corrects.
  public let base: Base

  /// Makes a shape; lengths are in steps.
  public init(
    lookback: Int, horizon: Int, season: Int, longSeason: Int? = nil, level: Level, base: Base
  ) {
    precondition(lookback >= 1 && horizon >= 1 && season >= 1)
    precondition(longSeason.map { $0 >= horizon } ?? true, "seasonal lags lie in the past")
    self.lookback = lookback
    self.horizon = horizon
    self.season = season
    self.longSeason = longSeason
    self.level = level
    self.base = base
  }

  /// Values in one input vector, I.
  public var inputSize: Int { lookback + (longSeason == nil ? 0 : horizon) }

  /// How many values before and at a step its input and base can reach back to.
  public var reach: Int {
    var reach = max(lookback, level == .seasonMean ? season : 1)
    if let longSeason { reach = max(reach, longSeason) }
    if case .seasonalMean(let seasons) = base { reach = max(reach, season * seasons) }
    return reach
  }
}
