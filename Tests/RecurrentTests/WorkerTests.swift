import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

/// The recurrent layers, alone, against PyTorch's numbers.
struct WorkerTests {
  @Test(arguments: lstmCases, supportedPaths)
  func `layers agree with PyTorch forward and backward`(name: String, path: KernelPath) throws {
    let file = try golden(name)
    let I = file.integer("input_size"), H = file.integer("hidden_size")
    let L = file.integer("num_layers"), B = file.integer("batch"), T = file.integer("steps")
    let shape = NetworkShape(
      inputSize: I, hiddenSize: H, layerCount: L, outputSize: 1, hasBias: name != "lstm-nobias")
    let layout = ParameterLayout(shape: shape, path: path)
    let tensors = layout.places.map { place in
      let values = file("param." + place.name.dropFirst("lstm.".count))
      return NamedTensor(
        name: place.name, shape: place.shape,
        values: values.isEmpty
          ? [Float](repeating: 0, count: place.count) : values.map { Float($0) })
    }
    let network = try RecurrentNetwork(shape: shape, tensors: tensors, path: path)
    var workspace = Workspace(for: layout)
    workspace.load(network, transposing: true)
    var batch = SequenceBatch(capacity: B, steps: T, inputSize: I, horizon: 1)
    batch.inputs = file("x").map { Float($0) }
    var worker = Worker(layout: layout)
    worker.begin(batch, rows: 0..<B, steps: T, trace: true)

    let P = path.padded(H)
    var hn: [Float] = []
    var cn: [Float] = []
    for l in 0..<L {
      for b in 0..<B {
        for u in 0..<H {
          worker.states[l].hidden[b * P + u] = Float(file("h0")[(l * B + b) * H + u])
          worker.states[l].cells[b * P + u] = Float(file("c0")[(l * B + b) * H + u])
        }
      }
      worker.forward(
        layer: l, weights: workspace.weights, rows: B, batchStep: 0, steps: T, trace: true)
      for b in 0..<B {
        hn += (0..<H).map { worker.states[l].hidden[(T * B + b) * P + $0] }
        cn += (0..<H).map { worker.states[l].cells[(T * B + b) * P + $0] }
      }
    }
    var y: [Float] = []
    for b in 0..<B {
      for t in 0..<T {
        y += (0..<H).map { worker.states[L - 1].hidden[((t + 1) * B + b) * P + $0] }
        for u in 0..<H {
          worker.flow.upper[(t * B + b) * P + u] = Float(file("probe.y")[(b * T + t) * H + u])
        }
      }
    }
    #expect(distance(y, from: file("y")) < 1e-5)
    #expect(distance(hn, from: file("hn")) < 1e-5)
    #expect(distance(cn, from: file("cn")) < 1e-5)

    var gradients = AlignedFloats(count: layout.count)
    var h0 = [Float](repeating: 0, count: L * B * H)
    var c0 = h0
    worker.flow.lower.reserve(T * B * path.padded(I))
    for l in (0..<L).reversed() {
      worker.flow.start(slot: B * P)
      for b in 0..<B {
        for u in 0..<H {
          worker.flow.hidden[b * P + u] = Float(file("probe.hn")[(l * B + b) * H + u])
          worker.flow.cells[b * P + u] = Float(file("probe.cn")[(l * B + b) * H + u])
        }
      }
      worker.backward(
        layer: l, transposed: workspace.transposed, rows: B, steps: T, gradients: &gradients,
        wantsInputGradient: true)
      for b in 0..<B {
        for u in 0..<H {
          h0[(l * B + b) * H + u] = worker.flow.hidden[b * P + u]
          c0[(l * B + b) * H + u] = worker.flow.cells[b * P + u]
        }
      }
      if l > 0 { worker.flow.descend() }
    }
    var x: [Float] = []
    for b in 0..<B {
      for t in 0..<T {
        x += (0..<I).map { worker.flow.lower[(t * B + b) * path.padded(I) + $0] }
      }
    }
    #expect(distance(h0, from: file("grad.h0")) < 1e-5)
    #expect(distance(c0, from: file("grad.c0")) < 1e-5)
    #expect(distance(x, from: file("grad.x")) < 1e-5)
    for tensor in layout.tensors(from: gradients.floats(0..<layout.count))
    where tensor.name.hasPrefix("lstm.") {
      let reference = file("grad.param." + tensor.name.dropFirst("lstm.".count))
      #expect(distance(tensor.values, from: reference) < 1e-5, "\(tensor.name)")
    }
  }
}
