public import ForecastSeries

/// A recipe: what can be fitted to a panel.
public protocol Forecaster: Sendable {
  /// What fitting gives. Another type than the recipe, so that predicting before fitting does not
  /// compile.
  associatedtype Fitted: FittedForecaster

  /// Learns from a panel.
  ///
  /// - Throws: `ForecastingError` where the panel cannot be learned from, or the context says stop.
  func fit(_ panel: Panel, context: FitContext) throws(ForecastingError) -> Fitted
}

/// What was learned: rolls forward over any later rows without learning again.
public protocol FittedForecaster: Sendable {
  /// Forecasts each series from the end of its rows.
  ///
  /// - Parameters:
  ///   - horizon: how many steps ahead; at most the fitted horizon.
  ///   - history: the rows that are known.
  /// - Returns: one forecast a series that has a value, in the panel's order.
  /// - Throws: `ForecastingError` where the horizon is too long or a number is not finite.
  func predict(horizon: Int, following history: Panel) throws(ForecastingError) -> [Forecast]
}

/// What a fit needs beside the data: its randomness, its share of the machine, and who listens.
public struct FitContext: Sendable {
  /// One report of progress.
  public struct Progress: Sendable, Equatable {
    /// What is being done, in a word or two.
    public let stage: String
    /// Share of the stage that is done, 0…1.
    public let share: Double
    /// The latest training loss, where there is one.
    public let loss: Double?
  }

  /// Where all randomness comes from; the same seed gives the same bytes.
  public let seed: UInt64
  /// How many threads may work; the result does not depend on it.
  public let threads: Int
  /// The bytes that the networks in training may take together; nil for as many as they want.
  public let memoryLimit: Int?
  /// When the fit has to be done, with what there is by then; nil to take the time it takes.
  public private(set) var deadline: FitDeadline?
  /// Called now and then from any thread.
  public let report: @Sendable (Progress) -> Void
  /// Asked between two batches; true ends the fit with `ForecastingError.Kind.interrupted`.
  public let shouldStop: @Sendable () -> Bool
  /// Where what is trained is kept for another run; nil where it is not.
  ///
  /// Not with a deadline: a run that was broken would have another one.
  public let journal: TrainingJournal?
  /// What costly rules said in the course of this fit.
  let ruleMemory = RuleMemory()
  /// How fast this fit goes, and what it left out.
  let course = FitCourse()
  /// Seconds before the deadline at which training ends, because something comes after it.
  private(set) var secondsAfterTraining = 0.0

  /// Makes a context.
  public init(
    seed: UInt64 = 0, threads: Int = 1, memoryLimit: Int? = nil,
    deadline: FitDeadline? = nil,
    report: @escaping @Sendable (Progress) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false },
    journal: TrainingJournal? = nil
  ) {
    precondition(threads >= 1, "at least one thread works")
    precondition(journal == nil || deadline == nil, "a fit with a deadline cannot be taken up")
    self.seed = seed
    self.threads = threads
    self.memoryLimit = memoryLimit
    self.deadline = deadline
    self.report = report
    self.shouldStop = shouldStop
    self.journal = journal
  }

  /// Whether nothing costly may begin any more.
  var isOutOfTime: Bool { deadline?.hasPassed ?? false }

  /// When training has to end; nil for never.
  var trainingDeadline: FitDeadline? { deadline?.earlier(bySeconds: secondsAfterTraining) }

  /// The same fit, a part of which has to be done by another time.
  ///
  /// - Parameters:
  ///   - deadline: when the part has to be done.
  ///   - secondsAfterTraining: what its steps after the training take.
  /// - Returns: the same seed, threads and memories under the other deadline.
  func limited(to deadline: FitDeadline, secondsAfterTraining: Double) -> FitContext {
    var context = self
    context.deadline = deadline
    context.secondsAfterTraining = secondsAfterTraining
    return context
  }
}
