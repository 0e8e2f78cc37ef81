import TestSupport
import Testing

@testable import ForecastRecurrent

/// The slow truth itself, before anything is held to it.
struct ReferenceLSTMTests {
  @Test(arguments: lstmCases)
  func `the reference agrees with PyTorch`(name: String) throws {
    let file = try golden(name)
    var network = file.referenceLSTM()
    let out = network.forward(
      x: file("x"), sequences: file.integer("batch"), steps: file.integer("steps"), h0: file("h0"),
      c0: file("c0"))
    let gradients = network.backward(
      dy: file("probe.y"), dhn: file("probe.hn"), dcn: file("probe.cn"))
    var pairs = [
      (out.y, "y"), (out.hn, "hn"), (out.cn, "cn"), (gradients.x, "grad.x"),
      (gradients.h0, "grad.h0"), (gradients.c0, "grad.c0"),
    ]
    for (l, layer) in gradients.layers.enumerated() {
      pairs.append((layer.weightIH, "grad.param.weight_ih_l\(l)"))
      pairs.append((layer.weightHH, "grad.param.weight_hh_l\(l)"))
      if name == "lstm-nobias" { continue }
      pairs.append((layer.biasIH, "grad.param.bias_ih_l\(l)"))
      pairs.append((layer.biasHH, "grad.param.bias_hh_l\(l)"))
    }
    for (values, tensor) in pairs {
      #expect(distance(values, from: file(tensor)) < 1e-10, "\(tensor)")
    }
  }

  @Test func `the reference's gradients are the slopes of its loss`() throws {
    let file = try golden("lstm-nobias")
    var network = file.referenceLSTM()
    func loss(_ network: ReferenceLSTM) -> Double {
      var network = network
      let out = network.forward(
        x: file("x"), sequences: file.integer("batch"), steps: file.integer("steps"),
        h0: file("h0"), c0: file("c0"))
      return zip(out.y, file("probe.y")).reduce(0) { $0 + $1.0 * $1.1 }
    }
    _ = network.forward(
      x: file("x"), sequences: file.integer("batch"), steps: file.integer("steps"), h0: file("h0"),
      c0: file("c0"))
    let gradients = network.backward(dy: file("probe.y"))
    let step = 1e-5
    for l in network.layers.indices {
      let paths: [WritableKeyPath<ReferenceLSTM.Layer, [Double]>] = [
        \.weightIH, \.weightHH, \.biasIH, \.biasHH,
      ]
      for path in paths {
        for index in stride(from: 0, to: network.layers[l][keyPath: path].count, by: 5) {
          var up = network
          var down = network
          up.layers[l][keyPath: path][index] += step
          down.layers[l][keyPath: path][index] -= step
          let slope = (loss(up) - loss(down)) / (2 * step)
          #expect(abs(slope - gradients.layers[l][keyPath: path][index]) < 1e-6)
        }
      }
    }
  }
}
