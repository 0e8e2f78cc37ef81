/// A mistake in how the program was called.
struct UsageError: Error, CustomStringConvertible {
  let message: String
  let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  var description: String { hint.map { "\(message); hint: \($0)" } ?? message }
}
