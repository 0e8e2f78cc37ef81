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

/// Every case of a forward and a backward pass.
let layerCases = [
  "lstm-1layer-1step", "lstm-1layer", "lstm-2layer", "lstm-3layer-odd", "lstm-nobias", "lstm-long",
  "lstm-bidirectional", "lstm-bidirectional-2layer", "gru-1layer", "gru-2layer-bidirectional",
  "rnn-tanh-1layer", "rnn-relu-2layer",
]

extension RecurrentCell {
  /// The cell in the slow truth.
  var reference: ReferenceLayer.Cell {
    switch self {
    case .lstm: .lstm
    case .gru: .gru
    case .rnn: .tanh
    case .rnnRelu: .relu
    }
  }
}

extension GoldenFile {
  /// The cell that the configuration names.
  var cell: RecurrentCell {
    switch config["kind"] as? String {
    case "gru": .gru
    case "rnn": config["nonlinearity"] as? String == "relu" ? .rnnRelu : .rnn
    default: .lstm
    }
  }

  func flag(_ key: String) -> Bool { config[key] as? Bool ?? false }

  /// The network of this case, with a head of one output that does not matter.
  var shape: NetworkShape {
    NetworkShape(
      cell: cell, inputSize: integer("input_size"), hiddenSize: integer("hidden_size"),
      layerCount: integer("num_layers"), outputSize: 1, hasBias: flag("bias"),
      isBidirectional: flag("bidirectional"))
  }

  /// The reference network with this case's parameters.
  var referenceStack: ReferenceStack {
    ReferenceStack(
      cell: cell.reference, inputs: shape.inputSize, hidden: shape.hiddenSize,
      levels: shape.layerCount, isBidirectional: shape.isBidirectional
    ) { self("param." + $0) }
  }
}
