import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct WorkerTests {
  @Test func `a head with quantiles needs room for their distances too`() {
    for (loss, arrays) in [(Loss.meanSquared, 1), (.pinball(quantiles: [0.1, 0.5]), 3)] {
      let example = Case(loss: loss, rows: 5, steps: 7)
      var worker = Worker(layout: example.network.layout)
      worker.begin(example.batch, rows: 0..<5, steps: 7, trace: true)
      let stack = worker.stack.floatCount(
        rows: 5, batchSteps: 7, steps: 7, trace: true, dropout: .none)
      #expect(
        worker.outputs.count == LanePlan.windowPairs * example.network.layout.head.paddedOutputs)
      #expect(
        worker.floatCount(rows: 5, batchSteps: 7, steps: 7, trace: true, dropout: .none)
          == stack + arrays * worker.outputs.count)
    }
  }
}
