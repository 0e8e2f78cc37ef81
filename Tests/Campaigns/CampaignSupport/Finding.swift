/// Ends the program at what must not be, so that whatever drives it keeps the input.
public func finding(_ message: @autoclosure () -> String) -> Never {
  fatalError("FINDING: \(message())")
}

/// Ends the program where something does not hold.
@inline(__always)
public func demand(_ holds: Bool, _ message: @autoclosure () -> String) {
  guard holds else { finding(message()) }
}
