/// The split form: each gate has a matrix for the input and one for the hidden state.
struct SplitCell: Cell {
  var wx: Gates<Matrix>
  var wh: Gates<Matrix>
  var b: Gates<Vector>

  func forward(_ x: Vector, _ before: State) -> Step {
    let i = sigmoid(wx.i * x + wh.i * before.h + b.i)
    let f = sigmoid(wx.f * x + wh.f * before.h + b.f)
    let g = tanh(wx.g * x + wh.g * before.h + b.g)
    let o = sigmoid(wx.o * x + wh.o * before.h + b.o)
    let c = f * before.c + i * g
    let h = o * tanh(c)
    return Step(
      x: x, before: before, gates: Gates(i: i, f: f, g: g, o: o), after: State(h: h, c: c))
  }

  /// One step back: `d` holds ∂L/∂h and ∂L/∂c of the step's end and then of its beginning.
  ///
  /// Adds to the weights' gradient, and returns that of the input.
  func backward(_ step: Step, _ d: inout State, gradient: inout SplitCell) -> Vector {
    let delta = deltas(step, &d)
    var dx = Vector(zeros: step.x.count)
    d.h = Vector(zeros: d.h.count)
    for k in Gate.allCases {
      gradient.wx[k].addOuter(delta[k], step.x)
      gradient.wh[k].addOuter(delta[k], step.before.h)
      gradient.b[k] += delta[k]
      dx += wx[k].transposed * delta[k]
      d.h += wh[k].transposed * delta[k]
    }
    return dx
  }
}

/// The part of the way back that knows no weights: δ of each gate, and ∂L/∂c one step earlier.
func deltas(_ step: Step, _ d: inout State) -> Gates<Vector> {
  let (i, f, g, o) = (step.gates.i, step.gates.f, step.gates.g, step.gates.o)
  let t = tanh(step.after.c)
  d.c += d.h * o * (1 - t * t)
  let delta = Gates(
    i: d.c * g * i * (1 - i),
    f: d.c * step.before.c * f * (1 - f),
    g: d.c * i * (1 - g * g),
    o: d.h * t * o * (1 - o))
  d.c = d.c * f
  return delta
}
