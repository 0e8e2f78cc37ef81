/// A time as people write it: `60s`, `10m`, `1h`, `2d`, or seconds without a letter.
public struct TimeSpan: Sendable, Hashable {
  /// How long it is.
  public let seconds: Int

  /// Reads a whole number above zero with s, m, h, d or nothing behind it; nil for anything else.
  ///
  /// - Parameter text: what somebody wrote.
  public init?(parsing text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit: Int? =
      switch text.dropFirst(digits.count) {
      case "", "s": 1
      case "m": 60
      case "h": 3_600
      case "d": 86_400
      default: nil
      }
    guard let unit, let count = Int(digits), count > 0, count <= TimeSpan.most / unit else {
      return nil
    }
    seconds = count * unit
  }

  /// Ten years: more cannot be meant.
  private static let most = 315_360_000
}
