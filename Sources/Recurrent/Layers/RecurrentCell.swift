internal import ForecastKernels

/// The cells a network can be made of: the one list that options, archives and tests run over.
public enum RecurrentCell: String, CaseIterable, Sendable {
  /// Long short-term memory, as PyTorch computes it, gates in the order i, f, g, o.
  case lstm

  /// The gates of one unit: how many times H rows its weights have.
  public var gateCount: Int {
    switch self {
    case .lstm: 4
    }
  }

  /// The name that PyTorch's modules of this cell usually carry, the prefix of tensor names.
  public var prefix: String { rawValue }
}
