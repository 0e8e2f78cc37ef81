/// The joined form: each gate has one matrix over the input and the hidden state, one below the other.
struct JoinedCell: Cell {
  var w: Gates<Matrix>
  var b: Gates<Vector>

  func forward(_ x: Vector, _ before: State) -> Step {
    let z = Vector.joined(x, before.h)
    let i = sigmoid(w.i * z + b.i)
    let f = sigmoid(w.f * z + b.f)
    let g = tanh(w.g * z + b.g)
    let o = sigmoid(w.o * z + b.o)
    let c = f * before.c + i * g
    let h = o * tanh(c)
    return Step(
      x: x, before: before, gates: Gates(i: i, f: f, g: g, o: o), after: State(h: h, c: c))
  }

  /// One step back, as in `SplitCell`; ∂L/∂z is that of x, and below it that of h.
  func backward(_ step: Step, _ d: inout State, gradient: inout JoinedCell) -> Vector {
    let z = Vector.joined(step.x, step.before.h)
    let delta = deltas(step, &d)
    var dz = Vector(zeros: z.count)
    for k in Gate.allCases {
      gradient.w[k].addOuter(delta[k], z)
      gradient.b[k] += delta[k]
      dz += w[k].transposed * delta[k]
    }
    d.h = dz[step.x.count..<z.count]
    return dz[0..<step.x.count]
  }
}
