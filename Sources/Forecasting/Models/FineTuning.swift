public import ForecastRecurrent
import ForecastSeries

/// A trained model that a fit begins from: its networks' weights in place of random ones.
///
/// Experience with other series is worth most where rows are few. What the weights were trained for
/// stays as it was: cell, sizes, inputs, base and quantiles. They are then trained gently, with a lower
/// rate and fewer passes, so that what they know is not lost (Howard and Ruder 2018, "Universal language
/// model fine-tuning for text classification"). Season and horizon may be others: a network of H steps
/// serves a shorter horizon by its first steps, and a longer one in patches.
public struct FineTuning: Sendable {
  /// The first weights, one network a member.
  public let networks: [RecurrentNetwork]
  /// How they were trained.
  public let settings: RecurrentSettings
  /// What the model served, so that a series does not change for a trifle.
  public let gate: SeriesGate
  /// What the model is called, for whoever asks where the new one came from.
  public let name: String?

  /// Begins from fitted networks.
  ///
  /// - Parameters:
  ///   - fitted: the networks.
  ///   - gate: the series that departed from the blend they stood in.
  ///   - name: what the model is called.
  public init(from fitted: FittedRecurrent, gate: SeriesGate = .open, name: String? = nil) {
    networks = fitted.networks
    settings = fitted.settings
    self.gate = gate
    self.name = name
  }

  /// Begins from whatever was fitted; nil for a free rule, which has no weights.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - name: what it is called.
  public init?(from model: FittedModel, name: String? = nil) {
    switch model {
    case .baseline: return nil
    case .recurrent(let fitted): self.init(from: fitted, name: name)
    case .blend(let fitted): self.init(from: fitted.network, gate: fitted.gate, name: name)
    }
  }

  /// Whether the networks look back by seasons, so that they serve no other season than theirs.
  ///
  /// One over values whose season is taken off serves any.
  public var isSeasonBound: Bool {
    settings.level == .seasonMean || settings.base != .lastValue || settings.longSeason != nil
  }

  /// The settings of a fit that begins here.
  ///
  /// - Parameters:
  ///   - defaults: what would be fitted from random weights; its horizon and all that is not a matter of
  ///     the weights is kept, a quarter of its learning rate and of its passes.
  ///   - season: the main season length; that of the networks where they are bound to it.
  /// - Returns: the settings, with as many members as there are networks.
  public func settings(over defaults: RecurrentSettings, season: Int) -> RecurrentSettings {
    precondition(!isSeasonBound || season == settings.season, "networks are bound to their season")
    var tuned = defaults
    tuned.season = season
    tuned.longSeason = settings.longSeason
    tuned.lookback = settings.lookback
    tuned.adjustsSeason = settings.adjustsSeason
    tuned.level = settings.level
    tuned.base = settings.base
    tuned.cell = settings.cell
    tuned.isBidirectional = settings.isBidirectional
    tuned.hasResidual = settings.hasResidual
    tuned.hiddenSize = settings.hiddenSize
    tuned.layerCount = settings.layerCount
    tuned.cropLength = settings.cropLength
    tuned.loss = settings.loss
    if settings.loss == .pinball { tuned.grid = settings.grid }
    let steps = settings.window.horizon
    tuned.networkHorizon = steps == defaults.horizon ? nil : steps
    tuned.memberCount = networks.count
    tuned.learningRate = defaults.learningRate * FineTuning.share
    tuned.epochs = max(1, Int(Float(defaults.epochs) * FineTuning.share))
    tuned.startName = name
    return tuned
  }

  /// Stops where settings describe other networks than these.
  func checkFits(_ settings: RecurrentSettings) {
    precondition(settings.memberCount <= networks.count, "a network for each member")
    precondition(
      networks.allSatisfy { $0.shape == settings.networkShape }, "settings of these networks")
  }

  /// The share of the usual learning rate, and of the usual passes.
  private static let share: Float = 0.25
}
