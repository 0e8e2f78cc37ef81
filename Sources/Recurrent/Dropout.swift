/// What is left out between the layers while a network trains (Srivastava and others 2014).
///
/// Factors are 0 or 1 / (1 − rate), on the outputs of every layer but the last, as PyTorch's
/// `dropout` option; a network that forecasts leaves nothing out.
public enum Dropout: Sendable, Hashable {
  /// Nothing is left out.
  case none
  /// Each unit of each step by itself, with this probability.
  case perStep(Float)
  /// Each unit with this probability, the same ones at all steps of a sequence: variational dropout
  /// (Gal and Ghahramani 2016).
  case perSequence(Float)

  /// The probability; nil where nothing is left out.
  var rate: Float? {
    switch self {
    case .none: nil
    case .perStep(let rate), .perSequence(let rate): rate > 0 ? rate : nil
    }
  }

  var isPerSequence: Bool {
    if case .perSequence = self { true } else { false }
  }
}

/// How far gradients flow back through time, for sequences too long to keep whole.
///
/// States run through the whole sequence; gradients stay within pieces of it (Williams and Peng
/// 1990), so memory is that of one piece.
public struct Truncation: Sendable, Hashable {
  /// The steps of a piece.
  public var steps: Int
  /// Steps at the beginning that only warm the state.
  ///
  /// No gradient flows into them; steps that have outputs are never among them.
  public var burnIn: Int

  /// Describes the pieces.
  ///
  /// - Parameters:
  ///   - steps: The steps of a piece, at least 1.
  ///   - burnIn: Steps that only warm the state.
  public init(steps: Int, burnIn: Int = 0) {
    precondition(steps > 0 && burnIn >= 0, "pieces have steps")
    self.steps = steps
    self.burnIn = burnIn
  }
}

/// How a gradient is found: what is left out, and how far it flows back.
public struct Backpropagation: Sendable, Hashable {
  /// What is left out between the layers.
  public var dropout: Dropout
  /// Tells one draw of dropout from others; the same seed leaves out the same.
  public var seed: UInt64
  /// How far gradients flow back; nil for all the way.
  public var truncation: Truncation?

  /// Describes a gradient; by default it is exact.
  ///
  /// - Parameters:
  ///   - dropout: What is left out between the layers.
  ///   - seed: Tells one draw of dropout from others.
  ///   - truncation: How far gradients flow back.
  public init(dropout: Dropout = .none, seed: UInt64 = 0, truncation: Truncation? = nil) {
    self.dropout = dropout
    self.seed = seed
    self.truncation = truncation
  }

  /// The pieces of a sequence; steps before the first only warm the state.
  func pieces(steps: Int, firstOutputStep: Int) -> StrideTo<Int> {
    guard let truncation else { return stride(from: 0, to: steps, by: steps) }
    return stride(from: min(truncation.burnIn, firstOutputStep), to: steps, by: truncation.steps)
  }

  /// The longest piece of a sequence.
  func longestPiece(steps: Int) -> Int { min(truncation?.steps ?? steps, steps) }
}
