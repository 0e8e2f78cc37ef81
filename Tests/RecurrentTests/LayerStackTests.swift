import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

/// The recurrent layers, alone, against PyTorch's numbers.
struct LayerStackTests {
  @Test(arguments: layerCases, supportedPaths)
  func `layers agree with PyTorch forward and backward`(name: String, path: KernelPath) throws {
    let file = try golden(name)
    let shape = file.shape, H = shape.hiddenSize, I = shape.inputSize, D = shape.directions
    let B = file.integer("batch"), T = file.integer("steps"), P = path.padded(H)
    let network = try file.network(on: path)
    let layout = network.layout
    var workspace = Workspace(for: layout)
    workspace.load(network, transposing: true)
    var batch = SequenceBatch(capacity: B, steps: T, inputSize: I, horizon: 1)
    batch.inputs = file("x").map { Float($0) }
    var stack = LayerStack(layout: layout)
    stack.begin(batch, rows: 0..<B, steps: T, trace: true, dropout: .none)
    let count = layout.layers.count
    /// [L · D][B][H] to and from padded memory.
    func each(_ body: (_ place: Int, _ layer: Int, _ at: Int) -> Void) {
      for layer in 0..<count {
        for b in 0..<B { for u in 0..<H { body((layer * B + b) * H + u, layer, b * P + u) } }
      }
    }
    let isLSTM = shape.cell == .lstm
    each { place, layer, at in
      stack.states[layer].hidden[at] = Float(file("h0")[place])
      if isLSTM { stack.states[layer].cells[at] = Float(file("c0")[place]) }
    }
    let stretch = Stretch(rows: 0..<B, firstStep: 0, steps: T, trace: true)
    stack.forward(workspace.parts, stretch)
    var hn: [Float] = []
    var cn: [Float] = []
    each { _, layer, at in
      hn.append(stack.states[layer].hidden[T * B * P + at])
      if isLSTM { cn.append(stack.states[layer].cells[T * B * P + at]) }
    }
    let said =
      D == 2
      ? (stack.joined[shape.layerCount - 1], RowPlace(width: stack.width)) : stack.said(rows: B)
    var y: [Float] = []
    for b in 0..<B {
      for t in 0..<T {
        for k in 0..<D * H {
          let at = (t * B + b) * stack.width + k,
            probe = Float(
              file("probe.y")[(b * T + t) * D * H + k])
          y.append(said.0[said.1.offset + at])
          if D == 2 { stack.above[at] = probe } else { stack.flows[0].upper[at] = probe }
        }
      }
    }
    #expect(distance(y, from: file("y")) < 1e-5)
    #expect(distance(hn, from: file("hn")) < 1e-5)
    if isLSTM { #expect(distance(cn, from: file("cn")) < 1e-5) }

    var gradients = AlignedFloats(count: layout.count)
    var h0 = [Float](repeating: 0, count: count * B * H)
    var c0 = h0
    for d in 0..<D { stack.flows[d].lower.reserve(T * B * max(P, path.padded(I), stack.width)) }
    stack.backward(
      workspace.parts, gradients: &gradients, isFresh: true, stretch, wantsInputGradient: true
    ) { index, flow in
      flow.start(slot: B * P)
      each { place, layer, at in
        guard layer == index else { return }
        flow.hidden[at] = Float(file("probe.hn")[place])
        if isLSTM { flow.cells[at] = Float(file("probe.cn")[place]) }
      }
    } finish: { index, flow in
      each { place, layer, at in
        guard layer == index else { return }
        h0[place] = flow.hidden[at]
        c0[place] = flow.cells[at]
      }
    }
    var x: [Float] = []
    for b in 0..<B {
      for t in 0..<T {
        for k in 0..<I {
          var value = stack.flows[0].lower[(t * B + b) * path.padded(I) + k]
          if D == 2 { value += stack.flows[1].lower[((T - 1 - t) * B + b) * path.padded(I) + k] }
          x.append(value)
        }
      }
    }
    #expect(distance(h0, from: file("grad.h0")) < 1e-5)
    if isLSTM { #expect(distance(c0, from: file("grad.c0")) < 1e-5) }
    #expect(distance(x, from: file("grad.x")) < 1e-5)
    for tensor in layout.tensors(from: gradients.floats(0..<layout.count))
    where tensor.name.hasPrefix(shape.cell.prefix) {
      let reference = file("grad.param." + tensor.name.dropFirst(shape.cell.prefix.count + 1))
      #expect(distance(tensor.values, from: reference) < 1e-5, "\(tensor.name)")
    }
  }

  @Test func `the stack has exactly the room that it says`() {
    for (isBidirectional, hasResidual) in [
      (false, false), (false, true), (true, false), (true, true),
    ] {
      for dropout in [Dropout.none, .perStep(0.5), .perSequence(0.5)] {
        for trace in [true, false] {
          let shape = NetworkShape(
            cell: .gru, inputSize: 3, hiddenSize: 9, layerCount: 3, outputSize: 1,
            hasResidual: hasResidual, isBidirectional: isBidirectional)
          var stack = LayerStack(layout: ParameterLayout(shape: shape))
          let batch = SequenceBatch(capacity: 5, steps: 7, inputSize: 3, horizon: 1)
          stack.begin(batch, rows: 1..<4, steps: 6, trace: trace, dropout: dropout)
          #expect(
            stack.floatsHeld
              == stack.floatCount(rows: 3, batchSteps: 7, steps: 6, trace: trace, dropout: dropout)
          )
        }
      }
    }
  }
}

extension GoldenFile {
  /// The network of this case; its head is zero.
  func network(on path: KernelPath) throws -> RecurrentNetwork {
    let layout = ParameterLayout(shape: shape, path: path)
    let tensors = layout.places.map { place in
      let values = self("param." + place.name.dropFirst(shape.cell.prefix.count + 1))
      return NamedTensor(
        name: place.name, shape: place.shape,
        values: values.isEmpty
          ? [Float](repeating: 0, count: place.count) : values.map { Float($0) })
    }
    return try RecurrentNetwork(shape: shape, tensors: tensors, path: path)
  }
}

extension LayerStack {
  /// The floats in all its arrays, counted by looking.
  var floatsHeld: Int {
    func count(_ value: Any) -> Int {
      if let floats = value as? AlignedFloats { return floats.count }
      let mirror = Mirror(reflecting: value)
      guard mirror.displayStyle == .struct || mirror.displayStyle == .collection else { return 0 }
      return mirror.children.reduce(0) { $0 + ($1.label == "layout" ? 0 : count($1.value)) }
    }
    return count(self)
  }
}
