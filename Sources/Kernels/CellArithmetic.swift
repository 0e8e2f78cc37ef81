internal import CKernels

/// The recurrent cells that have kernels.
public enum CellArithmetic: Sendable, Hashable, CaseIterable {
  /// Long short-term memory (Hochreiter and Schmidhuber 1997), gates i, f, g, o.
  case lstm
  /// Gated recurrent unit (Cho and others 2014) as PyTorch computes it, gates r, z, n.
  case gru
  /// Elman's cell (1990) with tanh.
  case tanh
  /// Elman's cell with max(0, ·).
  case relu

  /// The gates of one unit: how many times H rows its weights have.
  public var gateCount: Int {
    switch self {
    case .lstm: 4
    case .gru: 3
    case .tanh, .relu: 1
    }
  }

  /// Whether there is a cell state c beside h.
  public var hasCellState: Bool { self == .lstm }

  /// The floats that a pass keeps of one unit at one step, beside its states.
  var keptGates: Int {
    switch self {
    case .lstm, .gru: 4
    case .tanh, .relu: 1
    }
  }

  /// The most vectors in a packed block: all gates of a vector of units, or four vectors of units.
  var blockVectors: Int {
    switch self {
    case .lstm, .tanh, .relu: 4
    case .gru: 3
    }
  }

  var code: Int32 {
    switch self {
    case .lstm: Int32(CK_LSTM)
    case .gru: Int32(CK_GRU)
    case .tanh: Int32(CK_TANH)
    case .relu: Int32(CK_RELU)
    }
  }
}
