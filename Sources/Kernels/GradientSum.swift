internal import CKernels

extension KernelPath {
  /// Adds up arrays of equal size in their order, chunk by chunk, so that the sum is written once.
  ///
  /// - Parameters:
  ///   - count: How many arrays, from 1 to 16.
  ///   - sum: Receives their sum.
  ///   - pool: Who shares the work; nil for the calling thread alone.
  ///   - part: An array by its number, at least as long as the sum.
  public func addUp(
    _ count: Int, into sum: inout [Float], pool: ThreadPool? = nil,
    part: (Int) -> AlignedFloats
  ) {
    precondition((1...16).contains(count), "one to sixteen arrays")
    let size = sum.count
    unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<Float>?.self, capacity: 16) { parts in
      guard let parts = parts.baseAddress else { return }
      /// Borrows one array after the other, so that all are held while they are added.
      func borrow(_ number: Int) {
        guard number < count else {
          let chunks = FlatChunks(count: size)
          unsafe sum.withUnsafeMutableBufferPointer { sum in
            guard let sum = sum.baseAddress else { return }
            chunks.perform(
              unsafe SumWork(path: self, chunks: chunks, sum: sum, parts: parts, count: count), pool
            )
          }
          return
        }
        let floats = part(number)
        precondition(floats.count >= size, "an array is shorter than the sum")
        unsafe floats.withPointer { floats in
          unsafe (parts + number).initialize(to: floats)
          borrow(number + 1)
        }
      }
      borrow(0)
    }
  }
}

@safe private struct SumWork: SharedWork {
  let path: KernelPath
  let chunks: FlatChunks
  let sum: UnsafeMutablePointer<Float>
  let parts: UnsafePointer<UnsafePointer<Float>?>
  let count: Int

  func perform(_ chunk: Int, worker: Int) {
    let places = chunks.places(chunk)
    unsafe ck_add_up(path.code, sum, parts, Int32(count), places.lowerBound, places.count)
  }
}
