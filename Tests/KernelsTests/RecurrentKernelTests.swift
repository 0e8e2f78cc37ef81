import TestSupport
import Testing

@testable import ForecastKernels

/// One layer against plain loops, on sizes around every vector and tile.
struct RecurrentKernelTests {
  private func check(
    _ path: KernelPath, _ cell: CellArithmetic, _ I: Int, _ H: Int, _ R: Int, _ T: Int,
    hasBias: Bool = true
  ) {
    let kernel = RecurrentKernel(
      path: path, cell: cell, inputSize: I, hiddenSize: H, hasBias: hasBias)
    let V = path.vectorWidth, P = kernel.paddedHidden, G = cell.gateCount
    let isLSTM = cell == .lstm
    /// Where a value of the packed weights lies; gates in PyTorch's order.
    func place(_ gate: Int, _ unit: Int, _ row: Int) -> Int {
      switch cell {
      case .lstm: return ((unit / V * kernel.packedRows + row) * 4 + gate) * V + unit % V
      case .gru:
        let ofInput = row < I || row == I + H
        let position = ofInput ? [1, 2, 0][gate] : gate
        return ((unit / V * kernel.packedRows + row) * 3 + position) * V + unit % V
      case .tanh, .relu:
        let block = unit / (4 * V) * 4 * V, width = min(P - block, 4 * V)
        return block * kernel.packedRows + row * width + unit - block
      }
    }
    var generator = TestGenerator(seed: UInt64(I + 40 * H + 1600 * R + T))
    var weights = AlignedFloats(count: kernel.parameterCount)
    /// PyTorch's layout of some rows of the packed weights, filled with random values.
    func draw(_ rows: Range<Int>) -> [Double] {
      let scale = 1 / Float(H + I).squareRoot()
      var values: [Double] = []
      for gate in 0..<G {
        for unit in 0..<H {
          for row in rows {
            let at = place(gate, unit, row)
            weights[at] = generator.floats(1, scale: scale)[0]
            values.append(Double(weights[at]))
          }
        }
      }
      return values
    }
    func read(_ floats: AlignedFloats, _ rows: Range<Int>) -> [Float] {
      (0..<G * H * rows.count).map { index in
        let unit = index / rows.count % H, gate = index / rows.count / H
        let row = rows.lowerBound + index % rows.count
        return floats[place(gate, unit, row)]
      }
    }
    let zeros = [Double](repeating: 0, count: G * H)
    var reference = ReferenceLayer(
      cell: cell.reference, inputSize: I, hiddenSize: H,
      weights: ReferenceLayer.Weights(
        ih: draw(0..<I), hh: draw(I..<I + H), biasIH: hasBias ? draw(I + H..<I + H + 1) : zeros,
        biasHH: hasBias ? draw(I + H + 1..<I + H + 2) : zeros))
    let x = generator.floats(R * T * I), h0 = generator.floats(R * H), c0 = generator.floats(R * H)
    let dy = generator.floats(R * T * H), dh = generator.floats(R * H), dc = generator.floats(R * H)
    func wide(_ values: [Float]) -> [Double] { values.map { Double($0) } }
    let truth = reference.forward(
      x: wide(x), sequences: R, steps: T, h0: wide(h0), c0: wide(c0))
    let slopes = reference.backward(dy: wide(dy), dhn: wide(dh), dcn: wide(dc))

    var input = AlignedFloats(count: R * T * I)
    input.gather(x, from: 0, rows: R, steps: T, width: I)
    let inputPlace = RowPlace(width: I)
    func run(trace: Bool) -> LayerState {
      var state = LayerState()
      state.reserve(cell: cell, steps: T, slot: R * P, trace: trace)
      for row in 0..<R {
        for unit in 0..<H {
          state.hidden[row * P + unit] = h0[row * H + unit]
          if isLSTM { state.cells[row * P + unit] = c0[row * H + unit] }
        }
      }
      kernel.forward(
        weights: weights, at: 0, input: input, place: inputPlace, steps: T, rows: R, state: &state,
        trace: trace)
      return state
    }
    /// [R][T][H] or [R][H] out of padded memory.
    func rows(_ floats: AlignedFloats, slots: Range<Int>) -> [Float] {
      (0..<R).flatMap { row in
        slots.flatMap { slot in (0..<H).map { floats[(slot * R + row) * P + $0] } }
      }
    }
    let comment: Comment = "\(path) \(cell) I \(I) H \(H) R \(R) T \(T)"
    let state = run(trace: true)
    #expect(distance(rows(state.hidden, slots: 1..<T + 1), from: truth.y) < 2e-6, comment)
    if isLSTM {
      #expect(distance(rows(state.cells, slots: T..<T + 1), from: truth.cn) < 2e-6, comment)
    }
    let lean = run(trace: false)
    #expect(lean.hidden.floats(0..<(T + 1) * R * P) == state.hidden.floats(0..<(T + 1) * R * P))
    if isLSTM { #expect(rows(lean.cells, slots: 0..<1) == rows(state.cells, slots: T..<T + 1)) }

    var transposed = AlignedFloats(count: kernel.transposedCount)
    kernel.transpose(weights, at: 0, into: &transposed, at: 0)
    func runBack(_ state: LayerState, gradients: inout AlignedFloats, isFresh: Bool) -> LayerFlow {
      var state = state
      var flow = LayerFlow()
      flow.reserve(steps: T, slot: R * P, lower: R * path.padded(I))
      for row in 0..<R {
        for unit in 0..<H {
          flow.hidden[row * P + unit] = dh[row * H + unit]
          flow.cells[row * P + unit] = dc[row * H + unit]
          for t in 0..<T { flow.upper[(t * R + row) * P + unit] = dy[(row * T + t) * H + unit] }
        }
      }
      kernel.backward(
        transposed: transposed, at: 0, input: input, place: inputPlace, steps: T, rows: R,
        state: &state, flow: &flow, gradients: &gradients, at: 0, isFresh: isFresh,
        wantsInputGradient: true)
      return flow
    }
    var gradients = AlignedFloats(count: kernel.parameterCount)
    let flow = runBack(state, gradients: &gradients, isFresh: false)
    var fresh = AlignedFloats(count: kernel.parameterCount)
    for index in 0..<fresh.count { fresh[index] = .nan }
    _ = runBack(state, gradients: &fresh, isFresh: true)
    #expect(fresh.floats(0..<fresh.count) == gradients.floats(0..<fresh.count), comment)
    let layer = slopes.weights
    #expect(distance(read(gradients, 0..<I), from: layer.ih) < 5e-6, comment)
    #expect(distance(read(gradients, I..<I + H), from: layer.hh) < 5e-6, comment)
    if hasBias {
      #expect(distance(read(gradients, I + H..<I + H + 1), from: layer.biasIH) < 5e-6, comment)
      #expect(distance(read(gradients, I + H + 1..<I + H + 2), from: layer.biasHH) < 5e-6, comment)
    }
    #expect(distance(rows(flow.hidden, slots: 0..<1), from: slopes.h0) < 5e-6, comment)
    if isLSTM {
      #expect(distance(rows(flow.cells, slots: 0..<1), from: slopes.c0) < 5e-6, comment)
    }
    let dx = (0..<R).flatMap { row in
      (0..<T).flatMap { t in (0..<I).map { flow.lower[(t * R + row) * path.padded(I) + $0] } }
    }
    #expect(distance(dx, from: slopes.x) < 5e-6, comment)
  }

  @Test(arguments: supportedPaths, CellArithmetic.allCases)
  func `a layer agrees with plain loops on every size`(path: KernelPath, cell: CellArithmetic) {
    for size in oddSizes {
      check(path, cell, size, 9, 5, 3)
      check(path, cell, 3, size, 5, 3)
      check(path, cell, 3, 9, size, 3)
      check(path, cell, 3, 5, 4, size)
      check(path, cell, size, size, 1, 4)
    }
    check(path, cell, 3, 9, 0, 3)
    check(path, cell, 3, 9, 5, 0)
    check(path, cell, 2, 3, 1, 200)
    check(path, cell, 2, 3, 3, 70)
    check(path, cell, 5, 17, 13, 5, hasBias: false)
    check(path, cell, 70, 65, 2, 2)
  }
}

extension CellArithmetic {
  /// The cell in the slow truth.
  fileprivate var reference: ReferenceLayer.Cell {
    switch self {
    case .lstm: .lstm
    case .gru: .gru
    case .tanh: .tanh
    case .relu: .relu
    }
  }
}
