/// How often a backtest learns again while it moves from cutoff to cutoff.
public enum RefitRule: Sendable, Hashable {
  /// Once, at the first cutoff; what was learned is rolled forward, as `predict` does.
  case never
  /// At each n-th cutoff, the first one among them.
  case every(Int)

  /// Reads `never`, `always` or a number of cutoffs; nil for anything else.
  ///
  /// - Parameter text: what a user wrote.
  public init?(parsing text: String) {
    switch text {
    case "never": self = .never
    case "always": self = .every(1)
    default:
      guard let count = Int(text), count >= 1 else { return nil }
      self = .every(count)
    }
  }

  /// The runs of cutoffs that share a fit, which is made at the first of each.
  ///
  /// - Parameter count: how many cutoffs there are.
  /// - Returns: ranges that follow each other from 0 to `count`.
  func groups(of count: Int) -> [Range<Int>] {
    guard count > 0 else { return [] }
    switch self {
    case .never: return [0..<count]
    case .every(let size):
      return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
    }
  }
}
