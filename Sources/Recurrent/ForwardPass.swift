internal import ForecastKernels

extension RecurrentNetwork {
  /// Says what the network says: outputs of every step from the batch's first output step on.
  ///
  /// Nothing is kept for a backward pass; memory is that of a short window of steps.
  ///
  /// - Parameters:
  ///   - batch: The sequences; targets and weights are not read.
  ///   - workspace: Receives the outputs, `[B][T − first][h][Q]`, in `outputs`.
  public func forward(_ batch: SequenceBatch, workspace: inout Workspace) {
    batch.check(shape, needsTargets: false)
    workspace.load(self, transposing: false)
    workspace.cut(rows: batch.rowCount)
    workspace.pool.forEach(
      &workspace.lanes, count: workspace.laneCount, scratch: &workspace.workers,
      ForecastWork(batch: batch, parts: workspace.parts))
    let size = batch.rowCount * batch.outputStepCount * shape.outputSize
    workspace.outputs.removeAll(keepingCapacity: true)
    workspace.outputs.reserveCapacity(size)
    for lane in workspace.lanes[..<workspace.laneCount] {
      workspace.outputs.append(contentsOf: lane.outputs)
    }
  }
}

/// The forward pass of each lane.
private struct ForecastWork: ItemWork {
  let batch: SequenceBatch
  let parts: [LoadedPart]

  func perform(_ lane: inout Lane, _ index: Int, _ worker: inout Worker) {
    worker.predict(batch, parts: parts, lane: &lane)
  }
}

extension Worker {
  /// Takes a lane's rows forward, window by window.
  mutating func predict(_ batch: SequenceBatch, parts: [LoadedPart], lane: inout Lane) {
    let O = layout.shape.outputSize, first = batch.firstOutputStep
    let h = layout.shape.horizon, Q = layout.shape.head.width
    let size = lane.rows.count * batch.outputStepCount * O
    if lane.outputs.count != size { lane.outputs = [Float](repeating: 0, count: size) }
    for pass in 0..<LanePlan.passCount(of: lane.rows) {
      let rows = LanePlan.pass(pass, of: lane.rows), R = rows.count
      let window = stretchSteps(rows: R, batchSteps: batch.stepCount)
      begin(batch, rows: rows, steps: window, trace: false)
      for start in stride(from: 0, to: batch.stepCount, by: window) {
        let stretch = Stretch(
          rows: rows, firstStep: start, steps: min(window, batch.stepCount - start), trace: false)
        stack.forward(parts, stretch)
        let skipped = max(0, first - start)
        if skipped < stretch.steps {
          let steps = stretch.steps - skipped
          forwardHead(parts[parts.count - 1], stretch, first: skipped, steps: steps)
          for row in 0..<R {
            let line = (rows.lowerBound - lane.rows.lowerBound + row) * batch.outputStepCount
            for step in 0..<steps {
              let from = (step * R + row) * layout.head.paddedOutputs
              let to = (line + start + skipped + step - first) * O
              for k in 0..<h {
                for q in 0..<Q { lane.outputs[to + k * Q + q] = outputs[from + q * h + k] }
              }
            }
          }
        }
        stack.carry(stretch)
      }
    }
  }

  /// The steps of a stretch: few, unless the network reads both ways and needs the whole sequence.
  func stretchSteps(rows: Int, batchSteps: Int) -> Int {
    layout.shape.isBidirectional ? batchSteps : LanePlan.window(rows: rows)
  }
}
