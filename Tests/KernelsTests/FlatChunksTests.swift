import TestSupport
import Testing

@testable import ForecastKernels

/// Below, at and above the lengths where the cut changes.
let flatSizes = [0, 1, 16_383, 16_384, 16_385, 65_536, 140_003, 2_097_152, 2_097_153, 3_000_001]

struct FlatChunksTests {
  @Test(arguments: flatSizes)
  func `chunks leave no place out and split no vector`(count: Int) {
    let chunks = FlatChunks(count: count)
    #expect((0..<chunks.number).flatMap { Array(chunks.places($0)) } == Array(0..<count))
    #expect(chunks.number <= FlatChunks.most && chunks.size % 16 == 0)
    #expect(chunks.size == FlatChunks.smallest || chunks.number > FlatChunks.most - 2)
  }

  @Test(arguments: supportedPaths)
  func `sums of squares are the same bytes for any number of threads`(path: KernelPath) {
    var generator = TestGenerator(seed: 5)
    for count in flatSizes where count < 2_000_000 || path == .best {
      let x = generator.floats(count)
      let alone = path.squareSum(x)
      for threads in 1...4 {
        let shared = path.squareSum(x, pool: ThreadPool(threads: threads))
        #expect(shared.bitPattern == alone.bitPattern)
      }
      let exact = stride(from: 0, to: count, by: 1000).reduce(0.0) { sum, start in
        sum + x[start..<min(count, start + 1000)].reduce(0.0) { $0 + Double($1) * Double($1) }
      }
      #expect(abs(alone - exact) <= 1e-13 * exact, "only the order of additions differs")
    }
  }

  @Test(arguments: supportedPaths)
  func `blends are weighted sums for any number of threads`(path: KernelPath) {
    var generator = TestGenerator(seed: 6)
    for count in [1, 7, 17, 33, 140_003] {
      let x = generator.floats(count), y = generator.floats(count)
      let blends = [nil, ThreadPool(threads: 1), ThreadPool(threads: 3)].map { pool in
        var sum = x
        path.blend(y, share: 0.25, into: &sum, keep: 0.75, pool: pool)
        return sum
      }
      #expect(Set(blends).count == 1)
      let exact = zip(x, y).map { 0.75 * Double($0) + 0.25 * Double($1) }
      #expect(distance(blends[0], from: exact) < 1e-7)
    }
  }

  @Test func `what is not a number is seen in any chunk`() {
    var x = [Float](repeating: 1, count: 140_000)
    for place in [0, 16_384, 139_999] {
      x[place] = .nan
      #expect(KernelPath.best.squareSum(x, pool: ThreadPool(threads: 2)).isNaN)
      x[place] = 1
    }
  }
}
