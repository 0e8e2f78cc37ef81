public import ForecastRecurrent

/// How training is laid out in the memory that there is.
///
/// Under a limit fewer networks train side by side, then fewer threads share each, and only then a batch
/// is cut into parts whose gradients are added up: an update stays what it was. The parts depend on the
/// limit and not on the threads, so the networks are the same for any number of threads.
public struct MemoryPlan: Sendable, Hashable {
  /// The sequences of a whole batch, B.
  public let rows: Int
  /// The steps of the longest sequence, T.
  public let steps: Int
  /// Into how many parts each batch is cut; 1 where it fits whole.
  public let parts: Int
  /// How many networks train at the same time.
  public let sideBySide: Int
  /// How many threads share each of them.
  public let threadsEach: Int
  /// The memory of one network in training.
  public let memory: TrainingMemory
  /// The bytes that training may take; nil for as many as it wants.
  public let limit: Int?

  /// The memory of all networks that train at the same time.
  public var total: Int { sideBySide * memory.total }

  /// Lays training out.
  ///
  /// - Parameters:
  ///   - settings: how the networks are trained.
  ///   - sizes: how large a pass is.
  ///   - networks: how many networks are to be trained.
  ///   - context: the threads and the memory there are.
  /// - Throws: `ForecastingError` of kind `memory` where a single sequence is too much.
  init(
    settings: RecurrentSettings, sizes: PassSizes, networks: Int, context: FitContext
  ) throws(ForecastingError) {
    let shape = settings.networkShape
    func memory(parts: Int, threads: Int) -> TrainingMemory {
      TrainingMemory(
        of: shape, plan: settings.plan(parts: parts), rows: (sizes.rows + parts - 1) / parts,
        steps: sizes.steps, threads: threads)
    }
    rows = sizes.rows
    steps = sizes.steps
    limit = context.memoryLimit
    let most = max(1, min(context.threads, networks))
    guard let limit else {
      (parts, sideBySide, threadsEach) = (1, most, max(1, context.threads / most))
      self.memory = memory(parts: 1, threads: threadsEach)
      return
    }
    let least = memory(parts: sizes.rows, threads: 1).total
    guard least <= limit,
      let parts = TrainingMemory.parts(
        of: shape, plan: settings.plan(), rows: sizes.rows, steps: sizes.steps, threads: 1,
        limit: limit)
    else { throw MemoryPlan.refusal(needs: least, steps: sizes.steps, limit: limit) }
    let beside = stride(from: most, to: 1, by: -1).first { count in
      count * memory(parts: parts, threads: 1).total <= limit
    }
    let sideBySide = beside ?? 1
    let each = stride(from: max(1, context.threads / sideBySide), to: 1, by: -1).first { threads in
      sideBySide * memory(parts: parts, threads: threads).total <= limit
    }
    self.parts = parts
    self.sideBySide = sideBySide
    threadsEach = each ?? 1
    self.memory = memory(parts: parts, threads: threadsEach)
  }

  private static func refusal(needs least: Int, steps: Int, limit: Int) -> ForecastingError {
    ForecastingError(
      .memory,
      "training on a single sequence of \(steps) steps needs \(ByteCount(least)), "
        + "and \(ByteCount(limit)) is the most that may be taken",
      hint: "--max-memory \(ByteCount(least)), or a smaller --hidden or --layers")
  }
}
