import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

/// The whole pass, outputs and gradients, against the double reference.
struct GradientPassTests {
  private func check(_ example: Case, _ comment: Comment) {
    let reference = example.reference()
    var workspace = Workspace(for: example.network.layout)
    let loss = example.network.gradient(
      of: example.loss, on: example.batch, workspace: &workspace)
    #expect(abs(loss - reference.loss) <= 1e-5 * abs(reference.loss), comment)
    for tensor in example.network.layout.tensors(from: workspace.gradients) {
      let error = distance(tensor.values, from: reference.gradients[tensor.name] ?? [])
      #expect(error < 1e-5, "\(comment) \(tensor.name)")
    }
    example.network.forward(example.batch, workspace: &workspace)
    #expect(distance(workspace.outputs, from: reference.outputs) < 1e-5, comment)
  }

  @Test(arguments: everyLoss, supportedPaths)
  func `every loss agrees with the reference`(loss: Loss, path: KernelPath) {
    check(Case(loss: loss, path: path), "\(loss) \(path)")
  }

  @Test(arguments: supportedPaths)
  func `every shape agrees with the reference`(path: KernelPath) {
    let loss = Loss.pinball(quantiles: [0.1, 0.5, 0.9])
    for (seed, size) in [1, 7, 8, 9, 15, 16, 17, 33].enumerated() {
      let seed = UInt64(seed)
      check(Case(loss: loss, path: path, hidden: size, layers: 1, seed: seed), "\(path) H \(size)")
      check(Case(loss: loss, path: path, inputs: size, seed: seed), "\(path) I \(size)")
      check(Case(loss: loss, path: path, hidden: 3, rows: size, seed: seed), "\(path) B \(size)")
      check(Case(loss: loss, path: path, horizon: size, seed: seed), "\(path) h \(size)")
      check(
        Case(loss: loss, path: path, rows: 1, steps: size, firstOutputStep: size - 1, seed: seed),
        "\(path) T \(size)")
    }
    check(Case(loss: loss, path: path, rows: 2, steps: 130), "\(path) long")
    check(
      Case(loss: loss, path: path, layers: 3, hasBias: false, hasHighway: false), "\(path) bare")
    check(Case(loss: loss, path: path, hidden: 3, rows: 200, steps: 3), "\(path) wide")
  }

  @Test(arguments: RecurrentCell.allCases, supportedPaths)
  func `every cell agrees with the reference in every arrangement`(
    cell: RecurrentCell, path: KernelPath
  ) {
    let loss = Loss.pinball(quantiles: [0.1, 0.5, 0.9])
    for layers in [1, 2, 3] {
      for hasResidual in [false, true] {
        for isBidirectional in [false, true] {
          for hidden in [5, 17] {
            let example = Case(
              loss: loss, path: path, hidden: hidden, layers: layers, rows: 9,
              hasBias: layers != 3, cell: cell, hasResidual: hasResidual,
              isBidirectional: isBidirectional, seed: UInt64(layers))
            check(
              example, "\(cell) \(path) L \(layers) H \(hidden) \(hasResidual) \(isBidirectional)")
          }
        }
      }
    }
  }

  @Test(arguments: [Dropout.perStep(0.3), .perSequence(0.3)])
  func `what dropout leaves out is left out forward and backward`(dropout: Dropout) throws {
    for isBidirectional in [false, true] {
      let hidden = 9, rows = 5, steps = 7, D = isBidirectional ? 2 : 1
      let example = Case(
        loss: .meanSquared, hidden: hidden, layers: 3, rows: rows, steps: steps,
        hasResidual: true, isBidirectional: isBidirectional)
      let layout = example.network.layout
      let options = Backpropagation(dropout: dropout, seed: 7)
      var workspace = Workspace(for: layout)
      let loss = example.network.gradient(
        of: .meanSquared, on: example.batch, workspace: &workspace, backpropagation: options)
      let width = layout.path.padded(D * hidden)
      let masks = (0..<2).map { level -> [Double] in
        var mask = AlignedFloats(count: steps * rows * width)
        let isShared = dropout.isPerSequence
        mask.drawDropout(
          rate: 0.3, seed: 7 &+ UInt64(level) << 48, steps: isShared ? 1 : steps, firstStep: 0,
          rows: 0..<rows, width: width)
        var values: [Double] = []
        for b in 0..<rows {
          for t in 0..<steps {
            let start = ((isShared ? 0 : t) * rows + b) * width
            for k in start..<start + D * hidden { values.append(Double(mask[k])) }
          }
        }
        return values
      }
      #expect(masks[0] != masks[1])
      let reference = example.reference(masks: masks)
      #expect(abs(loss - reference.loss) < 1e-5 * reference.loss)
      for tensor in layout.tensors(from: workspace.gradients) {
        let error = distance(tensor.values, from: reference.gradients[tensor.name] ?? [])
        #expect(error < 1e-5, "\(dropout) \(tensor.name)")
      }
      var other = options
      other.seed = 8
      let another = example.network.gradient(
        of: .meanSquared, on: example.batch, workspace: &workspace, backpropagation: other)
      #expect(another != loss)
    }
  }

  @Test(arguments: RecurrentCell.allCases)
  func `a truncated gradient stays within its pieces`(cell: RecurrentCell) {
    for (steps, burnIn, first) in [(3, 0, 0), (4, 2, 2), (4, 9, 3), (5, 1, 6), (40, 0, 0)] {
      let example = Case(
        loss: .meanAbsolute, hidden: 9, rows: 5, steps: 13, firstOutputStep: first, cell: cell,
        hasResidual: true)
      var workspace = Workspace(for: example.network.layout)
      let loss = example.network.gradient(
        of: .meanAbsolute, on: example.batch, workspace: &workspace,
        backpropagation: Backpropagation(truncation: Truncation(steps: steps, burnIn: burnIn)))
      let reference = example.reference(truncation: (steps, min(burnIn, first)))
      #expect(abs(loss - reference.loss) < 1e-5 * reference.loss)
      for tensor in example.network.layout.tensors(from: workspace.gradients) {
        let error = distance(tensor.values, from: reference.gradients[tensor.name] ?? [])
        #expect(error < 1e-5, "\(steps) \(burnIn) \(first) \(tensor.name)")
      }
    }
  }

  @Test func `the slopes of the loss are its gradient`() throws {
    for loss in everyLoss {
      let example = Case(loss: loss, hidden: 4, layers: 1, horizon: 2)
      let tensors = example.network.tensors.map { ($0.name, $0.values.map { Double($0) }) }
      let shape = example.network.shape
      var quantiles = (count: 1, anchor: 0)
      if case .quantiles(let count, let anchor) = shape.head { quantiles = (count, anchor) }
      var network = ReferenceNetwork(
        tensors: Dictionary(uniqueKeysWithValues: tensors), inputs: 3, hidden: 4, layers: 1,
        outputs: shape.outputSize, quantiles: quantiles.count, anchor: quantiles.anchor)
      func value(_ network: ReferenceNetwork) -> (Double, [String: [Double]]) {
        let result = network.evaluate(
          x: example.batch.inputs.map { Double($0) },
          targets: example.batch.targets.map { Double($0) },
          weights: example.batch.weights.map { Double($0) }, sequences: 5, steps: 7, first: 2,
          loss: loss.reference)
        return (result.loss, result.gradients)
      }
      let gradients = value(network).1
      let step = 1e-6
      for (name, values) in network.tensors {
        for index in stride(from: 0, to: values.count, by: 7) {
          network.tensors[name]?[index] += step
          let up = value(network).0
          network.tensors[name]?[index] -= 2 * step
          let down = value(network).0
          network.tensors[name]?[index] = values[index]
          let slope = (up - down) / (2 * step)
          #expect(abs(slope - (gradients[name]?[index] ?? .nan)) < 1e-6, "\(loss) \(name)")
        }
      }
    }
  }

  @Test func `the number of threads changes no byte`() {
    for rows in [1, 5, 32, 70] {
      let example = Case(
        loss: .pinball(quantiles: [0.1, 0.5, 0.9]), hidden: 9, rows: rows, steps: 12)
      let options = Backpropagation(dropout: .perStep(0.2), truncation: Truncation(steps: 5))
      var results: [[UInt32]] = []
      for threads in [1, 2, 3, 4, 7, 16] {
        var workspace = Workspace(for: example.network.layout, threads: threads)
        for _ in 0..<3 {
          let loss = example.network.gradient(
            of: example.loss, on: example.batch, workspace: &workspace, backpropagation: options)
          example.network.forward(example.batch, workspace: &workspace)
          results.append(
            (workspace.gradients + workspace.outputs + [Float(loss)]).map(\.bitPattern))
        }
      }
      #expect(Set(results).count == 1, "\(rows) rows")
    }
  }

  @Test func `a target of no weight does not matter`() {
    for loss in everyLoss {
      var example = Case(loss: loss)
      var workspace = Workspace(for: example.network.layout)
      let before = example.network.gradient(of: loss, on: example.batch, workspace: &workspace)
      let gradients = workspace.gradients
      for index in example.batch.weights.indices where example.batch.weights[index] == 0 {
        example.batch.targets[index] = 1e30
      }
      let after = example.network.gradient(of: loss, on: example.batch, workspace: &workspace)
      #expect(before == after)
      #expect(gradients == workspace.gradients)
      let sums = { () -> (loss: Double, weight: Double) in
        example.network.forward(example.batch, workspace: &workspace)
        return loss.sums(of: workspace.outputs, on: example.batch)
      }()
      #expect(abs(sums.loss / sums.weight - after) < 1e-5 * after)
      for index in example.batch.weights.indices { example.batch.weights[index] = 0 }
      #expect(example.network.gradient(of: loss, on: example.batch, workspace: &workspace) == 0)
      #expect(!workspace.gradients.contains { $0 != 0 })
    }
  }

  @Test func `a smaller batch fits in the same memory`() {
    var example = Case(loss: .meanSquared, rows: 20, steps: 20)
    var workspace = Workspace(for: example.network.layout)
    _ = example.network.gradient(of: .meanSquared, on: example.batch, workspace: &workspace)
    example.batch.rowCount = 3
    example.batch.stepCount = 6
    let reference = example.reference()
    let loss = example.network.gradient(
      of: .meanSquared, on: example.batch, workspace: &workspace)
    #expect(abs(loss - reference.loss) < 1e-5 * reference.loss)
  }

  @Test func `padding stays zero`() {
    let example = Case(loss: .meanSquared, hidden: 5)
    var workspace = Workspace(for: example.network.layout)
    _ = example.network.gradient(of: .meanSquared, on: example.batch, workspace: &workspace)
    var real = Set<Int>()
    for place in example.network.layout.places {
      for index in 0..<place.count { real.insert(place.index(of: index)) }
    }
    #expect(real.count == example.network.parameterCount)
    for index in workspace.gradients.indices where !real.contains(index) {
      #expect(workspace.gradients[index] == 0 && example.network.parameters[index] == 0)
    }
  }
}
