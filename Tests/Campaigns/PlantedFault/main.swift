import Glibc

// Faults that a sanitizer has to report, for scripts/check-sanitizers: a check that cannot fail proves
// nothing. They go through C, as the kernels do, and through a pool of threads, as training does.

/// Writes one number behind the end of a block, and says it, so that it cannot be optimised away.
func overflow(_ count: Int) {
  let block = UnsafeMutablePointer<Int>.allocate(capacity: count)
  for index in 0...count { unsafe block[index] = index }
  print(unsafe block[count - 1])
  unsafe block.deallocate()
}

/// Two threads add to one number without order.
func race() {
  nonisolated(unsafe) let shared = UnsafeMutablePointer<Int>.allocate(capacity: 1)
  unsafe shared.initialize(to: 0)
  let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
    let number = unsafe argument?.assumingMemoryBound(to: Int.self)
    for _ in 0..<1_000 {
      unsafe number?.pointee += 1
      // Else one thread may be done before the other begins, and its trace forgotten.
      sched_yield()
    }
    return nil
  }
  var threads = [pthread_t](repeating: 0, count: 2)
  for index in threads.indices { unsafe pthread_create(&threads[index], nil, body, shared) }
  for thread in threads { pthread_join(thread, nil) }
  print(unsafe shared.pointee)
}

switch CommandLine.arguments.dropFirst().first {
case "address": overflow(CommandLine.arguments.count * 4)
case "thread": race()
default: exit(64)
}
