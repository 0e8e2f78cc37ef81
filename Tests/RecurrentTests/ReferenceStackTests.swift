import TestSupport
import Testing

@testable import ForecastRecurrent

/// The slow truth itself, before anything is held to it.
struct ReferenceStackTests {
  @Test(arguments: layerCases)
  func `the reference agrees with PyTorch`(name: String) throws {
    let file = try golden(name)
    var stack = file.referenceStack
    let out = stack.forward(
      x: file("x"), sequences: file.integer("batch"), steps: file.integer("steps"), h0: file("h0"),
      c0: file("c0"))
    let gradients = stack.backward(
      dy: file("probe.y"), dhn: file("probe.hn"), dcn: file("probe.cn"))
    var pairs = [
      (out.y, "y"), (out.hn, "hn"), (gradients.x, "grad.x"), (gradients.h0, "grad.h0"),
    ]
    if file.cell == .lstm { pairs += [(out.cn, "cn"), (gradients.c0, "grad.c0")] }
    for (level, directions) in gradients.layers.enumerated() {
      for (layer, suffix) in zip(directions, ["", "_reverse"]) {
        pairs.append((layer.ih, "grad.param.weight_ih_l\(level)\(suffix)"))
        pairs.append((layer.hh, "grad.param.weight_hh_l\(level)\(suffix)"))
        guard file.flag("bias") else { continue }
        pairs.append((layer.biasIH, "grad.param.bias_ih_l\(level)\(suffix)"))
        pairs.append((layer.biasHH, "grad.param.bias_hh_l\(level)\(suffix)"))
      }
    }
    for (values, tensor) in pairs {
      #expect(distance(values, from: file(tensor)) < 1e-10, "\(tensor)")
    }
  }

  @Test(arguments: ["lstm-nobias", "gru-1layer", "rnn-tanh-1layer"])
  func `the reference's gradients are the slopes of its loss`(name: String) throws {
    let file = try golden(name)
    var stack = file.referenceStack
    func loss(_ stack: ReferenceStack) -> Double {
      var stack = stack
      let out = stack.forward(
        x: file("x"), sequences: file.integer("batch"), steps: file.integer("steps"),
        h0: file("h0"), c0: file("c0"))
      return zip(out.y, file("probe.y")).reduce(0) { $0 + $1.0 * $1.1 }
    }
    _ = loss(stack)
    _ = stack.forward(
      x: file("x"), sequences: file.integer("batch"), steps: file.integer("steps"), h0: file("h0"),
      c0: file("c0"))
    let gradients = stack.backward(dy: file("probe.y"))
    let step = 1e-5
    let paths: [WritableKeyPath<ReferenceLayer.Weights, [Double]>] = [
      \.ih, \.hh, \.biasIH, \.biasHH,
    ]
    for level in stack.layers.indices {
      for path in paths {
        let values = stack.layers[level][0].weights[keyPath: path]
        for index in stride(from: 0, to: values.count, by: 5) {
          var up = stack
          var down = stack
          up.layers[level][0].weights[keyPath: path][index] += step
          down.layers[level][0].weights[keyPath: path][index] -= step
          let slope = (loss(up) - loss(down)) / (2 * step)
          #expect(abs(slope - gradients.layers[level][0][keyPath: path][index]) < 1e-6)
        }
      }
    }
  }
}
