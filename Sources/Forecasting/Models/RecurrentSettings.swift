public import ForecastRecurrent
public import ForecastSeries

/// Everything that a recurrent fit can be told, and what it takes for granted otherwise.
///
/// `StepDefaults` says what follows from the step of the data; this is the one place of what follows
/// from their amount, and of every other default.
public struct RecurrentSettings: Sendable, Hashable {
  /// How many steps ahead are forecast, h.
  public var horizon: Int
  /// How many steps the networks say at once, where that is not h.
  ///
  /// More than h are cut. Fewer are said in patches, each after the medians of the one before; see
  /// `FineTuning`.
  public var networkHorizon: Int?
  /// The main season length m, in steps; 1 for none.
  public var season: Int
  /// A longer season, whose values are inputs beside the recent ones.
  public var longSeason: Int?
  /// How many recent values the network sees, n.
  public var lookback: Int
  /// Whether the season is taken off before the network sees a value, and put back afterwards.
  ///
  /// Taking it off is best on months and quarters with few years; hours, days and weeks are better seen
  /// as they are, by a network that corrects the seasonal naive.
  public var adjustsSeason: Bool
  /// What is taken off each input.
  public var level: WindowShape.Level
  /// What the network corrects.
  public var base: WindowShape.Base
  /// The quantiles of the forecast.
  public var grid: QuantileGrid

  /// What the layers are made of.
  public var cell = RecurrentCell.lstm
  /// Whether each layer runs both ways over the finished window.
  ///
  /// Such a network is an encoder: it sees the past of the cutoff only, and speaks once, at the cutoff.
  public var isBidirectional = false
  /// Whether each layer but the first adds what it reads to what it says.
  ///
  /// Without it the second layer has to learn to pass the first one on before it can add to it; on
  /// hours that cost a tenth of the accuracy at the same number of passes.
  public var hasResidual = true
  /// What is left out between the layers while they train.
  public var dropout = DropoutRule.none
  /// Units in each layer, H.
  public var hiddenSize = 64
  /// How many layers are stacked.
  public var layerCount = 2
  /// How many networks are trained side by side; the forecast is their mean.
  public var memberCount = 5
  /// The loss by name: `pinball`, `mae`, `mse` or `huber`.
  public var loss = LossName.pinball
  /// The optimizer by name.
  public var optimizer = OptimizerName.adamW
  /// The highest learning rate of the schedule.
  public var learningRate: Float = 4e-3
  /// How the learning rate changes, by name.
  public var schedule = ScheduleName.oneCycle
  /// The first updates, whose rates rise in a straight line.
  public var warmUpUpdates = 0
  /// How gradients are clipped.
  public var clipping = ClippingRule.norm(1)
  /// Sequences in a batch, B.
  ///
  /// Small, because many small steps learn more from a pass than few large ones.
  public var batchSize = 16
  /// Batches of one update: as one larger batch, in the memory of a small one.
  public var accumulation = 1
  /// The longest stretch of a series that one pass sees, in steps.
  public var cropLength = 120
  /// Steps over which gradients flow back through time; nil for the whole stretch.
  ///
  /// A network that reads both ways needs the whole window and takes no notice of it.
  public var truncationSteps: Int?
  /// Passes over the data, at most: fewer where the held-out windows prefer fewer.
  public var epochs = 200
  /// Passes without a better held-out loss after which training ends.
  ///
  /// Nil lets a few whole schedules of different lengths compete instead.
  public var patience: Int?
  /// Passes that held-out windows chose; nil until they have.
  public var chosenEpochs: Int?
  /// Passes that there was time to plan, where a budget allowed fewer than were wanted; 0 for none.
  public var budgetedEpochs: Int?
  /// What the model was called that the first weights came from; nil for random ones.
  public var startName: String?
  /// Quantiles of the errors on the held-out windows, where the network says only a point.
  public var errorQuantiles: [Double]?

  /// The defaults for a panel.
  ///
  /// - Parameters:
  ///   - panel: what is to be learned.
  ///   - step: what its step says.
  ///   - grid: the quantiles of the forecast.
  public init(for panel: Panel, step: StepDefaults, grid: QuantileGrid = .standard) {
    horizon = step.horizon
    season = step.season
    longSeason = step.longSeason
    lookback = step.lookback
    self.grid = grid
    // Up to twelve positions a season can be estimated from few years, and years are what is short.
    adjustsSeason = step.season > 1 && step.season <= 12 && panel.frequency.unit != .day
    level = step.season > 1 && !adjustsSeason ? .seasonMean : .lastValue
    base = step.season > 1 && !adjustsSeason ? .seasonalMean(seasons: 1) : .lastValue

    let total = panel.values.count
    hiddenSize = total < 2_000 ? 24 : 64
    memberCount = total < 20_000 ? 5 : 3
    let batches = max(1, (panel.count + batchSize - 1) / batchSize)
    // Long series still teach where short ones are only learned by heart.
    let updates = total >= 150 * max(panel.count, 1) ? 3_600 : 2_400
    epochs = max(24, min(200, (updates + batches - 1) / batches))
  }

  /// Settings with every value stated that does not have a default of its own.
  public init(
    horizon: Int, season: Int, longSeason: Int?, lookback: Int, adjustsSeason: Bool,
    level: WindowShape.Level, base: WindowShape.Base, grid: QuantileGrid
  ) {
    self.horizon = horizon
    self.season = season
    self.longSeason = longSeason
    self.lookback = lookback
    self.adjustsSeason = adjustsSeason
    self.level = level
    self.base = base
    self.grid = grid
  }

  /// What the network sees at one step.
  public var window: WindowShape {
    WindowShape(
      lookback: lookback, horizon: networkHorizon ?? horizon, season: season,
      longSeason: longSeason, level: level, base: base)
  }

  /// The season lengths, in steps.
  public var seasons: Seasons { Seasons(season, longer: longSeason.map { [$0] } ?? []) }

  /// Quantiles that the network itself says: all of the grid under pinball loss, else one value.
  public var quantileCount: Int { loss == .pinball ? grid.count : 1 }

  /// The steps that a network reads: a long crop where it speaks at every step, a window with a season
  /// in it where it speaks at the end only.
  var windowLength: Int {
    isBidirectional ? min(cropLength, max(lookback, season)) : cropLength
  }

  /// How many rows a forecast needs to equal one from the whole file.
  public var tailLength: Int { windowLength + window.reach }

  /// Series with fewer rows than this are served by a free rule.
  public static let fewestRows = 8
}

extension RecurrentSettings {
  /// The size of the networks.
  public var networkShape: NetworkShape {
    NetworkShape(
      cell: cell, inputSize: window.inputSize, hiddenSize: hiddenSize, layerCount: layerCount,
      outputSize: window.horizon * quantileCount, head: trainingLoss.head, hasHighway: true,
      hasResidual: hasResidual, isBidirectional: isBidirectional)
  }

  /// The loss with its parameters.
  var trainingLoss: Loss {
    switch loss {
    case .pinball: .pinball(quantiles: grid.probabilities.map(Float.init))
    case .mae: .meanAbsolute
    case .mse: .meanSquared
    case .huber: .huber(delta: 1)
    }
  }

  /// The updates of one pass.
  ///
  /// - Parameter batches: the batches of one pass.
  /// - Returns: how many updates they make.
  public func updatesPerPass(batches: Int) -> Int { plan().updatesPerEpoch(batches: batches) }

  /// How the networks are trained.
  ///
  /// - Parameters:
  ///   - seed: Tells what one member leaves out from what others do.
  ///   - parts: Into how many parts each batch is cut; an update still sees all of it.
  /// - Returns: The plan; its passes are all that the schedule is laid out for.
  func plan(seed: UInt64 = 0, parts: Int = 1) -> TrainingPlan {
    TrainingPlan(
      epochs: epochs, loss: trainingLoss, optimizer: optimizer.optimizer,
      schedule: schedule.schedule(highest: Double(learningRate), epochs: epochs),
      warmUpUpdates: warmUpUpdates, clipping: clipping.gradientClipping,
      accumulation: accumulation * parts, dropout: dropout.dropout, seed: seed,
      truncation: isBidirectional
        ? nil : truncationSteps.map { Truncation(steps: $0, burnIn: lookback) },
      patience: nil)
  }
}
