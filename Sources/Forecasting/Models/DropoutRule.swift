import ForecastRecurrent

/// What is left out between the layers while a network trains, as a user writes it.
public enum DropoutRule: Sendable, Hashable, CustomStringConvertible {
  /// Nothing is left out.
  case none
  /// Each unit of each step by itself, with this probability.
  case perStep(Float)
  /// Each unit with this probability, the same ones at all steps of a sequence: variational dropout.
  case perSequence(Float)

  /// Reads `0.2`, `0.2:sequence` or `none`; nil for anything else.
  public init?(parsing text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts == ["none"] {
      self = .none
      return
    }
    guard let rate = Float(parts[0]), rate >= 0, rate < 1 else { return nil }
    switch (parts.count, parts.last) {
    case (1, _): self = rate > 0 ? .perStep(rate) : .none
    case (2, "sequence"): self = rate > 0 ? .perSequence(rate) : .none
    default: return nil
    }
  }

  /// The rule as the trainer knows it.
  var dropout: Dropout {
    switch self {
    case .none: .none
    case .perStep(let rate): .perStep(rate)
    case .perSequence(let rate): .perSequence(rate)
    }
  }

  /// The rule as `init(parsing:)` reads it.
  public var description: String {
    switch self {
    case .none: "none"
    case .perStep(let rate): "\(rate)"
    case .perSequence(let rate): "\(rate):sequence"
    }
  }
}
