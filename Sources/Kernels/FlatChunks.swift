internal import CKernels

/// How work on flat arrays is cut: by their length alone.
///
/// So sums over the chunks, added in order, are the same bytes for any number of threads. A chunk of
/// a weight, its gradient and its moments fits in a core's own cache.
struct FlatChunks: Sendable, Hashable {
  /// The least floats of a chunk; its work takes longer than handing it on.
  static let smallest = 16_384
  /// The most chunks, so that their sums fit on the stack.
  static let most = 128
  /// Fewer chunks than this stay on the calling thread: waking another could take longer.
  static let fewestShared = 8

  /// The floats of the arrays.
  let count: Int
  /// The floats of a chunk; a whole number of vectors, so that the cut moves no value within one.
  let size: Int

  init(count: Int) {
    self.count = count
    let even = (count + Self.most - 1) / Self.most
    size = max(Self.smallest, (even + 15) / 16 * 16)
  }

  /// How many chunks there are.
  var number: Int { (count + size - 1) / size }

  /// The places of one chunk.
  func places(_ chunk: Int) -> Range<Int> { chunk * size..<min(count, (chunk + 1) * size) }

  /// Does the work of all chunks.
  func perform(_ work: some SharedWork, _ pool: ThreadPool?) {
    guard let pool, number >= Self.fewestShared else {
      for chunk in 0..<number { work.perform(chunk, worker: 0) }
      return
    }
    pool.perform(work, count: number)
  }

  /// Does the work of all chunks, and adds in order what each leaves in its place of the sums.
  func sum(
    _ pool: ThreadPool?, _ make: (UnsafeMutablePointer<Double>, FlatChunks) -> some SharedWork
  ) -> Double {
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.most) { sums in
      guard let sums = sums.baseAddress else { return 0 }
      unsafe sums.initialize(repeating: 0, count: number)
      perform(unsafe make(sums, self), pool)
      var sum = 0.0
      for chunk in 0..<number { unsafe sum += sums[chunk] }
      return sum
    }
  }
}

extension KernelPath {
  /// Σ x², in double.
  ///
  /// - Parameters:
  ///   - x: Any floats.
  ///   - pool: Who shares the work; nil for the calling thread alone.
  /// - Returns: The sum; not finite exactly if one of the floats is not.
  public func squareSum(_ x: [Float], pool: ThreadPool? = nil) -> Double {
    let count = x.count
    return unsafe x.withUnsafeBufferPointer { x in
      guard let x = x.baseAddress else { return 0 }
      return unsafe FlatChunks(count: count).sum(pool) { sums, chunks in
        unsafe SquareSumWork(path: self, chunks: chunks, x: x, sums: sums)
      }
    }
  }

  /// sum = keep · sum + share · addend.
  ///
  /// - Parameters:
  ///   - addend: What is added.
  ///   - share: What it is multiplied by.
  ///   - sum: What it is added to.
  ///   - keep: What the sum is multiplied by.
  ///   - pool: Who shares the work; nil for the calling thread alone.
  public func blend(
    _ addend: [Float], share: Float, into sum: inout [Float], keep: Float, pool: ThreadPool? = nil
  ) {
    let count = sum.count
    precondition(addend.count == count)
    unsafe sum.withUnsafeMutableBufferPointer { sum in
      unsafe addend.withUnsafeBufferPointer { addend in
        guard let sum = sum.baseAddress, let addend = addend.baseAddress else { return }
        let chunks = FlatChunks(count: count)
        chunks.perform(
          unsafe BlendWork(
            path: self, chunks: chunks, sum: sum, keep: keep, addend: addend, share: share), pool)
      }
    }
  }
}

@safe private struct SquareSumWork: SharedWork {
  let path: KernelPath
  let chunks: FlatChunks
  let x: UnsafePointer<Float>
  let sums: UnsafeMutablePointer<Double>

  func perform(_ chunk: Int, worker: Int) {
    let places = chunks.places(chunk)
    unsafe sums[chunk] = ck_square_sum(path.code, x + places.lowerBound, places.count)
  }
}

@safe private struct BlendWork: SharedWork {
  let path: KernelPath
  let chunks: FlatChunks
  let sum: UnsafeMutablePointer<Float>
  let keep: Float
  let addend: UnsafePointer<Float>
  let share: Float

  func perform(_ chunk: Int, worker: Int) {
    let places = chunks.places(chunk)
    let start = places.lowerBound
    unsafe ck_blend(path.code, sum + start, keep, addend + start, share, places.count)
  }
}
