internal import ForecastKernels

/// All memory that passes through a network need: made by the first batch, reused by the others.
///
/// A batch's rows are cut into lanes. The cut depends on the row count alone, and the lanes' sums
/// are added in their order, so results are the same bytes for any number of threads.
public struct Workspace: Sendable {
  /// The layout of the networks it serves.
  public let layout: ParameterLayout
  let pool: ThreadPool
  /// The gradient of the last batch's loss, in the layout's order.
  public internal(set) var gradients: [Float]
  /// What the last `forward` said: `[B][T − first][h][Q]`.
  public internal(set) var outputs: [Float] = []

  /// The parameters of each layer and last of the head, as the kernels read them.
  var parts: [LoadedPart]
  /// The lanes of the largest batch so far, of which the present one has `laneCount`.
  var lanes: [Lane] = []
  private(set) var laneCount = 0
  var workers: [Worker]

  /// Makes a workspace; memory that depends on the batch comes with the first batch.
  ///
  /// - Parameters:
  ///   - layout: The layout of the networks it will serve.
  ///   - threads: How many threads share a batch's lanes.
  public init(for layout: ParameterLayout, threads: Int = 1) {
    self.layout = layout
    pool = ThreadPool(threads: threads)
    gradients = [Float](repeating: 0, count: layout.count)
    parts = layout.partCounts.map { LoadedPart(weights: AlignedFloats(count: $0)) }
    workers = (0..<pool.threads).map { _ in Worker(layout: layout) }
  }

  /// Takes the parameters of a network; with `transposed`, also as the backward pass reads them.
  mutating func load(_ network: RecurrentNetwork, transposing: Bool) {
    precondition(network.layout == layout, "the workspace was made for another network")
    precondition(network.parameters.count == layout.count, "parameters were cut")
    pool.forEach(
      &parts, scratch: &workers,
      LoadWork(layout: layout, parameters: network.parameters, transposing: transposing))
  }

  /// Cuts the rows of a batch into lanes.
  mutating func cut(rows: Int) {
    laneCount = LanePlan.laneCount(rows: rows)
    while lanes.count < laneCount { lanes.append(Lane()) }
    for index in 0..<laneCount { lanes[index].rows = LanePlan.lane(index, rows: rows) }
  }
}

extension Workspace {
  /// Makes the room that training on a batch needs, for each thread that gets a lane.
  ///
  /// A thread made it by itself when it took its first lane, and again when it took a longer one: when
  /// that is, chance says, and on a busy machine the hundredth step could still ask for memory.
  mutating func reserve(for batch: SequenceBatch, backpropagation: Backpropagation) {
    let rows = LanePlan.largestPass(rows: batch.rowCount)
    for index in 0..<min(pool.threads, laneCount) {
      workers[index].reserve(
        rows: rows, batchSteps: batch.stepCount,
        steps: backpropagation.longestPiece(steps: batch.stepCount), trace: true,
        dropout: backpropagation.dropout)
    }
  }
}

/// The parameters of a layer or the head, and the same turned over for the backward pass.
struct LoadedPart: Sendable {
  var weights: AlignedFloats
  var transposed = AlignedFloats()
}

/// Takes the parameters of one part after the other.
private struct LoadWork: ItemWork {
  let layout: ParameterLayout
  let parameters: [Float]
  let transposing: Bool

  func perform(_ part: inout LoadedPart, _ index: Int, _ scratch: inout Worker) {
    let isHead = index == layout.layers.count
    let start = isHead ? layout.headOffset : layout.layerOffsets[index]
    part.weights.copy(parameters, start..<start + part.weights.count, to: 0)
    guard transposing else { return }
    if isHead {
      part.transposed.reserve(layout.head.transposedCount)
      layout.head.transpose(part.weights, at: 0, into: &part.transposed, at: 0)
    } else {
      part.transposed.reserve(layout.layers[index].transposedCount)
      layout.layers[index].transpose(part.weights, at: 0, into: &part.transposed, at: 0)
    }
  }
}

/// Some rows of a batch, and what they add to the whole.
struct Lane: Sendable {
  var rows = 0..<0
  var loss = 0.0
  var gradients = AlignedFloats()
  var outputs: [Float] = []
}

/// How rows are cut.
enum LanePlan {
  /// Enough rows to keep the registers busy, few enough that 32 rows feed four threads.
  static let laneRows = 6
  /// Each lane holds a whole gradient, so there are not too many.
  static let mostLanes = 16
  /// A lane with more rows than this goes through the network in several passes.
  static let passRows = 12
  /// The (step, row) pairs whose outputs are worked on at once.
  static let windowPairs = 96

  static func laneCount(rows: Int) -> Int { min(mostLanes, (rows + laneRows - 1) / laneRows) }

  static func lane(_ index: Int, rows: Int) -> Range<Int> {
    part(index, of: laneCount(rows: rows), 0..<rows)
  }

  static func passCount(of lane: Range<Int>) -> Int { (lane.count + passRows - 1) / passRows }

  static func pass(_ index: Int, of lane: Range<Int>) -> Range<Int> {
    part(index, of: passCount(of: lane), lane)
  }

  /// The most rows that go through the network at once.
  static func largestPass(rows: Int) -> Int {
    (0..<laneCount(rows: rows)).reduce(0) { largest, index in
      let lane = lane(index, rows: rows)
      return (0..<passCount(of: lane)).reduce(largest) { max($0, pass($1, of: lane).count) }
    }
  }

  /// The steps whose outputs are worked on at once.
  static func window(rows: Int) -> Int { max(1, windowPairs / rows) }

  private static func part(_ index: Int, of parts: Int, _ range: Range<Int>) -> Range<Int> {
    let start = range.lowerBound + range.count * index / parts
    return start..<range.lowerBound + range.count * (index + 1) / parts
  }
}
