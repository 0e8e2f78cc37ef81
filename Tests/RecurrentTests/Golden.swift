import Foundation
import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

/// The reference numbers of one case of Fixtures/.
func golden(_ name: String) throws -> GoldenFile {
  try GoldenFile(
    #require(
      Bundle.module.url(forResource: name, withExtension: "safetensors", subdirectory: "Fixtures")))
}

/// The paths that this machine can test.
let supportedPaths = KernelPath.allCases.filter(\.isSupported)

let lstmCases = [
  "lstm-1layer-1step", "lstm-1layer", "lstm-2layer", "lstm-3layer-odd", "lstm-nobias", "lstm-long",
]

extension GoldenFile {
  /// The reference network with this case's parameters.
  func referenceLSTM() -> ReferenceLSTM {
    let H = integer("hidden_size"), L = integer("num_layers")
    let zeros = [Double](repeating: 0, count: 4 * H)
    let layers = (0..<L).map { l in
      let bias = self("param.bias_ih_l\(l)").isEmpty
      return ReferenceLSTM.Layer(
        inputSize: l == 0 ? integer("input_size") : H, weightIH: self("param.weight_ih_l\(l)"),
        weightHH: self("param.weight_hh_l\(l)"),
        biasIH: bias ? zeros : self("param.bias_ih_l\(l)"),
        biasHH: bias ? zeros : self("param.bias_hh_l\(l)"))
    }
    return ReferenceLSTM(layers: layers, hiddenSize: H)
  }
}
