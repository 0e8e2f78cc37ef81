internal import CKernels

/// Where rows of a step lie in a flat array: `offset + (step * rows + row) * width`.
public struct RowPlace: Sendable {
  /// Where the first step's first row begins.
  public var offset: Int
  /// Floats from one row to the next.
  public var width: Int

  /// Names a place.
  ///
  /// - Parameters:
  ///   - offset: Where the first step's first row begins.
  ///   - width: Floats from one row to the next.
  public init(offset: Int = 0, width: Int) {
    precondition(offset >= 0 && width > 0)
    self.offset = offset
    self.width = width
  }

  func rows(of base: UnsafePointer<Float>, rows: Int) -> ck_rows {
    unsafe ck_rows(base: base + offset, step: rows * width, row: width)
  }
}

/// What one LSTM layer holds over the steps of one pass.
public struct LSTMState: Sendable {
  /// The hidden states h, `[T + 1][R][P]`.
  public var hidden = AlignedFloats()
  /// c: `[T + 1][R][P]`, or `[R][P]` without a trace.
  public var cells = AlignedFloats()
  /// The gates i, f, g, o, `[T][P / V][R][4][V]`.
  public var gates = AlignedFloats()

  /// Makes an empty state.
  public init() {}

  /// Makes room.
  ///
  /// - Parameters:
  ///   - steps: T
  ///   - slot: R · P
  ///   - trace: Whether cell states of all steps are kept.
  public mutating func reserve(steps: Int, slot: Int, trace: Bool) {
    hidden.reserve((steps + 1) * slot)
    cells.reserve((trace ? steps + 1 : 1) * slot)
    gates.reserve(4 * steps * slot)
  }

  /// Sets the state before the first step to zero.
  ///
  /// - Parameter slot: R · P
  public mutating func start(slot: Int) {
    hidden.clear(0..<slot)
    cells.clear(0..<slot)
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

/// The gradients that flow through one LSTM layer, from above and from later steps.
public struct LSTMFlow: Sendable {
  /// The loss's gradient by h, `[T][R][P]`.
  public var upper = AlignedFloats()
  /// The loss's gradient by the layer's input, `[T][R][I padded]`: the lower layer's `upper`.
  public var lower = AlignedFloats()
  /// By the last h before the pass, by the initial h after it, `[R][P]`.
  public var hidden = AlignedFloats()
  /// By the last c before the pass, by the initial c after it, `[R][P]`.
  public var cells = AlignedFloats()

  /// Makes an empty flow.
  public init() {}

  /// Makes room.
  ///
  /// - Parameters:
  ///   - steps: T
  ///   - slot: R · P
  public mutating func reserve(steps: Int, slot: Int) {
    upper.reserve(steps * slot)
    lower.reserve(steps * slot)
    hidden.reserve(slot)
    cells.reserve(slot)
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
