/// What one recurrent layer holds over the steps of one pass.
public struct LayerState: Sendable {
  /// The hidden states h, `[T + 1][R][P]`.
  public var hidden = AlignedFloats()
  /// c: `[T + 1][R][P]`, or `[R][P]` without a trace; empty for a cell that has none.
  public var cells = AlignedFloats()
  /// The gates i, f, g, o of an LSTM and n, r, z and h's part of n of a GRU, `[T][P / V][R][4][V]`;
  /// of an Elman cell the gradients of its sums alone, `[T][R][P]`.
  public var gates = AlignedFloats()

  /// Makes an empty state.
  public init() {}

  /// Makes room.
  ///
  /// - Parameters:
  ///   - cell: The layer's cell.
  ///   - steps: T
  ///   - slot: R · P
  ///   - trace: Whether cell states of all steps are kept.
  public mutating func reserve(cell: CellArithmetic, steps: Int, slot: Int, trace: Bool) {
    hidden.reserve((steps + 1) * slot)
    if cell.hasCellState { cells.reserve((trace ? steps + 1 : 1) * slot) }
    gates.reserve(cell.keptGates * steps * slot)
  }

  /// The floats that `reserve` makes room for.
  ///
  /// - Parameters:
  ///   - cell: The layer's cell.
  ///   - steps: T
  ///   - slot: R · P
  ///   - trace: Whether cell states of all steps are kept.
  /// - Returns: How many floats.
  public static func floatCount(cell: CellArithmetic, steps: Int, slot: Int, trace: Bool) -> Int {
    (steps + 1 + cell.keptGates * steps + (cell.hasCellState ? (trace ? steps + 1 : 1) : 0)) * slot
  }

  /// Sets the state before the first step to zero.
  ///
  /// - Parameter slot: R · P
  public mutating func start(slot: Int) {
    hidden.clear(0..<slot)
    if cells.count > 0 { cells.clear(0..<slot) }
  }

  /// Makes the state after the last step the one before the first.
  ///
  /// - Parameters:
  ///   - steps: T
  ///   - slot: R · P
  ///   - trace: Whether cell states of all steps were kept.
  public mutating func carry(steps: Int, slot: Int, trace: Bool) {
    hidden.move(steps * slot..<(steps + 1) * slot, to: 0)
    if trace && cells.count > 0 { cells.move(steps * slot..<(steps + 1) * slot, to: 0) }
  }

  mutating func withPointers(
    _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)
      -> Void
  ) {
    unsafe hidden.withMutablePointer { hidden in
      unsafe cells.withMutablePointer { cells in
        unsafe gates.withMutablePointer { gates in
          unsafe body(hidden, cells, gates)
        }
      }
    }
  }
}

/// The gradients that flow through one recurrent layer, from above and from later steps.
public struct LayerFlow: Sendable {
  /// The loss's gradient by h, `[T][R][P]`.
  public var upper = AlignedFloats()
  /// The loss's gradient by the layer's input, `[T][R][I padded]`: the lower layer's `upper`.
  public var lower = AlignedFloats()
  /// By the last h before the pass, by the initial h after it, `[R][P]`.
  public var hidden = AlignedFloats()
  /// By the last c before the pass, by the initial c after it, `[R][P]`; unused without c.
  public var cells = AlignedFloats()

  /// Makes an empty flow.
  public init() {}

  /// Makes room.
  ///
  /// - Parameters:
  ///   - steps: T
  ///   - slot: R · P
  ///   - width: The floats of `lower` for one step: R times the wider of P and I padded.
  public mutating func reserve(steps: Int, slot: Int, lower width: Int) {
    upper.reserve(steps * slot)
    lower.reserve(steps * width)
    hidden.reserve(slot)
    cells.reserve(slot)
  }

  /// The floats that `reserve` makes room for.
  ///
  /// - Parameters:
  ///   - steps: T
  ///   - slot: R · P
  ///   - width: The floats of `lower` for one step.
  /// - Returns: How many floats.
  public static func floatCount(steps: Int, slot: Int, lower width: Int) -> Int {
    steps * (slot + width) + 2 * slot
  }

  /// Says that nothing comes from after the last step.
  ///
  /// - Parameter slot: R · P
  public mutating func start(slot: Int) {
    hidden.clear(0..<slot)
    cells.clear(0..<slot)
  }

  /// Steps down one layer: what went on now comes in.
  public mutating func descend() { swap(&upper, &lower) }

  func check(steps: Int, slot: Int, lower width: Int, rows: Int) {
    upper.check(0..<steps * slot)
    lower.check(0..<steps * rows * width)
    hidden.check(0..<slot)
    cells.check(0..<slot)
  }

  mutating func withPointers(
    _ body: (
      UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>,
      UnsafeMutablePointer<Float>
    ) -> Void
  ) {
    unsafe upper.withMutablePointer { upper in
      unsafe lower.withMutablePointer { lower in
        unsafe hidden.withMutablePointer { hidden in
          unsafe cells.withMutablePointer { cells in
            unsafe body(upper, lower, hidden, cells)
          }
        }
      }
    }
  }
}
