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
    let weights = workspace.weights
    workspace.pool.forEach(&workspace.lanes, scratch: &workspace.workers) { _, lane, worker in
      worker.predict(batch, weights: weights, lane: &lane)
    }
    let size = batch.rowCount * batch.outputStepCount * shape.outputSize
    workspace.outputs.removeAll(keepingCapacity: true)
    workspace.outputs.reserveCapacity(size)
    for lane in workspace.lanes { workspace.outputs.append(contentsOf: lane.outputs) }
  }
}

extension Worker {
  /// Takes a lane's rows forward, window by window.
  mutating func predict(_ batch: SequenceBatch, weights: AlignedFloats, lane: inout Lane) {
    let O = layout.shape.outputSize, first = batch.firstOutputStep
    let h = layout.shape.horizon, Q = layout.shape.head.width
    let size = lane.rows.count * batch.outputStepCount * O
    if lane.outputs.count != size { lane.outputs = [Float](repeating: 0, count: size) }
    for rows in LanePlan.passes(of: lane.rows) {
      let R = rows.count, window = max(1, LanePlan.windowPairs / R)
      begin(batch, rows: rows, steps: window, trace: false)
      for start in stride(from: 0, to: batch.stepCount, by: window) {
        let steps = min(window, batch.stepCount - start)
        for layer in states.indices {
          forward(
            layer: layer, weights: weights, rows: R, batchStep: start, steps: steps, trace: false)
        }
        let skipped = max(0, first - start)
        if skipped < steps {
          forwardHead(
            weights: weights, rows: R, first: skipped, batchStep: start + skipped,
            steps: steps - skipped)
          for row in 0..<R {
            let line = (rows.lowerBound - lane.rows.lowerBound + row) * batch.outputStepCount
            for step in skipped..<steps {
              let from = ((step - skipped) * R + row) * layout.head.paddedOutputs
              let to = (line + start + step - first) * O
              for k in 0..<h {
                for q in 0..<Q { lane.outputs[to + k * Q + q] = outputs[from + q * h + k] }
              }
            }
          }
        }
        carry(rows: R, steps: steps)
      }
    }
  }
}
