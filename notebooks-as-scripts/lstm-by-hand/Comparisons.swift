import ForecastKit
import Notebook

/// A whole batch through the cell by hand, against what PyTorch said in double precision.
func againstPyTorch(_ page: Page, path: String, facts: inout Facts) throws {
  page.text(
    """
    ## Against PyTorch

    A file holds what PyTorch computed in double precision: a batch of sequences with random weights and
    a start that is not zero, and the gradients of L = Σ y·p + Σ h_T·q + Σ c_T·r with random probes p, q, r. So
    ∂L/∂h of each step is p, and the last state gets q and r on top.

    PyTorch stacks the gates i, f, g, o one below the other, and keeps two biases. Only their sum matters:
    b = b_ih + b_hh, and each has the gradient of the sum.
    """)
  page.cell()
  let torch = try Golden(path: path)
  let (B, T, I, H) = (torch.B, torch.T, torch.I, torch.H)
  print("\(B) sequences of \(T) steps, \(I) input, \(H) hidden units")
  let bias = zip(try torch("param.bias_ih_l0"), try torch("param.bias_hh_l0")).map { $0 + $1 }
  let cell = SplitCell(
    inputSize: I, hiddenSize: H, wx: try torch("param.weight_ih_l0"),
    wh: try torch("param.weight_hh_l0"), b: bias)

  var (y, last, dx, start) = ([Double](), State.zero(0), [Double](), State.zero(0))
  var gradient = [Double](repeating: 0, count: cell.numbers.count)
  for b in 0..<B {
    let begin = State(h: torch.line(try torch("h0"), of: b), c: torch.line(try torch("c0"), of: b))
    let steps = cell.run(torch.steps(try torch("x"), of: b, width: I), from: begin)
    let back = cell.backpropagate(
      steps, above: torch.steps(try torch("probe.y"), of: b, width: H),
      end: State(
        h: torch.line(try torch("probe.hn"), of: b), c: torch.line(try torch("probe.cn"), of: b)))
    y += steps.flatMap(\.after.h.values)
    last.h = .joined(last.h, steps[T - 1].after.h)
    last.c = .joined(last.c, steps[T - 1].after.c)
    dx += back.x.flatMap(\.values)
    start.h = .joined(start.h, back.before.h)
    start.c = .joined(start.c, back.before.c)
    gradient = zip(gradient, back.weights.numbers).map { $0 + $1 }
  }
  facts.hold("by hand = PyTorch, h of all steps", y, try torch("y"), within: 1e-10)
  facts.hold("by hand = PyTorch, last h", last.h.values, try torch("hn"), within: 1e-10)
  facts.hold("by hand = PyTorch, last c", last.c.values, try torch("cn"), within: 1e-10)
  facts.hold("by hand = PyTorch, ∂L/∂x", dx, try torch("grad.x"), within: 1e-10)
  facts.hold("by hand = PyTorch, ∂L/∂h₀", start.h.values, try torch("grad.h0"), within: 1e-10)
  facts.hold("by hand = PyTorch, ∂L/∂c₀", start.c.values, try torch("grad.c0"), within: 1e-10)
  let weights = try torch("grad.param.weight_ih_l0") + torch("grad.param.weight_hh_l0")
  for name in ["bias_ih", "bias_hh"] {
    facts.hold(
      "by hand = PyTorch, ∂L/∂W and ∂L/∂\(name)", gradient,
      weights + (try torch("grad.param.\(name)_l0")), within: 1e-10)
  }
  page.end()
}

/// The same weights in the library's network, in single precision.
func againstLibrary(_ page: Page, path: String, facts: inout Facts) throws {
  page.text(
    """
    ## Against the library

    The library computes in single precision, many units at a time, and packs its weights as the
    processor likes them. Its network has a dense head on top; with the identity for its weights, the
    outputs are the hidden states themselves. States start from zero, the loss is the mean squared
    error, and what should be said are PyTorch's probes: any numbers will do.

    A float has about seven digits, so differences are allowed up to 10⁻⁵ of the largest number.
    """)
  page.cell()
  let torch = try Golden(path: path)
  let (B, T, I, H) = (torch.B, torch.T, torch.I, torch.H)
  func floats(_ name: String) throws -> [Float] { try torch(name).map { Float($0) } }
  func parameter(_ name: String, _ shape: [Int]) throws -> NamedTensor {
    NamedTensor(name: "lstm.\(name)", shape: shape, values: try floats("param.\(name)"))
  }
  let identity = (0..<H).flatMap { row in (0..<H).map { $0 == row ? Float(1) : 0 } }
  let network = try RecurrentNetwork(
    shape: NetworkShape(inputSize: I, hiddenSize: H, layerCount: 1, outputSize: H),
    tensors: [
      try parameter("weight_ih_l0", [4 * H, I]), try parameter("weight_hh_l0", [4 * H, H]),
      try parameter("bias_ih_l0", [4 * H]), try parameter("bias_hh_l0", [4 * H]),
      NamedTensor(name: "head.weight", shape: [H, H], values: identity),
      NamedTensor(name: "head.bias", shape: [H], values: [Float](repeating: 0, count: H)),
    ])
  var batch = SequenceBatch(capacity: B, steps: T, inputSize: I, horizon: H)
  batch.inputs = try floats("x")
  batch.targets = try floats("probe.y")
  batch.weights = [Float](repeating: 1, count: B * T * H)
  var workspace = Workspace(for: network.layout)
  network.forward(batch, workspace: &workspace)
  let outputs = workspace.outputs.map(Double.init)
  let loss = network.gradient(of: .meanSquared, on: batch, workspace: &workspace)
  let tensors = network.layout.tensors(from: workspace.gradients)
  print("loss", fixed(loss, 6), "with", network.parameterCount, "parameters")

  page.text("The same by hand: L = Σ (y − h)² / N, so ∂L/∂h = 2 (h − y) / N.")
  page.cell()
  let bias = zip(try torch("param.bias_ih_l0"), try torch("param.bias_hh_l0")).map { $0 + $1 }
  let cell = SplitCell(
    inputSize: I, hiddenSize: H, wx: try torch("param.weight_ih_l0"),
    wh: try torch("param.weight_hh_l0"), b: bias)
  let share = 1 / Double(B * T * H)
  var (y, sum) = ([Double](), 0.0)
  var gradient = [Double](repeating: 0, count: cell.numbers.count)
  for b in 0..<B {
    let steps = cell.run(torch.steps(try torch("x"), of: b, width: I), from: .zero(H))
    let targets = torch.steps(try torch("probe.y"), of: b, width: H)
    let errors = zip(steps, targets).map { $0.0.after.h - $0.1 }
    let above = errors.map { error in Vector(error.values.map { 2 * share * $0 }) }
    let back = cell.backpropagate(steps, above: above, end: .zero(H))
    y += steps.flatMap(\.after.h.values)
    sum += errors.reduce(0) { $0 + ($1 * $1).values.reduce(0, +) }
    gradient = zip(gradient, back.weights.numbers).map { $0 + $1 }
  }
  facts.hold("library = by hand, h of all steps", outputs, y, within: 1e-5 * largest(y))
  facts.hold("library = by hand, loss", [loss], [sum * share], within: 1e-5 * sum * share)
  func ofLibrary(_ name: String) -> [Double] {
    tensors.first { $0.name == "lstm.\(name)_l0" }?.values.map(Double.init) ?? []
  }
  for name in ["bias_ih", "bias_hh"] {
    facts.hold(
      "library = by hand, ∂L/∂W and ∂L/∂\(name)",
      ofLibrary("weight_ih") + ofLibrary("weight_hh") + ofLibrary(name), gradient,
      within: 1e-5 * largest(gradient))
  }
  page.end()
}
