import ForecastRecurrent
import ForecastSeries

/// Runs networks over the last rows of many series and reads what they say at chosen steps.
///
/// Series are taken in the order of their lengths, so that a batch holds little padding; a padded step
/// comes after a series' last row and cannot change what was said before.
struct ForecastReader {
  private let settings: RecurrentSettings

  init(settings: RecurrentSettings) { self.settings = settings }

  /// Adds the outputs at the last step of each series to `sums`.
  func addLastOutputs(
    of network: RecurrentNetwork, over windows: WindowedPanel, to sums: inout [[Double]]
  ) {
    let lengths = (0..<windows.count).map(windows.stepCount(of:))
    read(network, over: windows, ends: lengths, reach: 1) { series, _, outputs in
      for (index, output) in outputs.enumerated() { sums[series][index] += Double(output) }
    }
  }

  /// Reads a network's outputs at the last `reach` steps before each series' end.
  ///
  /// - Parameters:
  ///   - network: the network.
  ///   - windows: the series.
  ///   - ends: for each series the step after the last one that is read; 0 leaves the series out.
  ///   - reach: how many steps are read.
  ///   - body: called with the series, the step and the outputs there.
  func read(
    _ network: RecurrentNetwork, over windows: WindowedPanel, ends: [Int], reach: Int,
    _ body: (_ series: Int, _ step: Int, _ outputs: ArraySlice<Float>) -> Void
  ) {
    if settings.isBidirectional {
      readWindows(network, over: windows, ends: ends, reach: reach, body)
      return
    }
    let shape = windows.shape
    let order = ends.indices.filter { ends[$0] > 0 }.sorted {
      (ends[$0], $0) < (ends[$1], $1)
    }
    guard let longest = order.last.map({ min(ends[$0], settings.cropLength + reach - 1) }) else {
      return
    }
    let capacity = min(settings.batchSize, order.count)
    var batch = SequenceBatch(
      capacity: capacity, steps: longest, inputSize: shape.inputSize, horizon: shape.horizon,
      hasTargets: false)
    var workspace = Workspace(for: network.layout)
    for start in stride(from: 0, to: order.count, by: capacity) {
      let rows = order[start..<min(start + capacity, order.count)]
      let counts = rows.map { min(ends[$0], settings.cropLength + reach - 1) }
      batch.rowCount = rows.count
      batch.stepCount = counts.max() ?? 1
      batch.firstOutputStep = max(0, (counts.min() ?? 1) - reach)
      for (row, series) in rows.enumerated() {
        write(series, end: ends[series], count: counts[row], windows: windows, row: row, to: &batch)
      }
      network.forward(batch, workspace: &workspace)
      let width = network.shape.outputSize
      for (row, series) in rows.enumerated() {
        let first = ends[series] - counts[row]
        for step in max(first, ends[series] - reach)..<ends[series] {
          let line = row * batch.outputStepCount + step - first - batch.firstOutputStep
          body(series, step, workspace.outputs[(line * width)..<((line + 1) * width)])
        }
      }
    }
  }

  /// The same for a network that speaks at the end of a window only: each step has a window of its own.
  private func readWindows(
    _ network: RecurrentNetwork, over windows: WindowedPanel, ends: [Int], reach: Int,
    _ body: (_ series: Int, _ step: Int, _ outputs: ArraySlice<Float>) -> Void
  ) {
    let cutoffs = ends.indices.flatMap { series in
      (max(0, ends[series] - reach)..<ends[series]).map { (series: series, step: $0) }
    }
    guard !cutoffs.isEmpty else { return }
    let capacity = min(settings.batchSize, cutoffs.count)
    var batch = SequenceBatch(
      capacity: capacity, steps: settings.windowLength, inputSize: windows.shape.inputSize,
      horizon: windows.shape.horizon, hasTargets: false)
    batch.firstOutputStep = batch.stepCount - 1
    var workspace = Workspace(for: network.layout)
    for start in stride(from: 0, to: cutoffs.count, by: capacity) {
      let rows = cutoffs[start..<min(start + capacity, cutoffs.count)]
      batch.rowCount = rows.count
      for (row, cutoff) in rows.enumerated() {
        windows.writeWindow(series: cutoff.series, endingAt: cutoff.step, row: row, to: &batch)
      }
      network.forward(batch, workspace: &workspace)
      let width = network.shape.outputSize
      for (row, cutoff) in rows.enumerated() {
        body(
          cutoff.series, cutoff.step, workspace.outputs[(row * width)..<((row + 1) * width)])
      }
    }
  }

  private func write(
    _ series: Int, end: Int, count: Int, windows: WindowedPanel, row: Int,
    to batch: inout SequenceBatch
  ) {
    let size = windows.shape.inputSize
    let line = row * batch.stepCount
    for offset in 0..<count {
      windows.writeInput(
        series: series, step: end - count + offset, into: &batch.inputs, at: (line + offset) * size)
    }
    for index in ((line + count) * size)..<((line + batch.stepCount) * size) {
      batch.inputs[index] = 0
    }
  }
}

extension WindowedPanel {
  /// Fills a row of a batch with the steps that end at a cutoff; nothing after it is looked at.
  ///
  /// Before a series' first row stand zeros, as in its inputs, so that every window has the same length
  /// and says the same whatever is read beside it.
  func writeWindow(series: Int, endingAt cutoff: Int, row: Int, to batch: inout SequenceBatch) {
    for offset in 0..<batch.stepCount {
      let place = (row * batch.stepCount + offset) * shape.inputSize
      let step = cutoff - (batch.stepCount - 1) + offset
      if step >= 0 {
        writeInput(series: series, step: step, into: &batch.inputs, at: place)
      } else {
        for index in place..<(place + shape.inputSize) { batch.inputs[index] = 0 }
      }
    }
  }
}
