internal import CKernels

/// The arithmetic of one recurrent layer over some steps of some rows.
///
/// Letters: T steps, R rows, I inputs, H hidden units, P = H padded to whole vectors, V floats in a
/// vector. Rows of a step lie together: inputs `[T][R][I]`, states `[T + 1][R][P]` with the state
/// before the first step in slot 0, gates as `LayerState` says.
public struct RecurrentKernel: Sendable, Hashable {
  /// The processor path.
  public let path: KernelPath
  /// The cell.
  public let cell: CellArithmetic
  /// The inputs of a step, I.
  public let inputSize: Int
  /// The hidden units, H.
  public let hiddenSize: Int
  /// Whether the layer has the two biases.
  public let hasBias: Bool

  /// Describes a layer.
  ///
  /// - Parameters:
  ///   - path: The processor path.
  ///   - cell: The cell.
  ///   - inputSize: I
  ///   - hiddenSize: H
  ///   - hasBias: Whether the layer has the two biases.
  public init(
    path: KernelPath, cell: CellArithmetic, inputSize: Int, hiddenSize: Int, hasBias: Bool
  ) {
    precondition(inputSize > 0 && hiddenSize > 0)
    self.path = path
    self.cell = cell
    self.inputSize = inputSize
    self.hiddenSize = hiddenSize
    self.hasBias = hasBias
  }

  /// The hidden units padded to whole vectors, P.
  public var paddedHidden: Int { path.padded(hiddenSize) }

  /// The rows of a packed block: inputs, hidden units, then the two biases.
  public var packedRows: Int { inputSize + hiddenSize + (hasBias ? 2 : 0) }

  /// The floats of the packed weights.
  public var parameterCount: Int { packedRows * columns }

  /// The floats of the transposed weights: hidden rows, then input rows.
  public var transposedCount: Int { columns * (paddedHidden + path.padded(inputSize)) }

  /// The packed columns: one for each gate of each padded unit.
  private var columns: Int { cell.gateCount * paddedHidden }

  /// The floats of the gates that a pass keeps.
  private func gates(steps: Int, rows: Int) -> Int {
    steps * rows * cell.keptGates * paddedHidden
  }

  /// Copies the weights transposed, as the backward pass reads them.
  ///
  /// - Parameters:
  ///   - weights: The packed weights, beginning at `offset`.
  ///   - offset: Where they begin.
  ///   - transposed: Receives `transposedCount` floats from `start`.
  ///   - start: Where they go.
  public func transpose(
    _ weights: AlignedFloats, at offset: Int, into transposed: inout AlignedFloats, at start: Int
  ) {
    weights.check(offset..<offset + parameterCount)
    transposed.check(start..<start + transposedCount)
    let rows = Int32(packedRows), block = Int32(cell.blockVectors)
    unsafe weights.withPointer { weights in
      unsafe transposed.withMutablePointer { transposed in
        unsafe ck_transpose(
          path.code, weights + offset, rows, Int32(inputSize), Int32(hiddenSize),
          Int32(columns), block, transposed + start)
        unsafe ck_transpose(
          path.code, weights + offset, rows, 0, Int32(inputSize), Int32(columns), block,
          transposed + start + columns * paddedHidden)
      }
    }
  }

  /// Runs the layer forward.
  ///
  /// - Parameters:
  ///   - weights: The packed weights, beginning at `offset`.
  ///   - offset: Where they begin.
  ///   - input: What the layer reads.
  ///   - place: Where in `input` the first step begins and how wide a row is.
  ///   - steps: T
  ///   - rows: R
  ///   - state: The states, slot 0 filled in; with `trace`, everything the backward pass needs.
  ///   - trace: Whether to keep gates and cell states; otherwise there is one cell slot, and the
  ///     gates are scratch.
  public func forward(
    weights: AlignedFloats, at offset: Int, input: AlignedFloats, place: RowPlace, steps: Int,
    rows: Int, state: inout LayerState, trace: Bool
  ) {
    let slot = rows * paddedHidden
    weights.check(offset..<offset + parameterCount)
    precondition(place.width >= inputSize)
    input.check(place.offset..<place.offset + steps * rows * place.width)
    state.hidden.check(0..<(steps + 1) * slot)
    if cell.hasCellState { state.cells.check(0..<(trace ? steps + 1 : 1) * slot) }
    state.gates.check(0..<gates(steps: steps, rows: rows))
    guard steps > 0 && rows > 0 else { return }
    unsafe weights.withPointer { weights in
      unsafe input.withPointer { input in
        unsafe state.withPointers { hidden, cells, gates in
          var arguments = unsafe ck_recurrent_forward_args(
            weights: weights + offset, inputs: Int32(inputSize), hidden: Int32(hiddenSize),
            rows: Int32(rows), steps: Int32(steps), bias: hasBias,
            input: place.rows(of: input, rows: rows, steps: steps), h: hidden, c: cells,
            c_step: trace ? slot : 0, gates: gates, trace: trace)
          unsafe ck_recurrent_forward(path.code, cell.code, &arguments)
        }
      }
    }
  }

  /// Runs the layer backward through all its steps.
  ///
  /// - Parameters:
  ///   - transposed: What `transpose` made, beginning at `start`.
  ///   - start: Where it begins.
  ///   - input: What the layer read.
  ///   - place: Where in `input` the first step begins and how wide a row is.
  ///   - steps: T
  ///   - rows: R
  ///   - state: What the forward pass kept; the gates become their gradients.
  ///   - flow: The gradients that come in, and those that go on.
  ///   - gradients: The layer's weight gradients from `offset`, added to.
  ///   - offset: Where they begin.
  ///   - isFresh: Whether the gradients are overwritten instead, whatever was there.
  ///   - wantsInputGradient: Whether `flow.lower` is to be written.
  public func backward(
    transposed: AlignedFloats, at start: Int, input: AlignedFloats, place: RowPlace, steps: Int,
    rows: Int, state: inout LayerState, flow: inout LayerFlow, gradients: inout AlignedFloats,
    at offset: Int, isFresh: Bool = false, wantsInputGradient: Bool
  ) {
    let slot = rows * paddedHidden
    transposed.check(start..<start + transposedCount)
    input.check(place.offset..<place.offset + steps * rows * place.width)
    state.hidden.check(0..<(steps + 1) * slot)
    if cell.hasCellState { state.cells.check(0..<(steps + 1) * slot) }
    state.gates.check(0..<gates(steps: steps, rows: rows))
    gradients.check(offset..<offset + parameterCount)
    flow.check(
      steps: steps, slot: slot, lower: wantsInputGradient ? path.padded(inputSize) : 0, rows: rows)
    guard steps > 0 && rows > 0 else {
      if isFresh { gradients.clear(offset..<offset + parameterCount) }
      return
    }
    unsafe transposed.withPointer { transposed in
      unsafe input.withPointer { input in
        unsafe state.withPointers { hidden, cells, gates in
          unsafe flow.withPointers { upper, lower, hiddenGradient, cellGradient in
            unsafe gradients.withMutablePointer { gradients in
              var arguments = unsafe ck_recurrent_backward_args(
                inputs: Int32(inputSize), hidden: Int32(hiddenSize), rows: Int32(rows),
                steps: Int32(steps), bias: hasBias,
                input: place.rows(of: input, rows: rows, steps: steps),
                h: hidden, c: cells, gates: gates, hidden_transposed: transposed + start,
                input_transposed: transposed + start + columns * paddedHidden,
                flow: upper, h_gradient: hiddenGradient, c_gradient: cellGradient,
                gradients: gradients + offset, fresh: isFresh,
                input_gradient: wantsInputGradient ? lower : nil)
              unsafe ck_recurrent_backward(path.code, cell.code, &arguments)
            }
          }
        }
      }
    }
  }
}
