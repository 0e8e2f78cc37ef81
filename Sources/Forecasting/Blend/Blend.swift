/// How a network and its statistical neighbours are mixed: one share for the whole panel.
///
/// They err differently, so a mixture errs less than either on most panels. Weights for each series
/// would be estimated on a handful of windows and lose more than they gain.
public struct Blend: Sendable {
  /// The network's share, 0…1; the rules have equal shares of the rest.
  public let networkShare: Double
  /// The rules beside it; empty where the network stands alone.
  public let rules: [Baseline]

  /// Makes a blend.
  ///
  /// - Precondition: the share lies in 0…1, and is 1 where there are no rules.
  public init(networkShare: Double, rules: [Baseline]) {
    precondition((0...1).contains(networkShare) && (!rules.isEmpty || networkShare == 1))
    self.networkShare = networkShare
    self.rules = rules
  }

  /// The network alone.
  public static let networkAlone = Blend(networkShare: 1, rules: [])

  /// What the `method` column says: `0.6lstm+0.2ets+0.2theta`.
  ///
  /// - Parameter network: the network's name.
  /// - Returns: each part with its share; a part alone has none.
  public func name(network: String) -> String {
    guard networkShare < 1 else { return network }
    if networkShare == 0, rules.count == 1, let rule = rules.first { return rule.name }
    let share = Blend.text((1 - networkShare) / Double(rules.count))
    let parts = rules.map { share + $0.name }
    return (networkShare > 0 ? [Blend.text(networkShare) + network] + parts : parts)
      .joined(separator: "+")
  }

  /// A share with two digits, without zeros at its end.
  private static func text(_ share: Double) -> String {
    let hundredths = Int((100 * share).rounded())
    if hundredths.isMultiple(of: 100) { return String(hundredths / 100) }
    let digits = hundredths % 100
    let tail =
      digits.isMultiple(of: 10) ? String(digits / 10) : (digits < 10 ? "0\(digits)" : "\(digits)")
    return "\(hundredths / 100).\(tail)"
  }
}
