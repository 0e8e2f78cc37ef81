import Foundation

/// How much a random test is to try: a number that the environment gives, for a longer campaign or another
/// seed.
public enum CampaignSize {
  /// The number of a variable; nil where it is not set, or is none.
  public static func number(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
  }
}
