internal import ForecastKernels

extension RecurrentNetwork {
  /// The loss of a batch and its gradient by every parameter.
  ///
  /// - Parameters:
  ///   - loss: What is made small; its head is the network's.
  ///   - batch: The sequences with targets and weights.
  ///   - workspace: Receives the gradient in `gradients`.
  /// - Returns: Σ w · ℓ / Σ w; zero, like the gradient, if no target counts.
  public func gradient(
    of loss: Loss, on batch: SequenceBatch, workspace: inout Workspace
  ) -> Double {
    batch.check(shape, needsTargets: true)
    precondition(loss.head == shape.head, "the network was made for another loss")
    let weightSum = batch.weightSum
    guard weightSum != 0 else {
      for index in workspace.gradients.indices { workspace.gradients[index] = 0 }
      return 0
    }
    workspace.load(self, transposing: true)
    workspace.cut(rows: batch.rowCount)
    let weights = workspace.weights, transposed = workspace.transposed
    let scale = Float(1 / weightSum)
    workspace.pool.forEach(&workspace.lanes, scratch: &workspace.workers) { _, lane, worker in
      worker.differentiate(
        loss, batch, weights: weights, transposed: transposed, scale: scale, lane: &lane)
    }
    var sum = 0.0
    for index in workspace.gradients.indices { workspace.gradients[index] = 0 }
    for lane in workspace.lanes {
      sum += lane.loss
      layout.path.add(lane.gradients, count: layout.count, to: &workspace.gradients)
    }
    return sum / weightSum
  }
}

extension Worker {
  /// Takes a lane's rows forward and backward, pass by pass.
  mutating func differentiate(
    _ loss: Loss, _ batch: SequenceBatch, weights: AlignedFloats, transposed: AlignedFloats,
    scale: Float, lane: inout Lane
  ) {
    lane.loss = 0
    lane.gradients.reserve(layout.count)
    lane.gradients.clear(0..<layout.count)
    for rows in LanePlan.passes(of: lane.rows) {
      let R = rows.count, T = batch.stepCount
      begin(batch, rows: rows, steps: T, trace: true)
      for layer in states.indices {
        forward(layer: layer, weights: weights, rows: R, batchStep: 0, steps: T, trace: true)
      }
      let slot = R * layout.path.padded(layout.shape.hiddenSize)
      flow.upper.clear(0..<batch.firstOutputStep * slot)
      let window = max(1, LanePlan.windowPairs / R)
      for start in stride(from: batch.firstOutputStep, to: T, by: window) {
        let steps = min(window, T - start)
        forwardHead(weights: weights, rows: R, first: start, batchStep: start, steps: steps)
        lane.loss += differentiateWindow(
          loss, batch, rows: rows, start: start, steps: steps, scale: scale)
        backwardHead(
          transposed: transposed, rows: R, first: start, steps: steps, gradients: &lane.gradients)
      }
      for layer in states.indices.reversed() {
        flow.start(slot: slot)
        backward(
          layer: layer, transposed: transposed, rows: R, steps: T, gradients: &lane.gradients,
          wantsInputGradient: layer > 0)
        flow.descend()
      }
    }
  }

  /// Replaces a window's outputs by the loss's gradient.
  private mutating func differentiateWindow(
    _ loss: Loss, _ batch: SequenceBatch, rows: Range<Int>, start: Int, steps: Int, scale: Float
  ) -> Double {
    var sum = 0.0
    for step in 0..<steps {
      for row in rows {
        sum += loss.differentiate(
          &outputs, at: (step * rows.count + row - rows.lowerBound) * layout.head.paddedOutputs,
          targets: batch.targets, weights: batch.weights,
          place: (row * batch.stepCount + start + step) * batch.horizon, horizon: batch.horizon,
          scale: scale, path: layout.path)
      }
    }
    return sum
  }
}
