internal import ForecastKernels

/// The cells a network can be made of: the one list that options, archives and tests run over.
public enum RecurrentCell: String, CaseIterable, Sendable {
  /// Long short-term memory, as PyTorch computes it, gates in the order i, f, g, o.
  case lstm
  /// Gated recurrent unit, as PyTorch computes it, gates in the order r, z, n.
  case gru
  /// Elman's network with tanh.
  case rnn
  /// Elman's network with max(0, ·).
  case rnnRelu = "rnn-relu"

  /// The gates of one unit: how many times H rows its weights have.
  public var gateCount: Int { arithmetic.gateCount }

  /// The name that PyTorch's modules of this cell usually carry, the prefix of tensor names.
  public var prefix: String {
    switch self {
    case .lstm: "lstm"
    case .gru: "gru"
    case .rnn, .rnnRelu: "rnn"
    }
  }

  var arithmetic: CellArithmetic {
    switch self {
    case .lstm: .lstm
    case .gru: .gru
    case .rnn: .tanh
    case .rnnRelu: .relu
    }
  }
}
