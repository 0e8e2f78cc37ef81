import ForecastRecurrent
import ForecastSeries
import ForecastStorage

/// Batches of series for the trainer: each row is a stretch of one series, with a target at every step.
///
/// What a batch holds depends on the seed, the pass and its number only, never on threads or on what
/// was asked for before.
struct TrainingWindows: BatchSource {
  /// The windows of all series.
  let windows: WindowedPanel
  /// For each series the first step whose value must not be learned from.
  let limits: [Int]
  /// Series that have something to learn from.
  let eligible: [Int]
  private let batchSize: Int
  private let cropLength: Int
  private let seed: UInt64
  private var order: [Int] = []
  private var orderedEpoch = -1

  init(_ windows: WindowedPanel, limits: [Int], settings: RecurrentSettings, seed: UInt64) {
    self.windows = windows
    self.limits = limits
    batchSize = settings.batchSize
    cropLength = settings.cropLength
    self.seed = seed
    let firstStep = TrainingWindows.firstStep(of: settings.window)
    eligible = windows.transforms.indices.filter { limits[$0] >= firstStep + 2 }
  }

  /// The first step of a series that may be learned from: its base and most of its input are there.
  static func firstStep(of shape: WindowShape) -> Int {
    if case .seasonalMean = shape.base { return shape.season - 1 }
    return min(shape.lookback, 4) - 1
  }

  var batchesPerEpoch: Int { (eligible.count + batchSize - 1) / batchSize }

  func makeBatch() -> SequenceBatch {
    let longest = eligible.map { min(limits[$0] - 1, cropLength) }.max() ?? 1
    return SequenceBatch(
      capacity: max(1, min(batchSize, eligible.count)), steps: longest,
      inputSize: windows.shape.inputSize, horizon: windows.shape.horizon)
  }

  mutating func fill(_ batch: inout SequenceBatch, index: Int, epoch: Int) {
    if orderedEpoch != epoch {
      var random = RandomSource(seed: seed, stream: UInt64(2 * epoch))
      order = eligible
      random.shuffle(&order)
      orderedEpoch = epoch
    }
    let rows = order[(index * batchSize)..<min((index + 1) * batchSize, order.count)]
    batch.rowCount = rows.count
    batch.stepCount = rows.map { min(limits[$0] - 1, cropLength) }.max() ?? 1
    let stream = UInt64(2 * (epoch * batchesPerEpoch + index) + 1)
    var random = RandomSource(seed: seed, stream: stream)
    for (row, series) in rows.enumerated() {
      write(series, row: row, to: &batch, random: &random)
    }
  }

  private func write(
    _ series: Int, row: Int, to batch: inout SequenceBatch, random: inout RandomSource
  ) {
    let shape = windows.shape
    let available = limits[series] - 1
    let count = min(available, cropLength)
    let start = random.index(below: available - count + 1)
    // A crop begins with a cold state, which the first steps warm without being scored.
    let firstScored =
      start == 0
      ? TrainingWindows.firstStep(of: shape) : start + min(shape.lookback, count / 4)
    for offset in 0..<batch.stepCount {
      let place = row * batch.stepCount + offset
      let step = start + offset
      if offset < count {
        windows.writeInput(
          series: series, step: step, into: &batch.inputs, at: place * shape.inputSize)
      } else {
        for index in (place * shape.inputSize)..<((place + 1) * shape.inputSize) {
          batch.inputs[index] = 0
        }
      }
      if offset < count, step >= firstScored {
        windows.writeTargets(
          series: series, step: step, before: limits[series], weight: 1,
          into: &batch.targets, weights: &batch.weights, at: place * shape.horizon)
      } else {
        for index in (place * shape.horizon)..<((place + 1) * shape.horizon) {
          batch.targets[index] = 0
          batch.weights[index] = 0
        }
      }
    }
  }
}
