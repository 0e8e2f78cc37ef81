import TestSupport
import Testing

@testable import ForecastKernels

struct GradientSumTests {
  @Test(arguments: supportedPaths, [1, 2, 3, 16])
  func `arrays are added in their order, for any number of threads`(path: KernelPath, count: Int) {
    var generator = TestGenerator(seed: UInt64(count))
    for size in [0, 1, 17, 16_384, 140_003] {
      let values = (0..<count).map { _ in generator.floats(size) }
      let parts = values.map { values in
        // Longer than the sum: what is beyond does not matter.
        var floats = AlignedFloats(count: size + 3)
        floats.copy(values, 0..<size, to: 0)
        return floats
      }
      var expected = values[0]
      for part in values.dropFirst() { for place in 0..<size { expected[place] += part[place] } }
      for pool in [nil, ThreadPool(threads: 1), ThreadPool(threads: 3)] {
        var sum = [Float](repeating: .nan, count: size)
        path.addUp(count, into: &sum, pool: pool) { parts[$0] }
        #expect(sum == expected)
      }
    }
  }
}
