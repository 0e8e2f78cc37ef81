import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct RecurrentNetworkTests {
  private let shape = NetworkShape(
    inputSize: 3, hiddenSize: 9, layerCount: 2, outputSize: 10,
    head: .quantiles(count: 5, anchor: 2), hasHighway: true)

  @Test(arguments: supportedPaths)
  func `tensors survive packing`(path: KernelPath) throws {
    let example = Case(loss: .pinball(quantiles: [0.1, 0.5, 0.9]), path: path, hidden: 17)
    let tensors = example.network.tensors
    let again = try RecurrentNetwork(
      shape: example.network.shape, tensors: tensors.reversed(), path: path)
    #expect(again.parameters == example.network.parameters)
    #expect(again.tensors == tensors)
    #expect(
      tensors.map(\.name).prefix(4) == [
        "lstm.weight_ih_l0", "lstm.weight_hh_l0", "lstm.bias_ih_l0", "lstm.bias_hh_l0",
      ])
    #expect(tensors.suffix(3).map(\.name) == ["head.weight", "head.bias", "highway.weight"])
    #expect(tensors.suffix(3).map(\.shape) == [[12, 17], [12], [12, 3]])
  }

  @Test func `a seed means the same network on every path`() {
    let networks = supportedPaths.map { path in
      var generator = TestGenerator(seed: 5)
      return RecurrentNetwork(shape: shape, using: &generator, path: path).tensors
    }
    #expect(Set(networks).count == 1)
  }

  @Test func `an untrained network's median is zero`() {
    var generator = TestGenerator(seed: 5)
    let network = RecurrentNetwork(shape: shape, using: &generator)
    var batch = SequenceBatch(capacity: 2, steps: 4, inputSize: 3, horizon: 2, hasTargets: false)
    batch.inputs = generator.floats(batch.inputs.count, scale: 10)
    var workspace = Workspace(for: network.layout)
    network.forward(batch, workspace: &workspace)
    #expect(workspace.outputs.count == 2 * 4 * 10)
    for base in stride(from: 0, to: workspace.outputs.count, by: 5) {
      let values = workspace.outputs[base..<base + 5].map { $0 }
      #expect(values[2] == 0)
      #expect(values == values.sorted() && Set(values).count == 5)
    }
  }
}
