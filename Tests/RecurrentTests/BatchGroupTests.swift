import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct BatchGroupTests {
  private let pool = ThreadPool(threads: 2)

  @Test func `a group is the weighted mean of its batches`() {
    var generator = TestGenerator(seed: 8)
    let weights = [0.5, 30, 2, 7.25]
    let losses = [3.0, 1, 8, 2]
    let gradients = weights.map { _ in generator.floats(140_003) }
    var group = BatchGroup(count: 140_003)
    for _ in 0..<2 {
      for index in weights.indices {
        var gradient = gradients[index]
        group.add(
          loss: losses[index], weight: weights[index], gradients: &gradient, path: .best, pool: pool
        )
      }
      let total = weights.reduce(0, +)
      let loss = zip(weights, losses).reduce(0) { $0 + $1.0 * $1.1 } / total
      #expect(group.weight == total && abs(group.loss - loss) < 1e-14 * loss)
      var mean: [Float] = [Float](repeating: .nan, count: 140_003)
      group.hand(to: &mean)
      let exact = (0..<140_003).map { place in
        weights.indices.reduce(0) { $0 + weights[$1] * Double(gradients[$1][place]) } / total
      }
      // Three roundings of values below the largest.
      #expect(distance(mean, from: exact) < 3e-7)
      group.clear()
      #expect(group.weight == 0 && group.loss == 0)
    }
  }

  @Test(arguments: [0, 3])
  func `a single batch is handed back as it came`(count: Int) {
    var group = BatchGroup(count: count)
    var gradient: [Float] = [1, 2, 3]
    group.add(loss: 0.1, weight: 0.7, gradients: &gradient, path: .best, pool: pool)
    group.hand(to: &gradient)
    #expect(gradient == [1, 2, 3] && group.loss == 0.1 && group.weight == 0.7)
  }

  @Test func `what is not finite in any batch is in the group`() {
    for bad in 0..<3 {
      var group = BatchGroup(count: 2)
      for index in 0..<3 {
        var gradient: [Float] = [1, index == bad ? .nan : 1]
        group.add(
          loss: index == bad ? .infinity : 1, weight: 1, gradients: &gradient, path: .best,
          pool: pool)
      }
      var gradient: [Float] = [0, 0]
      group.hand(to: &gradient)
      #expect(gradient[0] == 1 && gradient[1].isNaN && !group.loss.isFinite)
    }
  }
}
