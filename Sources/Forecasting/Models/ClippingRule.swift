import ForecastRecurrent

/// How gradients are clipped, as a user writes it.
public enum ClippingRule: Sendable, Hashable, CustomStringConvertible {
  /// All gradients together are scaled down to this norm (Pascanu and others, 2013).
  case norm(Float)
  /// Each gradient is cut to this size.
  case value(Float)
  /// Nothing is clipped.
  case none

  /// Reads `norm:1`, `value:0.5` or `none`; nil for anything else.
  public init?(parsing text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("none", 1): self = .none
    case ("norm", 2), ("value", 2):
      guard let limit = Float(parts[1]), limit > 0, limit.isFinite else { return nil }
      self = parts[0] == "norm" ? .norm(limit) : .value(limit)
    default: return nil
    }
  }

  /// The rule as the trainer knows it.
  var gradientClipping: GradientClipping {
    switch self {
    case .norm(let limit): .norm(limit)
    case .value(let limit): .value(limit)
    case .none: .none
    }
  }

  /// The rule as `init(parsing:)` reads it.
  public var description: String {
    switch self {
    case .norm(let limit): "norm:\(limit)"
    case .value(let limit): "value:\(limit)"
    case .none: "none"
    }
  }
}
