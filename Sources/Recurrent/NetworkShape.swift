/// What the outputs of a network mean.
public enum OutputHead: Sendable, Hashable {
  /// One value for each step ahead.
  case point
  /// `count` sorted quantiles for each step ahead; the one at `anchor` is said directly, the others
  /// by their distance from it (see `SortedQuantileHead`).
  case quantiles(count: Int, anchor: Int)

  /// The values for each step ahead.
  public var width: Int {
    switch self {
    case .point: 1
    case .quantiles(let count, _): count
    }
  }
}

/// The size of a network: everything that decides which parameters it has.
///
/// Letters, here and in the whole module: T steps, B sequences, I inputs, H hidden units, L layers,
/// D directions, h steps ahead (horizon), Q quantiles, O = h · Q outputs.
public struct NetworkShape: Sendable, Hashable {
  /// The kind of its layers.
  public var cell: RecurrentCell
  /// The inputs of a step, I.
  public var inputSize: Int
  /// The hidden units of a layer, H.
  public var hiddenSize: Int
  /// The layers, L.
  public var layerCount: Int
  /// O, laid out as `[h][Q]`.
  public var outputSize: Int
  /// What the outputs mean; its width divides `outputSize`.
  public var head: OutputHead
  /// Whether the recurrent layers have biases; the head always has one.
  public var hasBias: Bool
  /// Whether the outputs also read the inputs directly, by a linear map.
  public var hasHighway: Bool
  /// Whether each layer but the first adds what it reads to what it says.
  public var hasResidual: Bool
  /// Whether each layer runs both ways over the sequence.
  ///
  /// Such a network reads a finished window and speaks once, at its end, from the last state of each
  /// direction: speaking earlier it would know what comes later.
  public var isBidirectional: Bool

  /// Describes a network.
  ///
  /// - Parameters:
  ///   - cell: The kind of its layers.
  ///   - inputSize: I, at least 1.
  ///   - hiddenSize: H, at least 1.
  ///   - layerCount: L, from 1 to 16.
  ///   - outputSize: O, a multiple of the head's width.
  ///   - head: What the outputs mean.
  ///   - hasBias: Whether the recurrent layers have biases.
  ///   - hasHighway: Whether the outputs also read the inputs directly.
  ///   - hasResidual: Whether each layer but the first adds what it reads to what it says.
  ///   - isBidirectional: Whether each layer runs both ways over the sequence.
  public init(
    cell: RecurrentCell = .lstm, inputSize: Int, hiddenSize: Int, layerCount: Int, outputSize: Int,
    head: OutputHead = .point, hasBias: Bool = true, hasHighway: Bool = false,
    hasResidual: Bool = false, isBidirectional: Bool = false
  ) {
    precondition(inputSize > 0 && hiddenSize > 0 && outputSize > 0, "sizes are positive")
    precondition((1...16).contains(layerCount), "1 to 16 layers")
    precondition(outputSize.isMultiple(of: head.width), "whole steps ahead")
    if case .quantiles(let count, let anchor) = head {
      precondition((0..<count).contains(anchor), "the anchor is one of the quantiles")
    }
    self.cell = cell
    self.inputSize = inputSize
    self.hiddenSize = hiddenSize
    self.layerCount = layerCount
    self.outputSize = outputSize
    self.head = head
    self.hasBias = hasBias
    self.hasHighway = hasHighway
    self.hasResidual = hasResidual
    self.isBidirectional = isBidirectional
  }

  /// The steps ahead, h.
  public var horizon: Int { outputSize / head.width }

  /// The directions, D: 2 for a bidirectional network.
  var directions: Int { isBidirectional ? 2 : 1 }

  /// What a layer says at a step: H for each direction.
  var layerWidth: Int { directions * hiddenSize }

  /// The inputs of a layer: I for the first, what the layer below says for the others.
  func inputSize(ofLayer layer: Int) -> Int { layer == 0 ? inputSize : layerWidth }

  /// Whether a layer adds what it reads to what it says.
  func hasResidual(atLayer layer: Int) -> Bool { hasResidual && layer > 0 }
}
