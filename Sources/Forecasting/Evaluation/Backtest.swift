import ForecastRecurrent
public import ForecastSeries
import Synchronization

/// Rolling-origin evaluation: models forecast from one cutoff after the other, and each forecast is set
/// beside what came.
///
/// What a model learns from is cut before anything else happens to it, also before missing values are
/// filled, so that no scale, season or filled gap can know a later row. `BacktestAudit` puts that to
/// the test.
public struct Backtest: Sendable {
  /// What is to be evaluated: a name, and how it learns from the rows up to a cutoff.
  public struct Model: Sendable {
    /// Learns from the rows that it is given.
    public typealias Fit =
      @Sendable (_ training: Panel, _ context: FitContext) throws(ForecastingError) ->
      any FittedForecaster

    /// What the figures are told under.
    public let name: String
    /// Whether a fit makes use of several threads by itself; others are run beside each other.
    public let usesThreads: Bool
    /// How it learns.
    public let fit: Fit

    /// Makes a model to be evaluated.
    ///
    /// - Parameters:
    ///   - name: what the figures are told under.
    ///   - usesThreads: whether a fit makes use of several threads by itself.
    ///   - fit: how it learns.
    public init(name: String, usesThreads: Bool, fit: @escaping Fit) {
      self.name = name
      self.usesThreads = usesThreads
      self.fit = fit
    }
  }

  /// A model's forecasts beside what came.
  public struct Result: Sendable {
    /// The model's name.
    public let name: String
    /// Its windows, cutoff by cutoff and in each the series in their order.
    public let folds: [[ScoredWindow]]

    /// The windows of all cutoffs.
    public var windows: [ScoredWindow] { folds.flatMap(\.self) }
  }

  /// How many steps ahead are forecast.
  public let horizon: Int
  /// How often is learned again.
  public let refit: RefitRule
  /// What becomes of missing values before a cutoff.
  public let missing: MissingValuePolicy
  /// The season length that fills missing values, in steps.
  public let season: Int
  /// The season length of the metrics, in steps.
  public let metricSeason: Int

  /// Makes an evaluation.
  ///
  /// - Parameters:
  ///   - horizon: how many steps ahead are forecast.
  ///   - refit: how often is learned again.
  ///   - missing: what becomes of missing values before a cutoff; after it only `zero` makes values,
  ///     others are not scored.
  ///   - season: the season length that fills missing values, in steps.
  ///   - metricSeason: the season length of the metrics, in steps.
  public init(
    horizon: Int, refit: RefitRule = .never, missing: MissingValuePolicy = .mask, season: Int = 1,
    metricSeason: Int
  ) {
    self.horizon = horizon
    self.refit = refit
    self.missing = missing
    self.season = season
    self.metricSeason = metricSeason
  }

  /// Runs every model over every fold.
  ///
  /// - Parameters:
  ///   - panel: all rows.
  ///   - folds: the cutoffs, the earliest first.
  ///   - models: what is evaluated.
  ///   - context: seed, threads, who listens; the result does not depend on the threads.
  /// - Returns: one result a model, in their order.
  /// - Throws: `ForecastingError` where a model cannot be fitted, or the context says stop.
  public func run(
    _ panel: Panel, folds: [Fold], models: [Model], context: FitContext
  ) throws(ForecastingError) -> [Result] {
    var cuts = folds.map { FoldCut(panel, fold: $0, of: self) }
    Backtest.forEach(&cuts, threads: context.threads) { $0.measure() }
    let prepared = cuts

    let groups = refit.groups(of: folds.count)
    var beside: [Unit] = []
    var alone: [Unit] = []
    for model in models.indices {
      for folds in groups {
        let unit = Unit(model: model, folds: folds)
        if models[model].usesThreads { alone.append(unit) } else { beside.append(unit) }
      }
    }
    let total = Double(beside.count + alone.count)
    let finished = Mutex(0)
    Backtest.forEach(&beside, threads: context.threads) { unit in
      guard !context.shouldStop() else { return }
      unit.outcome = outcome(
        of: unit, models: models, cuts: prepared,
        context: FitContext(seed: context.seed, shouldStop: context.shouldStop))
      let done = finished.withLock { value in
        value += 1
        return value
      }
      context.report(
        FitContext.Progress(stage: "backtest", share: Double(done) / total, loss: nil))
    }
    for index in alone.indices where !context.shouldStop() {
      let name = models[alone[index].model].name
      let fold = alone[index].folds.lowerBound + 1
      alone[index].outcome = outcome(
        of: alone[index], models: models, cuts: prepared,
        context: FitContext(
          seed: context.seed, threads: context.threads, memoryLimit: context.memoryLimit,
          report: { progress in
            context.report(
              FitContext.Progress(
                stage: "\(name), fold \(fold) of \(folds.count)", share: progress.share,
                loss: progress.loss))
          }, shouldStop: context.shouldStop))
    }
    return try results(of: beside + alone, models: models)
  }

  /// A model's work between two fits.
  private struct Unit: Sendable {
    let model: Int
    let folds: Range<Int>
    var outcome: Swift.Result<[[ScoredWindow]], ForecastingError>?
  }

  private func outcome(
    of unit: Unit, models: [Model], cuts: [FoldCut], context: FitContext
  ) -> Swift.Result<[[ScoredWindow]], ForecastingError> {
    do throws(ForecastingError) {
      let fitted = try models[unit.model].fit(cuts[unit.folds.lowerBound].training, context)
      var windows: [[ScoredWindow]] = []
      for cut in cuts[unit.folds] {
        let forecasts = try fitted.predict(horizon: horizon, following: cut.training)
        windows.append(cut.windows(of: forecasts))
      }
      return .success(windows)
    } catch {
      return .failure(error)
    }
  }

  private func results(
    of units: [Unit], models: [Model]
  ) throws(ForecastingError) -> [Result] {
    var windows = [[[ScoredWindow]]](repeating: [], count: models.count)
    for unit in units {
      guard let outcome = unit.outcome else {
        throw ForecastingError(.interrupted, "the backtest was stopped")
      }
      windows[unit.model] += try outcome.get()
    }
    return zip(models, windows).map { Result(name: $0.name, folds: $1) }
  }

  private static func forEach<Item: Sendable>(
    _ items: inout [Item], threads: Int, _ body: @Sendable (inout Item) -> Void
  ) {
    guard !items.isEmpty else { return }
    SideBySide.forEach(&items, threads: min(threads, items.count)) { _, item in body(&item) }
  }
}
