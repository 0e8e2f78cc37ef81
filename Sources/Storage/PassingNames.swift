import Synchronization

/// The passing names that this process has given to files, so that a stop can take them away again.
///
/// A process that ends by itself removes its own; one that is told to end has to know them all at once.
enum PassingNames {
  private static let names = Mutex<Set<String>>([])
  private static let swaps = Mutex<Void>(())

  /// Remembers a name that a file is about to get.
  static func add(_ path: String) { names.withLock { _ = $0.insert(path) } }

  /// Forgets a name that no file has any more.
  static func remove(_ path: String) { names.withLock { _ = $0.remove(path) } }

  /// Whether a name is remembered.
  static func contains(_ path: String) -> Bool { names.withLock { $0.contains(path) } }

  /// Lets several files take their places as one step: a stop waits until all have.
  static func whileSwapping<Failure: Error>(
    _ body: () throws(Failure) -> Void
  ) throws(Failure) {
    try swaps.withLock { _ throws(Failure) in try body() }
  }

  /// Removes every file that still has a passing name, then ends the program.
  ///
  /// No other can be made or take its place between the two.
  static func clear(andEnd end: () -> Never) -> Never {
    swaps.withLock { _ in
      names.withLock { names in
        for path in names { try? SystemCall.unlink(path) }
        end()
      }
    }
  }
}
