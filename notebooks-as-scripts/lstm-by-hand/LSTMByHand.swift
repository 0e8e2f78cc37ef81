import Notebook

/// An LSTM cell by hand: forward, backward, and what says that it is right.
func lstmByHand(_ page: Page, golden path: String) throws {
  var facts = Facts()
  page.text(
    """
    # An LSTM by hand

    One LSTM cell, gate by gate, with plain loops over doubles: forward, then backward through time.
    At the end it is held to finite differences, to PyTorch's numbers and to this library, and the
    program fails where they disagree.

    ## One step

    The cell reads an input x and its own last state: the hidden state h and the cell state c. Three
    gates between 0 and 1 and one candidate between −1 and 1 decide what becomes of them:

    | gate | asks | equation |
    |---|---|---|
    | i | how much of the candidate gets in? | i = σ(W_xi x + W_hi h + b_i) |
    | f | how much of the old cell state stays? | f = σ(W_xf x + W_hf h + b_f) |
    | g | what is the candidate? | g = tanh(W_xg x + W_hg h + b_g) |
    | o | how much of the cell state is shown? | o = σ(W_xo x + W_ho h + b_o) |

    ```
    c′ = f ⊙ c + i ⊙ g
    h′ = o ⊙ tanh(c′)
    ```

    σ(x) = 1 / (1 + e⁻ˣ), and ⊙ multiplies place by place; in the code below it is `*`. The sum in c′ is
    the point of it all: where f is 1 and i is 0, c passes through unchanged, however many steps it is.

    ## Two forms of the weights

    Textbooks write the weights in two ways. **Split**: a matrix for x and one for h, as above. `Gates`
    holds one thing for each of i, f, g, o, here a matrix or a vector; `backward` is told further down.
    """)
  page.source("SplitCell.swift")
  page.text(
    """
    **Joined**: one matrix over x and h, one below the other, z = [x, h]. It is the same sum, because

    ```
    [W_x W_h] [x, h] = W_x x + W_h h
    ```
    """)
  page.source("JoinedCell.swift")
  let small = try smallExample(page, facts: &facts)
  try wayBack(page, small, facts: &facts)
  try againstPyTorch(page, path: path, facts: &facts)
  try againstLibrary(page, path: path, facts: &facts)
  page.text("## What was shown\n\n" + facts.table)
  try facts.check()
}

/// A cell that is small enough to print, and what it did.
struct SmallExample {
  let cell: SplitCell
  let inputs: [Vector]
  let steps: [Step]
}

private func smallExample(_ page: Page, facts: inout Facts) throws -> SmallExample {
  page.text(
    """
    ## Three steps forward

    One input, two hidden units, three steps, starting from zero.
    """)
  page.cell()
  let split = SplitCell(
    inputSize: 1, hiddenSize: 2,
    wx: [0.9, -0.4, 0.3, 0.8, 1.2, -0.7, 0.5, 0.6],
    wh: [0.2, -0.5, 0.7, 0.1, -0.3, 0.4, 0.6, -0.2, 0.8, 0.3, -0.6, 0.5, 0.1, 0.9, -0.4, 0.2],
    b: [0.1, -0.1, 1.0, 1.0, 0.0, 0.2, -0.2, 0.1])
  let inputs = [Vector([1]), Vector([-1]), Vector([0.5])]
  let steps = split.run(inputs, from: .zero(2))
  var lines = [["unit", "t", "x", "i", "f", "g", "o", "c", "h"]]
  for unit in 0..<2 {
    for (t, step) in steps.enumerated() {
      let numbers = [step.x.values[0]] + step.gates.all.map { $0.values[unit] }
      let state = [step.after.c.values[unit], step.after.h.values[unit]]
      lines.append(["\(unit)", "\(t + 1)"] + (numbers + state).map { fixed($0, 4) })
    }
  }
  print(aligned(lines))
  page.text("The joined form says the same. So does its way back, which comes next.")
  page.cell()
  let joined = JoinedCell(split)
  let joinedSteps = joined.run(inputs, from: .zero(2))
  facts.hold(
    "joined = split, h and c", joinedSteps.flatMap { $0.after.h.values + $0.after.c.values },
    steps.flatMap { $0.after.h.values + $0.after.c.values }, within: 1e-12)
  page.end()
  return SmallExample(cell: split, inputs: inputs, steps: steps)
}

private func wayBack(_ page: Page, _ small: SmallExample, facts: inout Facts) throws {
  let (split, inputs, steps) = (small.cell, small.inputs, small.steps)
  page.text(
    """
    ## The way back

    Let a loss L ask for targets y: L = ½ Σ (h − y)². Straight from it, each step gets ∂L/∂h = h − y; the
    rest comes from the step after. Write dh and dc for ∂L/∂h′ and ∂L/∂c′ with both parts in, and δ for
    the gradient by the sum inside a gate. The chain rule, line by line:

    ```
    dc  ← dc + dh ⊙ o ⊙ (1 − tanh²(c′))       c′ is also inside h′
    δ_i = dc ⊙ g ⊙ i ⊙ (1 − i)                σ′ = σ (1 − σ)
    δ_f = dc ⊙ c ⊙ f ⊙ (1 − f)
    δ_g = dc ⊙ i ⊙ (1 − g²)                   tanh′ = 1 − tanh²
    δ_o = dh ⊙ tanh(c′) ⊙ o ⊙ (1 − o)
    dc  ← dc ⊙ f                              for the step before
    dh  ← Σ W_hᵀ δ                            for the step before, over the gates
    dx  = Σ W_xᵀ δ
    ```

    The weights are the same at every step, so their gradients add up: W_x gets δ xᵀ, W_h gets δ hᵀ, b
    gets δ. That is `backward` and `deltas` above; here is the walk:
    """)
  page.cell()
  let targets = [Vector([0.5, -0.5]), Vector([0, 0.25]), Vector([-0.5, 0.5])]
  var gradient = split.zero
  var d = State.zero(2)
  var walk = [["t", "dh", "dc", "δ_i", "δ_f", "δ_g", "δ_o"]]
  for (t, step) in steps.enumerated().reversed() {
    d.h += step.after.h - targets[t]
    var arriving = d
    let delta = deltas(step, &arriving)
    walk.append(["\(t + 1)"] + ([d.h, d.c] + delta.all).map { fixed($0.values[0], 5) })
    _ = split.backward(step, &d, gradient: &gradient)
  }
  print(aligned(walk))
  page.text(
    """
    (Unit 0 of each; dh and dc as they arrive at the step, the last step first.)

    Is it right? Ask L itself: nudge one weight by ε both ways, and see how much L moves. The centred
    difference (L(w + ε) − L(w − ε)) / 2ε is off by about ε², so ten digits or so must agree.
    """)
  page.cell()
  func loss(_ cell: SplitCell) -> Double {
    zip(cell.run(inputs, from: .zero(2)), targets).reduce(0) { sum, pair in
      let error = pair.0.after.h - pair.1
      return sum + (error * error).values.reduce(0, +) / 2
    }
  }
  let epsilon = 1e-5
  let differences = split.numbers.indices.map { index in
    let (up, down) = (split.nudged(index, by: epsilon), split.nudged(index, by: -epsilon))
    return (loss(up) - loss(down)) / (2 * epsilon)
  }
  var lines = [["∂L/∂", "by hand", "by difference"]]
  for (gate, name) in zip(Gate.allCases, ["W_xi", "W_xf", "W_xg", "W_xo"]) {
    let place = 2 * gate.rawValue
    lines.append([name, fixed(gradient.numbers[place], 10), fixed(differences[place], 10)])
  }
  print(aligned(lines))
  facts.hold(
    "by hand = finite differences, all weights", gradient.numbers, differences, within: 1e-9)
  page.text(
    """
    And the joined form: its gradient is that of the two split matrices side by side.
    """)
  page.cell()
  let above = zip(steps, targets).map { $0.0.after.h - $0.1 }
  let joined = JoinedCell(split)
  let back = joined.backpropagate(joined.run(inputs, from: .zero(2)), above: above, end: .zero(2))
  facts.hold(
    "joined = split, gradient", back.weights.numbers, JoinedCell(gradient).numbers, within: 1e-12)
  page.end()
}
