import CKernels

/// Threads that share out the parts of one piece of work.
///
/// The work is cut into items before, and their number never depends on the threads; the threads
/// take items from a counter. So a busy processor core delays only the item it holds, and results
/// are the same bytes for any number of threads. Calls from several threads take turns; a call from
/// inside an item would wait for itself and is not allowed.
@safe public final class ThreadPool: Sendable {
  /// How many threads work, the caller's among them.
  public let threads: Int
  private nonisolated(unsafe) let pool: OpaquePointer?

  /// Starts the threads beside the caller's own.
  ///
  /// - Parameter threads: How many work together, at least 1. If the system refuses more, it is 1.
  public init(threads: Int = 1) {
    precondition(threads >= 1, "somebody must do the work")
    unsafe pool = threads > 1 ? ck_pool_create(Int32(threads - 1)) : nil
    self.threads = unsafe pool == nil ? 1 : threads
  }

  deinit {
    if let pool = unsafe pool { unsafe ck_pool_destroy(pool) }
  }

  /// Calls `body` once for each item, in any order, and returns when all are done.
  ///
  /// - Parameters:
  ///   - items: What is worked on; each call owns one.
  ///   - count: How many of the items, from the first; nil for all.
  ///   - scratch: At least one for each thread; each call owns one, of unknown content.
  ///   - body: The work, given the item's index, the item and the scratch.
  public func forEach<Item: Sendable, Scratch: Sendable>(
    _ items: inout [Item], count: Int? = nil, scratch: inout [Scratch],
    _ body: @Sendable (Int, inout Item, inout Scratch) -> Void
  ) {
    precondition(scratch.count >= threads, "each thread needs its own scratch")
    let count = count ?? items.count
    precondition(count <= items.count, "there are fewer items")
    guard threads > 1, count > 1, let pool = unsafe pool else {
      for index in 0..<count { body(index, &items[index], &scratch[0]) }
      return
    }
    unsafe items.withUnsafeMutableBufferPointer { items in
      unsafe scratch.withUnsafeMutableBufferPointer { scratch in
        // The counter gives each index once, and a worker is one thread: nobody shares an element.
        let call = { (index: Int, worker: Int) in
          unsafe body(index, &items[index], &scratch[worker])
        }
        withoutActuallyEscaping(call) { call in
          // In a struct, the closure keeps its form, and no other one is allocated around it.
          var call = ItemCall(body: call)
          unsafe withUnsafeMutablePointer(to: &call) { context in
            unsafe ck_pool_run(pool, Int32(count), runItem, context)
          }
        }
      }
    }
  }

  /// Calls `work` once for each index below `count`, in any order, and returns when all are done.
  ///
  /// Nothing is allocated: the work lies on the caller's stack.
  func perform<Work: SharedWork>(_ work: Work, count: Int) {
    guard threads > 1, count > 1, let pool = unsafe pool else {
      for index in 0..<count { work.perform(index) }
      return
    }
    unsafe withUnsafePointer(to: work) { work in
      var call = unsafe SharedCall(kind: Work.self, work: work)
      unsafe withUnsafeMutablePointer(to: &call) { context in
        unsafe ck_pool_run(pool, Int32(count), runShared, context)
      }
    }
  }
}

/// Work whose parts are numbered and touch different memory.
protocol SharedWork {
  /// Does one part.
  func perform(_ index: Int)
}

extension SharedWork {
  fileprivate static func perform(_ work: UnsafeRawPointer, index: Int) {
    unsafe work.assumingMemoryBound(to: Self.self).pointee.perform(index)
  }
}

/// Work without its type, as C hands it on.
@unsafe private struct SharedCall {
  let kind: any SharedWork.Type
  let work: UnsafeRawPointer
}

private func runShared(_ context: UnsafeMutableRawPointer?, _ index: Int32, _ worker: Int32) {
  guard let context = unsafe context else { return }
  let call = unsafe context.assumingMemoryBound(to: SharedCall.self)
  unsafe call.pointee.kind.perform(call.pointee.work, index: Int(index))
}

private struct ItemCall {
  let body: (Int, Int) -> Void
}

private func runItem(_ context: UnsafeMutableRawPointer?, _ index: Int32, _ worker: Int32) {
  guard let context = unsafe context else { return }
  let call = unsafe context.assumingMemoryBound(to: ItemCall.self)
  unsafe call.pointee.body(Int(index), Int(worker))
}
