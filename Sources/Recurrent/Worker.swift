internal import ForecastKernels

/// The memory one thread needs to take some rows through the network.
///
/// Letters: T steps, R rows of one pass.
struct Worker: Sendable {
  let layout: ParameterLayout
  var stack: LayerStack
  /// The outputs of a window of steps, then their gradients: `[steps][R]` lines of `[Q][h]`, padded.
  var outputs: [Float] = []
  private var quantiles: SortedQuantileHead?

  init(layout: ParameterLayout) {
    self.layout = layout
    stack = LayerStack(layout: layout)
    if case .quantiles(let count, let anchor) = layout.shape.head {
      quantiles = SortedQuantileHead(
        count: count, anchor: anchor, horizon: layout.shape.horizon, path: layout.path)
    }
  }

  /// Makes room for a pass of R rows.
  mutating func reserve(rows R: Int, batchSteps: Int, steps: Int, trace: Bool, dropout: Dropout) {
    stack.reserve(rows: R, batchSteps: batchSteps, steps: steps, trace: trace, dropout: dropout)
    if outputs.isEmpty { outputs = [Float](repeating: 0, count: windowFloats) }
  }

  /// Makes room for a pass, and gathers its inputs.
  mutating func begin(
    _ batch: SequenceBatch, rows: Range<Int>, steps: Int, trace: Bool, dropout: Dropout = .none
  ) {
    stack.begin(batch, rows: rows, steps: steps, trace: trace, dropout: dropout)
    if outputs.isEmpty { outputs = [Float](repeating: 0, count: windowFloats) }
  }

  /// The floats that `reserve` makes room for.
  func floatCount(rows: Int, batchSteps: Int, steps: Int, trace: Bool, dropout: Dropout) -> Int {
    windowFloats * (quantiles == nil ? 1 : 3)
      + stack.floatCount(
        rows: rows, batchSteps: batchSteps, steps: steps, trace: trace, dropout: dropout)
  }

  /// The outputs of as many steps and rows as are ever worked on at once.
  private var windowFloats: Int { LanePlan.windowPairs * layout.head.paddedOutputs }

  /// The head, forward: outputs of steps `first ..< first + steps` of a stretch.
  mutating func forwardHead(_ part: LoadedPart, _ stretch: Stretch, first: Int, steps: Int) {
    let R = stretch.rows.count, places = headPlaces(stretch, first: first)
    layout.head.forward(
      weights: part.weights, at: 0, first: places.said.floats,
      firstPlace: places.said.place, second: places.read.floats, secondPlace: places.read.place,
      steps: steps, rows: R, output: &outputs)
    quantiles?.forward(&outputs, lines: steps * R, width: layout.head.paddedOutputs)
  }

  /// The head, backward: from the outputs' gradients to weights and to the layers' flow.
  mutating func backwardHead(
    _ part: LoadedPart, gradients: inout AlignedFloats, _ stretch: Stretch, first: Int, steps: Int
  ) {
    let R = stretch.rows.count, places = headPlaces(stretch, first: first)
    quantiles?.backward(&outputs, lines: steps * R, width: layout.head.paddedOutputs)
    stack.receive(rows: R, first: first) { gradient, offset in
      layout.head.backward(
        transposed: part.transposed, at: 0, first: places.said.floats,
        firstPlace: places.said.place, second: places.read.floats,
        secondPlace: places.read.place, steps: steps, rows: R, outputGradient: outputs,
        gradients: &gradients, at: layout.headOffset, firstGradient: &gradient, at: offset)
    }
  }

  /// Where the head finds what it reads of step `first` of a stretch and later ones.
  private func headPlaces(
    _ stretch: Stretch, first: Int
  ) -> (
    said: (floats: AlignedFloats, place: RowPlace), read: (floats: AlignedFloats, place: RowPlace)
  ) {
    let R = stretch.rows.count
    var said = stack.said(rows: R)
    if !layout.shape.isBidirectional { said.place.offset += first * R * said.place.width }
    return (said, stack.read(rows: R, firstStep: stretch.firstStep + first))
  }
}
