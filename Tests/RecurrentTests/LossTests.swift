import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct LossTests {
  @Test(arguments: everyLoss)
  func `a loss is what its definition says`(loss: Loss) {
    var generator = TestGenerator(seed: 4)
    var batch = SequenceBatch(capacity: 2, steps: 3, inputSize: 1, horizon: 4)
    batch.firstOutputStep = 1
    batch.targets = generator.floats(24)
    batch.weights = generator.floats(24).map { $0 < 0 ? 0 : $0 }
    let Q = loss.head.width
    let outputs = generator.floats(2 * 2 * 4 * Q)
    var sum = 0.0
    var weight = 0.0
    for b in 0..<2 {
      for t in 1..<3 {
        for k in 0..<4 {
          let at = (b * 3 + t) * 4 + k
          weight += Double(batch.weights[at])
          for q in 0..<Q {
            let prediction = Double(outputs[((b * 2 + t - 1) * 4 + k) * Q + q])
            let value = loss.reference(prediction, Double(batch.targets[at]), q).value
            sum += Double(batch.weights[at]) * value / Double(Q)
          }
        }
      }
    }
    let found = loss.sums(of: outputs, on: batch)
    #expect(abs(found.loss - sum) < 1e-6 * sum)
    #expect(abs(found.weight - weight) < 1e-12)
  }

  @Test func `the anchor is the quantile nearest to the median`() {
    #expect(Loss.pinball(quantiles: [0.1, 0.5, 0.9]).head == .quantiles(count: 3, anchor: 1))
    #expect(Loss.pinball(quantiles: [0.1, 0.4, 0.9]).head == .quantiles(count: 3, anchor: 1))
    #expect(Loss.pinball(quantiles: [0.9]).head == .quantiles(count: 1, anchor: 0))
    #expect(Loss.meanSquared.head == .point && OutputHead.point.width == 1)
  }

  @Test func `a hit has no slope`() {
    for loss in everyLoss {
      let Q = loss.head.width
      var line = [Float](repeating: 0.25, count: 2 * Q)
      let sum = loss.differentiate(
        &line, at: 0, targets: [0.25, 0.25], weights: [1, 2], place: 0, horizon: 2, scale: 1,
        path: .current)
      #expect(sum == 0 && line == [Float](repeating: 0, count: 2 * Q))
    }
  }
}
