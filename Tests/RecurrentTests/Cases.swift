import TestSupport

@testable import ForecastKernels
@testable import ForecastRecurrent

/// One loss of each kind, and its meaning in double precision.
let everyLoss: [Loss] = [
  .meanSquared, .meanAbsolute, .huber(delta: 0.3),
  .pinball(quantiles: [0.025, 0.1, 0.5, 0.9, 0.975]),
  .pinball(quantiles: [0.2, 0.45]),
]

extension Loss {
  var reference: ReferenceNetwork.PointLoss {
    switch self {
    case .meanSquared: { p, y, _ in ((y - p) * (y - p), -2 * (y - p)) }
    case .meanAbsolute: { p, y, _ in (abs(y - p), y > p ? -1 : 1) }
    case .huber(let delta):
      { p, y, _ in
        let d = y - p, delta = Double(delta)
        if abs(d) <= delta { return (d * d / 2, -d) }
        return (delta * (abs(d) - delta / 2), d > 0 ? -delta : delta)
      }
    case .pinball(let quantiles):
      { p, y, q in
        let tau = Double(quantiles[q]), d = y - p
        return (max(tau * d, (tau - 1) * d), d > 0 ? -tau : 1 - tau)
      }
    }
  }
}

/// A network with random weights everywhere, a batch with masked targets, and their reference.
struct Case {
  var network: RecurrentNetwork
  var batch: SequenceBatch
  let loss: Loss

  init(
    loss: Loss, path: KernelPath = .best, inputs: Int = 3, hidden: Int = 5, layers: Int = 2,
    horizon: Int = 4, rows: Int = 5, steps: Int = 7, firstOutputStep: Int = 2,
    hasBias: Bool = true, hasHighway: Bool = true, cell: RecurrentCell = .lstm,
    hasResidual: Bool = false, isBidirectional: Bool = false, seed: UInt64 = 1
  ) {
    var generator = TestGenerator(seed: seed)
    let shape = NetworkShape(
      cell: cell, inputSize: inputs, hiddenSize: hidden, layerCount: layers,
      outputSize: horizon * loss.head.width, head: loss.head, hasBias: hasBias,
      hasHighway: hasHighway, hasResidual: hasResidual, isBidirectional: isBidirectional)
    network = RecurrentNetwork(shape: shape, using: &generator, path: path)
    // Drawn in the tensors' order, so that every path gets the same network.
    let tensors = network.tensors.map { tensor in
      NamedTensor(
        name: tensor.name, shape: tensor.shape,
        values: generator.floats(tensor.values.count, scale: 0.5))
    }
    network.parameters = (try? network.layout.pack(tensors)) ?? []
    batch = SequenceBatch(capacity: rows, steps: steps, inputSize: inputs, horizon: horizon)
    batch.firstOutputStep = isBidirectional ? steps - 1 : firstOutputStep
    batch.inputs = generator.floats(batch.inputs.count)
    batch.targets = generator.floats(batch.targets.count)
    batch.weights = generator.floats(batch.weights.count).map { $0 < -0.6 ? 0 : $0 + 1 }
    self.loss = loss
  }

  func reference(
    masks: [[Double]] = [], truncation: (steps: Int, start: Int)? = nil
  ) -> (loss: Double, outputs: [Double], gradients: [String: [Double]]) {
    let shape = network.shape
    var quantiles = (count: 1, anchor: 0)
    if case .quantiles(let count, let anchor) = shape.head { quantiles = (count, anchor) }
    let tensors = network.tensors.map { ($0.name, $0.values.map { Double($0) }) }
    var reference = ReferenceNetwork(
      tensors: Dictionary(uniqueKeysWithValues: tensors), cell: shape.cell.reference,
      inputs: shape.inputSize, hidden: shape.hiddenSize, layers: shape.layerCount,
      outputs: shape.outputSize, quantiles: quantiles.count, anchor: quantiles.anchor,
      isBidirectional: shape.isBidirectional, hasResidual: shape.hasResidual)
    reference.masks = masks
    reference.truncation = truncation
    return reference.evaluate(
      x: batch.inputs.map { Double($0) }, targets: batch.targets.map { Double($0) },
      weights: batch.weights.map { Double($0) }, sequences: batch.rowCount,
      steps: batch.stepCount, first: batch.firstOutputStep, loss: loss.reference)
  }
}
