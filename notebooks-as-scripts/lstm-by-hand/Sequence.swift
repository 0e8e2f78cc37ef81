/// What both forms can do: one step forward, one step back.
protocol Cell {
  func forward(_ x: Vector, _ before: State) -> Step
  func backward(_ step: Step, _ d: inout State, gradient: inout Self) -> Vector
  /// The same shapes, all zero: where a gradient is added up.
  var zero: Self { get }
}

/// What comes of a whole way back.
struct Gradients<C: Cell> {
  var weights: C
  var x: [Vector]
  var before: State
}

extension Cell {
  /// Forward through all steps.
  func run(_ inputs: [Vector], from start: State) -> [Step] {
    var steps: [Step] = []
    for x in inputs { steps.append(forward(x, steps.last?.after ?? start)) }
    return steps
  }

  /// Backpropagation through time.
  ///
  /// - Parameters:
  ///   - steps: what `run` kept.
  ///   - above: ∂L/∂h of each step, as far as it comes straight from the loss.
  ///   - end: the same for the last state.
  /// - Returns: the gradient by weights, inputs and the state before the first step.
  func backpropagate(_ steps: [Step], above: [Vector], end: State) -> Gradients<Self> {
    var result = Gradients(weights: zero, x: [], before: end)
    for (step, above) in zip(steps, above).reversed() {
      result.before.h += above
      let dx = backward(step, &result.before, gradient: &result.weights)
      result.x.insert(dx, at: 0)
    }
    return result
  }
}

extension SplitCell {
  /// Takes numbers in PyTorch's order: rows of the gates i, f, g, o one below the other.
  init(inputSize: Int, hiddenSize: Int, wx: [Double], wh: [Double], b: [Double]) {
    func rows(_ all: [Double], _ gate: Gate, _ columns: Int) -> [Double] {
      let count = hiddenSize * columns
      return Array(all[gate.rawValue * count..<(gate.rawValue + 1) * count])
    }
    self.wx = Gates {
      Matrix(rows: hiddenSize, columns: inputSize, rows(wx, $0, inputSize))
    }
    self.wh = Gates {
      Matrix(rows: hiddenSize, columns: hiddenSize, rows(wh, $0, hiddenSize))
    }
    self.b = Gates { Vector(rows(b, $0, 1)) }
  }

  var zero: SplitCell {
    SplitCell(
      wx: Gates { Matrix(zeros: wx[$0].rows, wx[$0].columns) },
      wh: Gates { Matrix(zeros: wh[$0].rows, wh[$0].columns) },
      b: Gates { Vector(zeros: b[$0].count) })
  }

  /// All numbers in PyTorch's order: W_x, W_h, b.
  var numbers: [Double] {
    wx.all.flatMap(\.values) + wh.all.flatMap(\.values) + b.all.flatMap(\.values)
  }

  /// The same cell with `amount` added to one of its `numbers`.
  func nudged(_ index: Int, by amount: Double) -> SplitCell {
    var all = numbers
    all[index] += amount
    let (input, hidden) = (wx.i.columns, wx.i.rows)
    let (first, second) = (4 * hidden * input, 4 * hidden * (input + hidden))
    return SplitCell(
      inputSize: input, hiddenSize: hidden, wx: Array(all[..<first]),
      wh: Array(all[first..<second]), b: Array(all[second...]))
  }
}

extension JoinedCell {
  /// The same cell in the other form: W = [W_x W_h].
  init(_ split: SplitCell) {
    self.init(w: Gates { Matrix.joined(split.wx[$0], split.wh[$0]) }, b: split.b)
  }

  var zero: JoinedCell {
    JoinedCell(
      w: Gates { Matrix(zeros: w[$0].rows, w[$0].columns) },
      b: Gates { Vector(zeros: b[$0].count) })
  }

  /// All numbers: W, b.
  var numbers: [Double] { w.all.flatMap(\.values) + b.all.flatMap(\.values) }
}
