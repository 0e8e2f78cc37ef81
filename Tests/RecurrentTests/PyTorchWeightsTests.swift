import Foundation
import ForecastStorage
import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

/// Weights that go to PyTorch and come from there, as safetensors files.
///
/// `Tests/Interoperability/pytorch_weights.py` made the files in Fixtures/Weights. With `--live` it runs
/// these tests on files that are new: `FORECAST_INTEROP_FOLDER` then names a folder that takes the
/// fixtures' place, and where what is written here stays for PyTorch to read.
struct PyTorchWeightsTests {
  /// What is held: a file's name and the cell that reads it.
  ///
  /// A new cell adds its lines here; the files are there.
  static let cases: [(name: String, cell: RecurrentCell)] = [
    ("lstm-1layer", .lstm), ("lstm-2layer", .lstm), ("lstm-2layer-nobias", .lstm),
    ("lstm-2layer-bidirectional", .lstm), ("gru-1layer", .gru), ("gru-2layer", .gru),
    ("gru-2layer-nobias", .gru), ("gru-2layer-bidirectional", .gru), ("rnn-1layer", .rnn),
    ("rnn-2layer", .rnn), ("rnn-2layer-nobias", .rnn), ("rnn-2layer-bidirectional", .rnn),
  ]

  private static let folder = ProcessInfo.processInfo.environment["FORECAST_INTEROP_FOLDER"].map {
    URL(filePath: $0, directoryHint: .isDirectory)
  }

  private func fixture(_ name: String) throws -> SafetensorsFile {
    let folder = try Self.folder?.appending(path: "from-pytorch") ?? fixtureFolder()
    return try SafetensorsFile.load(
      path: folder.appending(path: "\(name).safetensors").path, requiresDigest: false)
  }

  private func fixtureFolder() throws -> URL {
    try #require(Bundle.module.resourceURL).appending(path: "Fixtures/Weights")
  }

  /// Writes a file where PyTorch will look, or where it vanishes, and reads it back.
  private func written(
    _ tensors: [SafetensorsFile.Tensor], _ name: String, in kind: String
  ) throws -> SafetensorsFile {
    let base =
      Self.folder
      ?? FileManager.default.temporaryDirectory.appending(path: "weights-\(UUID().uuidString)")
    defer { if Self.folder == nil { try? FileManager.default.removeItem(at: base) } }
    let folder = base.appending(path: kind)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "\(name).safetensors").path
    try SafetensorsFile(tensors: tensors).write(to: path)
    return try SafetensorsFile.load(path: path)
  }

  private func outputs(_ network: RecurrentNetwork, _ inputs: Numbers) -> [Float] {
    var batch = SequenceBatch(
      capacity: inputs.shape[0], steps: inputs.shape[1], inputSize: inputs.shape[2],
      horizon: network.shape.horizon, hasTargets: false)
    batch.inputs = inputs.floats
    if network.shape.isBidirectional { batch.firstOutputStep = batch.stepCount - 1 }
    var workspace = Workspace(for: network.layout)
    network.forward(batch, workspace: &workspace)
    return workspace.outputs
  }

  @Test(arguments: cases)
  func `PyTorch's weights give PyTorch's outputs`(name: String, cell: RecurrentCell) throws {
    let file = try fixture(name)
    let inputs = try Numbers(file, "inputs"), truth = try Numbers(file, "outputs")
    for path in supportedPaths {
      let network = try RecurrentNetwork(
        shape: networkShape(of: file, cell: cell), tensors: weights(of: file), path: path)
      let found = outputs(network, inputs)
      #expect(distance(found, from: truth.doubles) < 1e-6, "\(name) on \(path)")
      if path == .best {
        _ = try written(
          [.init(name: "outputs", shape: truth.shape, values: .float32(found))], name, in: "answers"
        )
      }
    }
  }

  @Test(arguments: cases)
  func `written weights come back bit for bit`(name: String, cell: RecurrentCell) throws {
    let shape = try networkShape(of: fixture(name), cell: cell)
    var generator = TestGenerator(seed: 11)
    let network = try RecurrentNetwork(
      shape: shape,
      tensors: ParameterLayout(shape: shape).places.map {
        .init(name: $0.name, shape: $0.shape, values: generator.floats($0.count, scale: 0.5))
      })
    let inputs = Numbers(
      shape: [3, 7, shape.inputSize],
      doubles: generator.floats(21 * shape.inputSize).map(Double.init))
    let said = outputs(network, inputs)
    let tensors = network.tensors.map {
      SafetensorsFile.Tensor(name: $0.name, shape: $0.shape, values: .float32($0.values))
    }
    let file = try written(
      tensors + [
        .init(name: "inputs", shape: inputs.shape, values: .float32(inputs.floats)),
        .init(
          name: "outputs", shape: [3, shape.isBidirectional ? 1 : 7, shape.outputSize],
          values: .float32(said)),
      ], name, in: "from-forecast")
    let again = try RecurrentNetwork(
      shape: networkShape(of: file, cell: cell), tensors: weights(of: file))
    #expect(again.parameters.map(\.bitPattern) == network.parameters.map(\.bitPattern))
    #expect(outputs(again, inputs) == said)
  }
}

/// A tensor's sizes and its values, whatever their type in the file.
private struct Numbers {
  var shape: [Int]
  var doubles: [Double]
  var floats: [Float] { doubles.map { Float($0) } }
}

extension Numbers {
  init(_ file: SafetensorsFile, _ name: String) throws {
    let tensor = try #require(file[name])
    shape = tensor.shape
    switch tensor.values {
    case .float32(let values): doubles = values.map { Double($0) }
    case .float64(let values): doubles = values
    case .uint64: doubles = []
    }
  }
}

/// The network that a file's names and sizes imply.
private func networkShape(of file: SafetensorsFile, cell: RecurrentCell) throws -> NetworkShape {
  let names = file.tensors.map(\.name)
  return NetworkShape(
    cell: cell, inputSize: try #require(file["\(cell.prefix).weight_ih_l0"]?.shape.last),
    hiddenSize: try #require(file["\(cell.prefix).weight_hh_l0"]?.shape.last),
    layerCount: names.count { $0.contains(".weight_hh_l") && !$0.hasSuffix("_reverse") },
    outputSize: try #require(file["head.weight"]?.shape.first),
    hasBias: names.contains("\(cell.prefix).bias_ih_l0"),
    isBidirectional: names.contains("\(cell.prefix).weight_ih_l0_reverse"))
}

/// All tensors but the numbers that go in and come out.
private func weights(of file: SafetensorsFile) throws -> [NamedTensor] {
  try file.tensors.map(\.name).filter { !["inputs", "outputs"].contains($0) }.map { name in
    let numbers = try Numbers(file, name)
    return NamedTensor(name: name, shape: numbers.shape, values: numbers.floats)
  }
}
