internal import ForecastKernels

/// A stretch of steps of some rows, as it goes through the layers.
struct Stretch: Sendable {
  /// The batch's rows.
  var rows: Range<Int>
  /// The batch's step that comes first.
  var firstStep: Int
  var steps: Int
  /// Whether a backward pass follows.
  var trace: Bool
  var dropout = Dropout.none
  var seed: UInt64 = 0
}

/// The recurrent layers with all they hold while some rows go through them.
///
/// Letters: T steps, R rows, D directions, P hidden units padded to whole vectors, W = D · H padded.
/// What a layer says at a step is its hidden state; where there are two directions or a residual
/// connection it is put together in `joined`, and what dropout leaves of it is in `dropped`. A plain
/// stack copies nothing.
struct LayerStack: Sendable {
  let layout: ParameterLayout
  /// The inputs of all steps, `[T][R][I]`.
  private var inputs = AlignedFloats()
  /// Layer by layer, the reverse direction after the other; a reverse one counts steps backwards.
  var states: [LayerState]
  /// For each layer `[T][R][W]`.
  private(set) var joined: [AlignedFloats]
  private var dropped: [AlignedFloats]
  private var masks: [AlignedFloats]
  /// One for each direction.
  var flows: [LayerFlow]
  /// With two directions the gradients by what a layer says and by what it reads, `[T][R][W]`.
  var above = AlignedFloats()
  private var below = AlignedFloats()
  /// With two directions what the stack says of the whole stretch, `[R][W]`, and its gradient.
  private var summary = AlignedFloats()
  private var summaryGradient = AlignedFloats()

  init(layout: ParameterLayout) {
    self.layout = layout
    states = layout.layers.map { _ in LayerState() }
    joined = Array(repeating: AlignedFloats(), count: layout.shape.layerCount)
    dropped = joined
    masks = joined
    flows = (0..<layout.shape.directions).map { _ in LayerFlow() }
  }

  private var shape: NetworkShape { layout.shape }
  private var H: Int { shape.hiddenSize }
  private var D: Int { shape.directions }
  private var P: Int { layout.path.padded(H) }
  /// The floats of a row of what a layer says.
  var width: Int { layout.path.padded(shape.layerWidth) }
  private var top: Int { shape.layerCount - 1 }

  private func joins(_ layer: Int) -> Bool { D == 2 || shape.hasResidual(atLayer: layer) }

  private func drops(_ layer: Int, _ dropout: Dropout) -> Bool {
    layer < top && dropout.rate != nil
  }

  /// Makes room for stretches of up to `steps` steps of R rows that have T steps.
  mutating func reserve(rows R: Int, batchSteps T: Int, steps: Int, trace: Bool, dropout: Dropout) {
    let slot = R * P
    inputs.reserve(T * R * shape.inputSize)
    for index in states.indices {
      states[index].reserve(
        cell: shape.cell.arithmetic, steps: steps, slot: slot, trace: trace)
    }
    for layer in 0...top {
      if joins(layer) { joined[layer].reserve(steps * R * width) }
      guard drops(layer, dropout) else { continue }
      dropped[layer].reserve(steps * R * width)
      masks[layer].reserve((dropout.isPerSequence ? 1 : steps) * R * width)
    }
    if D == 2 { summary.reserve(R * width) }
    guard trace else { return }
    for index in flows.indices {
      flows[index].reserve(steps: steps, slot: slot, lower: R * max(P, width))
    }
    guard D == 2 else { return }
    above.reserve(steps * R * width)
    below.reserve(steps * R * width)
    summaryGradient.reserve(R * width)
  }

  /// Makes room, gathers the inputs of all steps of the batch and sets the states before the first
  /// to zero.
  mutating func begin(
    _ batch: SequenceBatch, rows: Range<Int>, steps: Int, trace: Bool, dropout: Dropout
  ) {
    let R = rows.count, T = batch.stepCount, I = batch.inputSize
    reserve(rows: R, batchSteps: T, steps: steps, trace: trace, dropout: dropout)
    inputs.gather(batch.inputs, from: rows.lowerBound * T * I, rows: R, steps: T, width: I)
    for index in states.indices { states[index].start(slot: R * P) }
  }

  /// The floats that `reserve` makes room for.
  func floatCount(rows R: Int, batchSteps T: Int, steps: Int, trace: Bool, dropout: Dropout) -> Int
  {
    let slot = R * P, line = R * width
    var count = T * R * shape.inputSize
    count +=
      states.count
      * LayerState.floatCount(
        cell: shape.cell.arithmetic, steps: steps, slot: slot, trace: trace)
    for layer in 0...top {
      if joins(layer) { count += steps * line }
      if drops(layer, dropout) { count += (steps + (dropout.isPerSequence ? 1 : steps)) * line }
    }
    if D == 2 { count += line }
    guard trace else { return count }
    count += D * LayerFlow.floatCount(steps: steps, slot: slot, lower: R * max(P, width))
    return D == 2 ? count + 2 * steps * line + line : count
  }

  /// What the stack says: of every step or, with two directions, of the whole stretch at once.
  func said(rows R: Int) -> (floats: AlignedFloats, place: RowPlace) {
    D == 2 ? (summary, RowPlace(width: width)) : said(by: top, rows: R)
  }

  private func said(by layer: Int, rows R: Int) -> (floats: AlignedFloats, place: RowPlace) {
    if joins(layer) { return (joined[layer], RowPlace(width: width)) }
    return (states[layer].hidden, RowPlace(offset: R * P, width: P))
  }

  /// The inputs of the steps from `firstStep` on.
  func read(rows R: Int, firstStep: Int) -> (floats: AlignedFloats, place: RowPlace) {
    (inputs, RowPlace(offset: firstStep * R * shape.inputSize, width: shape.inputSize))
  }

  private func input(
    of layer: Int, _ stretch: Stretch
  ) -> (floats: AlignedFloats, place: RowPlace) {
    if layer == 0 { return read(rows: stretch.rows.count, firstStep: stretch.firstStep) }
    if drops(layer - 1, stretch.dropout) { return (dropped[layer - 1], RowPlace(width: width)) }
    return said(by: layer - 1, rows: stretch.rows.count)
  }

  /// All layers, forward over a stretch.
  mutating func forward(_ parts: [LoadedPart], _ stretch: Stretch) {
    let R = stretch.rows.count
    for layer in 0...top {
      var input = input(of: layer, stretch)
      for direction in 0..<D {
        let index = layer * D + direction
        input.place.isReversed = direction == 1
        layout.layers[index].forward(
          weights: parts[index].weights, at: 0, input: input.floats,
          place: input.place, steps: stretch.steps, rows: R, state: &states[index],
          trace: stretch.trace)
      }
      if joins(layer) { join(layer, rows: R, steps: stretch.steps) }
      if drops(layer, stretch.dropout) { drop(layer, stretch) }
    }
    guard D == 2 else { return }
    let last = said(by: top, rows: R), end = (stretch.steps - 1) * R * width
    summary.copyRows(
      of: last.floats, from: RowPlace(offset: end, width: width), to: RowPlace(width: width),
      steps: 1, rows: R, count: H)
    summary.copyRows(
      of: last.floats, from: RowPlace(offset: H, width: width),
      to: RowPlace(offset: H, width: width), steps: 1, rows: R, count: H)
  }

  /// Puts together what a layer says.
  private mutating func join(_ layer: Int, rows R: Int, steps: Int) {
    for direction in 0..<D {
      joined[layer].copyRows(
        of: states[layer * D + direction].hidden,
        from: RowPlace(offset: R * P, width: P, isReversed: direction == 1),
        to: RowPlace(offset: direction * H, width: width), steps: steps, rows: R, count: H)
    }
    guard shape.hasResidual(atLayer: layer) else { return }
    let lower = said(by: layer - 1, rows: R)
    joined[layer].copyRows(
      of: lower.floats, from: lower.place, to: RowPlace(width: width), steps: steps, rows: R,
      count: D * H, adding: true)
  }

  /// Leaves out part of what a layer says, for the layer above.
  private mutating func drop(_ layer: Int, _ stretch: Stretch) {
    guard let rate = stretch.dropout.rate else { return }
    let R = stretch.rows.count, isShared = stretch.dropout.isPerSequence
    let whole = said(by: layer, rows: R)
    masks[layer].drawDropout(
      rate: rate, seed: stretch.seed &+ UInt64(layer) << 48, steps: isShared ? 1 : stretch.steps,
      firstStep: isShared ? 0 : stretch.firstStep, rows: stretch.rows, width: width)
    dropped[layer].copyRows(
      of: whole.floats, from: whole.place, to: RowPlace(width: width), steps: stretch.steps,
      rows: R, count: D * H)
    dropped[layer].multiply(
      by: masks[layer], steps: stretch.steps, size: R * width, isShared: isShared)
  }

  /// Takes the gradients by what the stack says of steps `first ..< first + steps` from `body`.
  mutating func receive(
    rows R: Int, first: Int, _ body: (_ gradient: inout AlignedFloats, _ offset: Int) -> Void
  ) {
    if D == 2 { body(&summaryGradient, 0) } else { body(&flows[0].upper, first * R * width) }
  }

  /// Says that no loss asks for the steps before `first`.
  mutating func ignore(rows R: Int, before first: Int) {
    if D == 1 { flows[0].upper.clear(0..<first * R * width) }
  }

  /// All layers, backward over the stretch that went forward last: what was received becomes
  /// gradients.
  ///
  /// Fresh gradients are overwritten, the head's apart; others are added to.
  mutating func backward(
    _ parts: [LoadedPart], gradients: inout AlignedFloats, isFresh: Bool, _ stretch: Stretch
  ) {
    let slot = stretch.rows.count * P
    if D == 2 { spreadSummary(rows: stretch.rows.count, steps: stretch.steps) }
    backward(
      parts, gradients: &gradients, isFresh: isFresh, stretch, wantsInputGradient: false,
      start: { _, flow in flow.start(slot: slot) }, finish: { _, _ in })
  }

  /// All layers, backward; `start` says what comes from after a layer's last step, `finish` is told
  /// what goes on before its first.
  mutating func backward(
    _ parts: [LoadedPart], gradients: inout AlignedFloats, isFresh: Bool, _ stretch: Stretch,
    wantsInputGradient: Bool, start: (_ index: Int, _ flow: inout LayerFlow) -> Void,
    finish: (_ index: Int, _ flow: LayerFlow) -> Void
  ) {
    let R = stretch.rows.count, steps = stretch.steps
    for layer in (0...top).reversed() {
      var input = input(of: layer, stretch)
      for direction in 0..<D {
        let index = layer * D + direction
        input.place.isReversed = direction == 1
        if D == 2 {
          flows[direction].upper.copyRows(
            of: above,
            from: RowPlace(offset: direction * H, width: width, isReversed: direction == 1),
            to: RowPlace(width: P), steps: steps, rows: R, count: H)
        }
        start(index, &flows[direction])
        layout.layers[index].backward(
          transposed: parts[index].transposed, at: 0, input: input.floats,
          place: input.place, steps: steps, rows: R, state: &states[index],
          flow: &flows[direction], gradients: &gradients, at: layout.layerOffsets[index],
          isFresh: isFresh, wantsInputGradient: layer > 0 || wantsInputGradient)
        finish(index, flows[direction])
      }
      if layer > 0 { descend(from: layer, stretch) }
    }
  }

  /// Makes the gradient by what a layer reads that by what the layer below says.
  private mutating func descend(from layer: Int, _ stretch: Stretch) {
    let R = stretch.rows.count, steps = stretch.steps
    let place = RowPlace(width: width)
    if D == 2 {
      below.copyRows(
        of: flows[0].lower, from: place, to: place, steps: steps, rows: R, count: width)
      below.copyRows(
        of: flows[1].lower, from: RowPlace(width: width, isReversed: true), to: place,
        steps: steps, rows: R, count: width, adding: true)
    } else {
      flows[0].descend()
      swap(&below, &flows[0].upper)
      swap(&above, &flows[0].lower)
    }
    if drops(layer - 1, stretch.dropout) {
      below.multiply(
        by: masks[layer - 1], steps: steps, size: R * width,
        isShared: stretch.dropout.isPerSequence)
    }
    if shape.hasResidual(atLayer: layer) {
      below.copyRows(
        of: above, from: place, to: place, steps: steps, rows: R, count: width, adding: true)
    }
    if D == 2 {
      swap(&above, &below)
    } else {
      swap(&below, &flows[0].upper)
      swap(&above, &flows[0].lower)
    }
  }

  /// The summary's gradient belongs to the last step of one direction and the first of the other.
  private mutating func spreadSummary(rows R: Int, steps: Int) {
    above.clear(0..<steps * R * width)
    above.copyRows(
      of: summaryGradient, from: RowPlace(width: width),
      to: RowPlace(offset: (steps - 1) * R * width, width: width), steps: 1, rows: R, count: H,
      adding: true)
    above.copyRows(
      of: summaryGradient, from: RowPlace(offset: H, width: width),
      to: RowPlace(offset: H, width: width), steps: 1, rows: R, count: H, adding: true)
  }

  /// Makes the states after a stretch the states before the next.
  mutating func carry(_ stretch: Stretch) {
    for index in states.indices {
      states[index].carry(
        steps: stretch.steps, slot: stretch.rows.count * P, trace: stretch.trace)
    }
  }
}
