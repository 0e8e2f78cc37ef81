internal import ForecastKernels

extension RecurrentNetwork {
  /// The loss of a batch and its gradient by every parameter.
  ///
  /// - Parameters:
  ///   - loss: What is made small; its head is the network's.
  ///   - batch: The sequences with targets and weights.
  ///   - workspace: Receives the gradient in `gradients`.
  ///   - backpropagation: What is left out, and how far the gradient flows back.
  /// - Returns: Σ w · ℓ / Σ w; zero, like the gradient, if no target counts.
  public func gradient(
    of loss: Loss, on batch: SequenceBatch, workspace: inout Workspace,
    backpropagation: Backpropagation = Backpropagation()
  ) -> Double {
    batch.check(shape, needsTargets: true)
    precondition(loss.head == shape.head, "the network was made for another loss")
    precondition(
      !shape.isBidirectional || backpropagation.truncation == nil,
      "a network that reads both ways needs the whole sequence")
    let weightSum = batch.weightSum
    guard weightSum != 0 else {
      for index in workspace.gradients.indices { workspace.gradients[index] = 0 }
      return 0
    }
    workspace.load(self, transposing: true)
    workspace.cut(rows: batch.rowCount)
    workspace.reserve(for: batch, backpropagation: backpropagation)
    workspace.pool.forEach(
      &workspace.lanes, count: workspace.laneCount, scratch: &workspace.workers,
      GradientWork(
        loss: loss, batch: batch, backpropagation: backpropagation, parts: workspace.parts,
        scale: Float(1 / weightSum)))
    let lanes = workspace.lanes
    layout.path.addUp(
      workspace.laneCount, into: &workspace.gradients, pool: workspace.pool
    ) { lanes[$0].gradients }
    var sum = 0.0
    for lane in lanes[..<workspace.laneCount] { sum += lane.loss }
    return sum / weightSum
  }
}

/// The forward and backward pass of each lane.
private struct GradientWork: ItemWork {
  let loss: Loss
  let batch: SequenceBatch
  let backpropagation: Backpropagation
  let parts: [LoadedPart]
  let scale: Float

  func perform(_ lane: inout Lane, _ index: Int, _ worker: inout Worker) {
    worker.differentiate(loss, batch, backpropagation, parts: parts, scale: scale, lane: &lane)
  }
}

extension Worker {
  /// Takes a lane's rows forward and backward, pass by pass and piece by piece.
  mutating func differentiate(
    _ loss: Loss, _ batch: SequenceBatch, _ backpropagation: Backpropagation,
    parts: [LoadedPart], scale: Float, lane: inout Lane
  ) {
    let T = batch.stepCount, longest = backpropagation.longestPiece(steps: T)
    let pieces = backpropagation.pieces(steps: T, firstOutputStep: batch.firstOutputStep)
    lane.loss = 0
    lane.gradients.reserve(layout.count)
    lane.gradients.clear(layout.headOffset..<layout.count)
    var isFresh = true
    for pass in 0..<LanePlan.passCount(of: lane.rows) {
      let rows = LanePlan.pass(pass, of: lane.rows)
      begin(
        batch, rows: rows, steps: longest, trace: true, dropout: backpropagation.dropout)
      var stretch = Stretch(
        rows: rows, firstStep: 0, steps: 0, trace: false, dropout: backpropagation.dropout,
        seed: backpropagation.seed)
      for start in pieces {
        // What comes before the first piece only warms the states.
        while stretch.firstStep < start, !stretch.trace {
          stretch.steps = min(longest, start - stretch.firstStep)
          stack.forward(parts, stretch)
          stack.carry(stretch)
          stretch.firstStep += stretch.steps
        }
        stretch.trace = true
        stretch.firstStep = start
        stretch.steps = min(longest, T - start)
        lane.loss += differentiate(
          loss, batch, stretch, parts: parts, scale: scale, gradients: &lane.gradients,
          isFresh: isFresh)
        isFresh = false
        if start + stretch.steps < T { stack.carry(stretch) }
      }
    }
  }

  /// Takes one piece forward and backward; its weighted loss.
  private mutating func differentiate(
    _ loss: Loss, _ batch: SequenceBatch, _ stretch: Stretch, parts: [LoadedPart], scale: Float,
    gradients: inout AlignedFloats, isFresh: Bool
  ) -> Double {
    let R = stretch.rows.count, head = parts[parts.count - 1]
    stack.forward(parts, stretch)
    let first = min(max(0, batch.firstOutputStep - stretch.firstStep), stretch.steps)
    stack.ignore(rows: R, before: first)
    var sum = 0.0
    let window = LanePlan.window(rows: R)
    for start in stride(from: first, to: stretch.steps, by: window) {
      let steps = min(window, stretch.steps - start)
      forwardHead(head, stretch, first: start, steps: steps)
      sum += differentiateWindow(
        loss, batch, rows: stretch.rows, start: stretch.firstStep + start, steps: steps,
        scale: scale)
      backwardHead(head, gradients: &gradients, stretch, first: start, steps: steps)
    }
    stack.backward(parts, gradients: &gradients, isFresh: isFresh, stretch)
    return sum
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
