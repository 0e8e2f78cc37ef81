/// An error that is one sentence and, where something helps, how to mend it.
protocol ErrorWithHint: Error, CustomStringConvertible {
  var message: String { get }
  var hint: String? { get }
}

extension ErrorWithHint {
  var description: String { hint.map { "\(message); hint: \($0)" } ?? message }
}
