internal import ForecastKernels

/// The memory one thread needs to take some rows through the network.
///
/// Letters: T steps, R rows of one pass, P hidden units padded to whole vectors.
struct Worker: Sendable {
  let layout: ParameterLayout
  /// The pass's inputs, `[T][R][I]`.
  var inputs = AlignedFloats()
  var states: [LSTMState]
  var flow = LSTMFlow()
  /// The outputs of a window of steps, then their gradients: `[steps][R]` lines of `[Q][h]`, padded.
  var outputs: [Float] = []
  var quantiles: SortedQuantileHead?

  init(layout: ParameterLayout) {
    self.layout = layout
    states = layout.layers.map { _ in LSTMState() }
    if case .quantiles(let count, let anchor) = layout.shape.head {
      quantiles = SortedQuantileHead(
        count: count, anchor: anchor, horizon: layout.shape.horizon, path: layout.path)
    }
  }

  private var paddedHidden: Int { layout.path.padded(layout.shape.hiddenSize) }

  /// Makes room for a pass, and gathers its inputs.
  mutating func begin(
    _ batch: SequenceBatch, rows: Range<Int>, steps stateSteps: Int, trace: Bool
  ) {
    let T = batch.stepCount, I = batch.inputSize, slot = rows.count * paddedHidden
    inputs.reserve(T * rows.count * I)
    inputs.gather(
      batch.inputs, from: rows.lowerBound * T * I, rows: rows.count, steps: T, width: I)
    for layer in states.indices {
      states[layer].reserve(steps: stateSteps, slot: slot, trace: trace)
      states[layer].start(slot: slot)
    }
    if trace { flow.reserve(steps: T, slot: slot) }
    let size = max(1, LanePlan.windowPairs / rows.count) * rows.count * layout.head.paddedOutputs
    if outputs.count < size { outputs = [Float](repeating: 0, count: size) }
  }

  /// Where a layer's input for state steps `first…` lies: the batch's inputs, or the states below.
  private func input(
    ofLayer layer: Int, rows: Int, batchStep: Int
  ) -> (floats: AlignedFloats, place: RowPlace) {
    if layer == 0 {
      let I = layout.shape.inputSize
      return (inputs, RowPlace(offset: batchStep * rows * I, width: I))
    }
    return (states[layer - 1].hidden, RowPlace(offset: rows * paddedHidden, width: paddedHidden))
  }

  /// One layer, forward over `steps` steps from `batchStep`.
  mutating func forward(
    layer: Int, weights: AlignedFloats, rows: Int, batchStep: Int, steps: Int, trace: Bool
  ) {
    let input = input(ofLayer: layer, rows: rows, batchStep: batchStep)
    layout.layers[layer].forward(
      weights: weights, at: layout.layerOffsets[layer], input: input.floats, place: input.place,
      steps: steps, rows: rows, state: &states[layer], trace: trace)
  }

  /// One layer, backward over all `steps` steps; `flow` holds what comes in and what goes on.
  mutating func backward(
    layer: Int, transposed: AlignedFloats, rows: Int, steps: Int, gradients: inout AlignedFloats,
    wantsInputGradient: Bool
  ) {
    let input = input(ofLayer: layer, rows: rows, batchStep: 0)
    layout.layers[layer].backward(
      transposed: transposed, at: layout.transposedOffsets[layer], input: input.floats,
      place: input.place, steps: steps, rows: rows, state: &states[layer], flow: &flow,
      gradients: &gradients, at: layout.layerOffsets[layer],
      wantsInputGradient: wantsInputGradient)
  }

  /// The head, forward: outputs of the states in slots `first + 1 …`, whose inputs are of
  /// `batchStep`.
  mutating func forwardHead(
    weights: AlignedFloats, rows: Int, first: Int, batchStep: Int, steps: Int
  ) {
    let places = headPlaces(rows: rows, first: first, batchStep: batchStep)
    layout.head.forward(
      weights: weights, at: layout.headOffset, first: states[states.count - 1].hidden,
      firstPlace: places.hidden, second: inputs, secondPlace: places.input, steps: steps,
      rows: rows, output: &outputs)
    quantiles?.forward(
      &outputs, lines: steps * rows, width: layout.head.paddedOutputs)
  }

  /// The head, backward: from the outputs' gradients to weights and to the flow of the same steps.
  mutating func backwardHead(
    transposed: AlignedFloats, rows: Int, first: Int, steps: Int, gradients: inout AlignedFloats
  ) {
    quantiles?.backward(
      &outputs, lines: steps * rows, width: layout.head.paddedOutputs)
    let places = headPlaces(rows: rows, first: first, batchStep: first)
    layout.head.backward(
      transposed: transposed, at: layout.transposedOffsets[layout.layers.count],
      first: states[states.count - 1].hidden, firstPlace: places.hidden, second: inputs,
      secondPlace: places.input, steps: steps, rows: rows, outputGradient: outputs,
      gradients: &gradients, at: layout.headOffset, firstGradient: &flow.upper,
      at: first * rows * paddedHidden)
  }

  private func headPlaces(
    rows: Int, first: Int, batchStep: Int
  ) -> (hidden: RowPlace, input: RowPlace) {
    let I = layout.shape.inputSize
    return (
      RowPlace(offset: (first + 1) * rows * paddedHidden, width: paddedHidden),
      RowPlace(offset: batchStep * rows * I, width: I)
    )
  }

  /// Makes the newest state of a window the state before the next.
  mutating func carry(rows: Int, steps: Int) {
    let slot = rows * paddedHidden
    for layer in states.indices {
      states[layer].hidden.move(steps * slot..<(steps + 1) * slot, to: 0)
    }
  }
}
