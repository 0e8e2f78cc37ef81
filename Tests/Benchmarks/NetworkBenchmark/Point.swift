import ForecastRecurrent
import TestSupport

/// One point of the grid: a network, a batch of its shape, and all that a training step changes.
///
/// The recipe on both sides of the comparison: two LSTM layers, a linear head, the mean squared
/// error, clipping by the global norm 1, Adam with its usual constants.
struct Point {
  /// The sizes, as the driver names them.
  struct Size {
    var hidden, sequences, steps, inputs, threads: Int
    /// Loss and outputs at every step, with one target in eight unknown; else at the last step only.
    var isEveryStep: Bool
    var outputs: Int

    var shape: NetworkShape {
      NetworkShape(inputSize: inputs, hiddenSize: hidden, layerCount: 2, outputSize: outputs)
    }

    var plan: TrainingPlan {
      TrainingPlan(
        epochs: 1, loss: .meanSquared, optimizer: .adam(), schedule: .constant(1e-3),
        clipping: .norm(1))
    }
  }

  let network: RecurrentNetwork
  private let batch: SequenceBatch
  private var trained: RecurrentNetwork
  private var state: StepState
  private var workspace: Workspace

  init(_ size: Size) {
    var generator = TestGenerator(seed: 1)
    network = RecurrentNetwork(shape: size.shape, using: &generator)
    trained = network
    batch = Self.batch(size, using: &generator)
    state = StepState(plan: size.plan, parameterCount: network.layout.count)
    workspace = Workspace(for: network.layout, threads: size.threads)
  }

  /// One whole training step.
  ///
  /// - Returns: How long it took in nanoseconds, and the loss before it.
  mutating func train() -> (nanoseconds: Int64, loss: Double) {
    var loss = 0.0
    let time = ContinuousClock().measure {
      loss = state.step(&trained, on: batch, workspace: &workspace).loss
    }
    return (time.nanoseconds, loss)
  }

  /// One pass forward over the whole batch: how long it took in nanoseconds.
  mutating func predict() -> Int64 {
    ContinuousClock().measure { network.forward(batch, workspace: &workspace) }.nanoseconds
  }

  private static func batch(_ size: Size, using generator: inout TestGenerator) -> SequenceBatch {
    var batch = SequenceBatch(
      capacity: size.sequences, steps: size.steps, inputSize: size.inputs, horizon: size.outputs)
    batch.firstOutputStep = size.isEveryStep ? 0 : size.steps - 1
    for index in batch.inputs.indices { batch.inputs[index] = generator.float() }
    for index in batch.targets.indices {
      batch.targets[index] = generator.float()
      batch.weights[index] = size.isEveryStep && generator.next().isMultiple(of: 8) ? 0 : 1
    }
    return batch
  }
}

extension Duration {
  /// Whole nanoseconds; a measurement is never so long that they would not fit.
  var nanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
