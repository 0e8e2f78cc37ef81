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

  /// Does the work of each item once, in any order, and returns when all are done.
  ///
  /// Nothing is allocated: the work lies on the caller's stack.
  ///
  /// - Parameters:
  ///   - items: What is worked on; each call owns one.
  ///   - count: How many of the items, from the first; nil for all.
  ///   - scratch: At least one for each thread; each call owns one, of unknown content.
  ///   - work: What is done with each.
  public func forEach<Work: ItemWork>(
    _ items: inout [Work.Item], count: Int? = nil, scratch: inout [Work.Scratch], _ work: Work
  ) {
    precondition(scratch.count >= threads, "each thread needs its own scratch")
    let count = count ?? items.count
    precondition(count <= items.count, "there are fewer items")
    guard count > 0 else { return }
    unsafe items.withUnsafeMutableBufferPointer { items in
      unsafe scratch.withUnsafeMutableBufferPointer { scratch in
        guard let items = items.baseAddress, let scratch = scratch.baseAddress else { return }
        perform(unsafe SharedItems(work: work, items: items, scratch: scratch), count: count)
      }
    }
  }

  /// Calls `work` once for each index below `count`, in any order, and returns when all are done.
  ///
  /// Nothing is allocated: the work lies on the caller's stack.
  func perform<Work: SharedWork>(_ work: Work, count: Int) {
    guard threads > 1, count > 1, let pool = unsafe pool else {
      for index in 0..<count { work.perform(index, worker: 0) }
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

/// Work on items of which each call owns one, and on scratch of which each thread owns one.
public protocol ItemWork: Sendable {
  /// What is worked on.
  associatedtype Item: Sendable
  /// What a thread needs beside; of unknown content at each call.
  associatedtype Scratch: Sendable

  /// Does the work of one item.
  ///
  /// - Parameters:
  ///   - item: The item.
  ///   - index: Its number.
  ///   - scratch: What the thread needs beside.
  func perform(_ item: inout Item, _ index: Int, _ scratch: inout Scratch)
}

/// Work whose parts are numbered and touch different memory.
protocol SharedWork {
  /// Does one part, on one of the threads, counted from 0.
  func perform(_ index: Int, worker: Int)
}

extension SharedWork {
  fileprivate static func perform(_ work: UnsafeRawPointer, index: Int, worker: Int) {
    unsafe work.assumingMemoryBound(to: Self.self).pointee.perform(index, worker: worker)
  }
}

/// Items and scratch as the threads see them: the counter gives each index once, and a worker is one
/// thread, so nobody shares an element.
@safe private struct SharedItems<Work: ItemWork>: SharedWork {
  let work: Work
  let items: UnsafeMutablePointer<Work.Item>
  let scratch: UnsafeMutablePointer<Work.Scratch>

  func perform(_ index: Int, worker: Int) {
    unsafe work.perform(&items[index], index, &scratch[worker])
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
  unsafe call.pointee.kind.perform(call.pointee.work, index: Int(index), worker: Int(worker))
}
