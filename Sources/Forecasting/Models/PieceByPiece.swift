/// Work in pieces of about the same size, the next of which begins only if it will be done in time.
struct PieceByPiece {
  private let deadline: FitDeadline?
  private var started: ContinuousClock.Instant?
  /// Whether a piece was not begun because it would have been late.
  private(set) var wasLate = false

  /// What the first piece is expected to take.
  private let expected: Double

  /// Begins.
  ///
  /// - Parameters:
  ///   - context: its deadline.
  ///   - expected: seconds that the first piece is expected to take.
  init(_ context: FitContext, expecting expected: Double = 0) {
    deadline = context.deadline
    self.expected = expected
  }

  /// Whether the next piece, if it takes as long as the last one, ends before the deadline.
  ///
  /// Asked before each piece; the first begins unless it is expected to be late.
  mutating func hasTimeForNext() -> Bool {
    guard let deadline, !wasLate else { return !wasLate }
    let now = deadline.now()
    let needed = started.map { now - $0 } ?? .seconds(min(expected, PieceByPiece.forever))
    started = now
    wasLate = deadline.end - now < needed || now >= deadline.end
    return !wasLate
  }

  /// More seconds than any deadline has.
  private static let forever = 1e9
}
