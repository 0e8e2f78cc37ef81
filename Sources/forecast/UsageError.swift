/// A mistake in how the program was called.
struct UsageError: ErrorWithHint {
  let message: String
  let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
