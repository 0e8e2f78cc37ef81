/// When a fit has to be done, and the clock that says how much time is left.
public struct FitDeadline: Sendable {
  /// When it has to be done.
  public let end: ContinuousClock.Instant
  /// Another clock than the machine's makes tests independent of its speed.
  let now: @Sendable () -> ContinuousClock.Instant

  /// Makes a deadline.
  ///
  /// - Parameters:
  ///   - end: when the fit has to be done.
  ///   - now: says what time it is.
  public init(
    at end: ContinuousClock.Instant,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock().now }
  ) {
    self.end = end
    self.now = now
  }

  /// Seconds that are left; below zero where it has passed.
  var secondsLeft: Double { (end - now()) / .seconds(1) }

  /// Whether the time is over.
  var hasPassed: Bool { now() >= end }

  /// A deadline some seconds before this one.
  func earlier(bySeconds seconds: Double) -> FitDeadline {
    FitDeadline(at: end - .seconds(max(0, seconds)), now: now)
  }
}
