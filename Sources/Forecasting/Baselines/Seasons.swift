/// The season lengths of a series in steps, the main one first: a day of hours, and then the week.
public struct Seasons: Sendable, Hashable {
  /// The main season length m; 1 for none.
  public let main: Int
  /// Longer seasons beside it, rising.
  public let longer: [Int]

  /// Makes seasons; a length that is not longer than the main one counts for nothing.
  ///
  /// - Precondition: `main` is at least 1.
  public init(_ main: Int, longer: [Int] = []) {
    precondition(main >= 1, "a season has at least one step")
    self.main = main
    self.longer = Set(longer.filter { $0 > main }).sorted()
  }

  /// The longest of them.
  public var longest: Int { longer.last ?? main }
}
