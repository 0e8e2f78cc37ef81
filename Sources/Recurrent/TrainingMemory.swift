internal import ForecastKernels

/// The memory that training a network takes, known before it is taken.
///
/// With N parameters (padded), X floats of their transposes, B sequences of T steps in lanes of a
/// few rows, K threads, floats of four bytes each:
/// - `parameters`: the network, its best state so far, the copies the kernels read, the gradient and
///   what the optimizer remembers: (4 + moments + 1 where batches are accumulated) · N + X;
/// - `lanes`: one gradient for each lane, N · min(16, ⌈B / 6⌉);
/// - `workers`: for each thread that has a lane, what a few rows leave behind on their way forward and
///   backward through T steps, or through one piece of them where gradients are truncated;
/// - `batch`: the sequences, B · T · (I + 2 h).
///
/// It grows with T and hardly with B: a lane's rows go through the network a few at a time.
public struct TrainingMemory: Sendable, Hashable {
  /// Bytes of the network's parameters and of all that has their size.
  public var parameters: Int
  /// Bytes of the lanes' gradients.
  public var lanes: Int
  /// Bytes of what the threads work in.
  public var workers: Int
  /// Bytes of a batch.
  public var batch: Int

  /// Bytes of all.
  public var total: Int { parameters + lanes + workers + batch }

  /// Counts the memory of one training.
  ///
  /// - Parameters:
  ///   - shape: The network.
  ///   - plan: How it is trained.
  ///   - rows: The sequences of a batch, B.
  ///   - steps: The steps of a sequence, T.
  ///   - firstOutputStep: The first step that has outputs.
  ///   - threads: How many threads share a batch.
  public init(
    of shape: NetworkShape, plan: TrainingPlan, rows: Int, steps: Int, firstOutputStep: Int = 0,
    threads: Int = 1
  ) {
    precondition(rows > 0 && steps > 0 && threads > 0, "sizes are positive")
    let layout = ParameterLayout(shape: shape)
    let size = MemoryLayout<Float>.size, N = layout.count
    let copies = 4 + plan.optimizer.momentCount + (plan.accumulation > 1 ? 1 : 0)
    parameters = size * (copies * N + layout.transposedCount)
    let laneCount = LanePlan.laneCount(rows: rows)
    lanes = size * N * laneCount
    let worker = Worker(layout: layout)
    let backpropagation = plan.backpropagation(ofBatch: 0)
    workers =
      size * min(threads, laneCount)
      * worker.floatCount(
        rows: LanePlan.largestPass(rows: rows), batchSteps: steps,
        steps: backpropagation.longestPiece(steps: steps), trace: true, dropout: plan.dropout)
    batch = size * rows * steps * (shape.inputSize + 2 * shape.horizon)
  }

  /// Into how few parts of equal size a batch must be cut so that training fits; the parts' gradients
  /// are accumulated, so that an update stays what it was.
  ///
  /// - Parameters:
  ///   - shape: The network.
  ///   - plan: How it is trained.
  ///   - rows: The sequences of a whole batch.
  ///   - steps: The steps of a sequence.
  ///   - threads: How many threads share a batch.
  ///   - limit: The bytes there are.
  /// - Returns: The number of parts; nil if a single sequence is too much.
  public static func parts(
    of shape: NetworkShape, plan: TrainingPlan, rows: Int, steps: Int, threads: Int, limit: Int
  ) -> Int? {
    (1...max(1, rows)).first { parts in
      var plan = plan
      plan.accumulation *= parts
      let memory = TrainingMemory(
        of: shape, plan: plan, rows: (rows + parts - 1) / parts, steps: steps, threads: threads)
      return memory.total <= limit
    }
  }
}

extension Optimizer {
  /// The running means it keeps of each gradient.
  var momentCount: Int {
    if case .sgd = self { 1 } else { 2 }
  }
}
