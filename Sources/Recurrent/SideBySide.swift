internal import ForecastKernels

/// Whole pieces of work beside each other: members of an ensemble, folds of a backtest.
public enum SideBySide {
  /// Calls `body` once for each item, several at a time, and returns when all are done.
  ///
  /// - Parameters:
  ///   - items: What is worked on; each call owns one.
  ///   - threads: How many calls run at a time, the caller's thread among them.
  ///   - body: The work, given the item's index and the item.
  public static func forEach<Item: Sendable>(
    _ items: inout [Item], threads: Int, _ body: @Sendable (Int, inout Item) -> Void
  ) {
    var scratch = [Int](repeating: 0, count: threads)
    withoutActuallyEscaping(body) { body in
      ThreadPool(threads: threads).forEach(&items, scratch: &scratch, ClosureWork(body: body))
    }
  }
}

private struct ClosureWork<Item: Sendable>: ItemWork {
  let body: @Sendable (Int, inout Item) -> Void

  func perform(_ item: inout Item, _ index: Int, _ scratch: inout Int) { body(index, &item) }
}
