/// Work in pieces of about the same size, the next of which begins only if it will be done in time.
struct PieceByPiece {
  private let deadline: FitDeadline?
  private var started: ContinuousClock.Instant?

  /// Begins.
  init(_ context: FitContext) { deadline = context.deadline }

  /// Whether the next piece, if it takes as long as the last one, ends before the deadline.
  ///
  /// Asked before each piece; the first begins unless the time is over.
  mutating func hasTimeForNext() -> Bool {
    guard let deadline else { return true }
    let now = deadline.now()
    let left = deadline.end - now
    defer { started = now }
    guard let started else { return left > .zero }
    return left >= now - started
  }
}
