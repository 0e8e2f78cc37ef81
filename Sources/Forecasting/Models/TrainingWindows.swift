import ForecastRecurrent
import ForecastSeries
import ForecastStorage

/// Batches of series for the trainer: each row is a stretch of one series, with a target at every step,
/// or at its last step only where the network reads both ways.
///
/// What a batch holds depends on the seed, the pass and its number only, never on threads or on what
/// was asked for before. A batch that is cut into parts holds the same rows in the same order.
struct TrainingWindows: BatchSource {
  /// The windows of all series.
  let windows: WindowedPanel
  /// For each series the first step whose value must not be learned from.
  let limits: [Int]
  /// The rows of a pass.
  let sizes: PassSizes
  /// Into how many parts each batch is cut.
  let parts: Int
  private let settings: RecurrentSettings
  private let seed: UInt64
  private let targetWeights: [Float]
  private var order: [Int] = []
  private var orderedEpoch = -1

  init(
    _ windows: WindowedPanel, limits: [Int], settings: RecurrentSettings, seed: UInt64,
    parts: Int = 1
  ) {
    self.windows = windows
    self.limits = limits
    self.settings = settings
    self.seed = seed
    self.parts = parts
    sizes = PassSizes(limits: limits, settings: settings)
    targetWeights = TrainingWindows.targetWeights(of: windows)
  }

  /// How much a target of each series counts.
  ///
  /// Errors in units of a series' scale alone, as MASE has them, leave little to the series whose
  /// seasons differ most; errors in the transformed scale, which are relative as sMAPE has them, leave
  /// little to the calm ones. Half of each is the loss: ½ |e| / s + ½ |e| / ŝ, with ŝ the median scale.
  private static func targetWeights(of windows: WindowedPanel) -> [Float] {
    let scales = windows.transforms.map(\.scale)
    guard let typical = scales.upperMedian else { return [] }
    return scales.map { 0.5 + 0.5 * Float(min(max($0 / typical, 0.05), 20)) }
  }

  var batchesPerEpoch: Int { sizes.batches * parts }

  func makeBatch() -> SequenceBatch {
    SequenceBatch(
      capacity: max(1, (sizes.rows + parts - 1) / parts), steps: sizes.steps,
      inputSize: windows.shape.inputSize, horizon: windows.shape.horizon)
  }

  mutating func fill(_ batch: inout SequenceBatch, index: Int, epoch: Int) {
    if orderedEpoch != epoch {
      var random = RandomSource(seed: seed, stream: UInt64(2 * epoch))
      order = sizes.series
      random.shuffle(&order)
      orderedEpoch = epoch
    }
    let number = index / parts
    let whole = crops(ofBatch: number, epoch: epoch)
    let part = index % parts
    let crops = whole[(whole.count * part / parts)..<(whole.count * (part + 1) / parts)]
    batch.rowCount = crops.count
    batch.stepCount = whole.map(\.count).max() ?? 1
    batch.firstOutputStep = 0
    if settings.isBidirectional {
      batch.firstOutputStep = batch.stepCount - 1
    } else if settings.truncationSteps != nil {
      let first = whole.map { $0.firstScored - $0.start }.min() ?? 0
      batch.firstOutputStep = min(first, batch.stepCount - 1)
    }
    for (row, crop) in crops.enumerated() {
      if settings.isBidirectional {
        writeWindow(crop, row: row, to: &batch)
      } else {
        write(crop, row: row, to: &batch)
      }
    }
  }

  /// The first twelfth of a crop, at most a lookback, warms the state.
  private static let coldShare = 12

  /// A stretch of a series.
  private struct Crop {
    let series, start, count: Int
    /// The first step that has targets.
    let firstScored: Int
  }

  /// The stretches of a whole batch, all drawn together: so a part has the same as the whole.
  private func crops(ofBatch index: Int, epoch: Int) -> [Crop] {
    let size = settings.batchSize
    let stream = UInt64(2 * (epoch * sizes.batches + index) + 1)
    var random = RandomSource(seed: seed, stream: stream)
    return order[(index * size)..<min((index + 1) * size, order.count)].map { series in
      settings.isBidirectional
        ? window(of: series, random: &random) : crop(of: series, random: &random)
    }
  }

  private func crop(of series: Int, random: inout RandomSource) -> Crop {
    let shape = windows.shape
    let available = limits[series] - 1
    let count = min(available, settings.cropLength)
    let start = random.index(below: available - count + 1)
    // A crop begins with a cold state, which the first steps warm without being scored.
    let firstScored =
      start == 0
      ? PassSizes.firstStep(of: shape)
      : start + min(shape.lookback, count / TrainingWindows.coldShare)
    return Crop(series: series, start: start, count: count, firstScored: firstScored)
  }

  /// A window that ends at a step with something to learn after it; it may begin before the first row.
  private func window(of series: Int, random: inout RandomSource) -> Crop {
    let first = PassSizes.firstStep(of: windows.shape)
    let cutoff = first + random.index(below: limits[series] - 1 - first)
    let count = settings.windowLength
    return Crop(
      series: series, start: cutoff - count + 1, count: count, firstScored: cutoff)
  }

  private func writeWindow(_ window: Crop, row: Int, to batch: inout SequenceBatch) {
    windows.writeWindow(
      series: window.series, endingAt: window.firstScored, row: row, to: &batch)
    let end = (row + 1) * batch.stepCount * batch.horizon
    for index in (end - batch.stepCount * batch.horizon)..<end {
      batch.targets[index] = 0
      batch.weights[index] = 0
    }
    windows.writeTargets(
      series: window.series, step: window.firstScored, before: limits[window.series],
      weight: targetWeights[window.series],
      into: &batch.targets, weights: &batch.weights, at: end - batch.horizon)
  }

  private func write(_ crop: Crop, row: Int, to batch: inout SequenceBatch) {
    let shape = windows.shape
    for offset in 0..<batch.stepCount {
      let place = row * batch.stepCount + offset
      let step = crop.start + offset
      if offset < crop.count {
        windows.writeInput(
          series: crop.series, step: step, into: &batch.inputs, at: place * shape.inputSize)
      } else {
        for index in (place * shape.inputSize)..<((place + 1) * shape.inputSize) {
          batch.inputs[index] = 0
        }
      }
      if offset < crop.count, step >= crop.firstScored {
        windows.writeTargets(
          series: crop.series, step: step, before: limits[crop.series],
          weight: targetWeights[crop.series],
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
