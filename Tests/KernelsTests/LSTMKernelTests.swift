import TestSupport
import Testing

@testable import ForecastKernels

/// One layer against plain loops, on sizes around every vector and tile.
struct LSTMKernelTests {
  private func check(
    _ path: KernelPath, _ I: Int, _ H: Int, _ R: Int, _ T: Int, hasBias: Bool = true
  ) {
    let kernel = LSTMKernel(path: path, inputSize: I, hiddenSize: H, hasBias: hasBias)
    let V = path.vectorWidth, P = kernel.paddedHidden
    var generator = TestGenerator(seed: UInt64(I + 40 * H + 1600 * R + T))
    var weights = AlignedFloats(count: kernel.parameterCount)
    /// PyTorch's layout of some rows of the packed weights, filled with random values.
    func draw(_ rows: Range<Int>) -> [Double] {
      let scale = 1 / Float(H + I).squareRoot()
      var values: [Double] = []
      for gate in 0..<4 {
        for unit in 0..<H {
          for row in rows {
            let at = ((unit / V * kernel.packedRows + row) * 4 + gate) * V + unit % V
            weights[at] = generator.floats(1, scale: scale)[0]
            values.append(Double(weights[at]))
          }
        }
      }
      return values
    }
    func read(_ floats: AlignedFloats, _ rows: Range<Int>) -> [Float] {
      (0..<4 * H * rows.count).map { index in
        let unit = index / rows.count % H, gate = index / rows.count / H
        let row = rows.lowerBound + index % rows.count
        return floats[((unit / V * kernel.packedRows + row) * 4 + gate) * V + unit % V]
      }
    }
    let zeros = [Double](repeating: 0, count: 4 * H)
    var reference = ReferenceLSTM(
      layers: [
        ReferenceLSTM.Layer(
          inputSize: I, weightIH: draw(0..<I), weightHH: draw(I..<I + H),
          biasIH: hasBias ? draw(I + H..<I + H + 1) : zeros,
          biasHH: hasBias ? draw(I + H + 1..<I + H + 2) : zeros)
      ], hiddenSize: H)
    let x = generator.floats(R * T * I), h0 = generator.floats(R * H), c0 = generator.floats(R * H)
    let dy = generator.floats(R * T * H), dh = generator.floats(R * H), dc = generator.floats(R * H)
    func wide(_ values: [Float]) -> [Double] { values.map { Double($0) } }
    let truth = reference.forward(
      x: wide(x), sequences: R, steps: T, h0: wide(h0), c0: wide(c0))
    let slopes = reference.backward(dy: wide(dy), dhn: wide(dh), dcn: wide(dc))

    var input = AlignedFloats(count: R * T * I)
    input.gather(x, from: 0, rows: R, steps: T, width: I)
    let place = RowPlace(width: I)
    func run(trace: Bool) -> LSTMState {
      var state = LSTMState()
      state.reserve(steps: T, slot: R * P, trace: trace)
      for row in 0..<R {
        for unit in 0..<H {
          state.hidden[row * P + unit] = h0[row * H + unit]
          state.cells[row * P + unit] = c0[row * H + unit]
        }
      }
      kernel.forward(
        weights: weights, at: 0, input: input, place: place, steps: T, rows: R, state: &state,
        trace: trace)
      return state
    }
    /// [R][T][H] or [R][H] out of padded memory.
    func rows(_ floats: AlignedFloats, slots: Range<Int>) -> [Float] {
      (0..<R).flatMap { row in
        slots.flatMap { slot in (0..<H).map { floats[(slot * R + row) * P + $0] } }
      }
    }
    let comment: Comment = "\(path) I \(I) H \(H) R \(R) T \(T)"
    var state = run(trace: true)
    #expect(distance(rows(state.hidden, slots: 1..<T + 1), from: truth.y) < 2e-6, comment)
    #expect(distance(rows(state.cells, slots: T..<T + 1), from: truth.cn) < 2e-6, comment)
    let lean = run(trace: false)
    #expect(lean.hidden.floats(0..<(T + 1) * R * P) == state.hidden.floats(0..<(T + 1) * R * P))
    #expect(rows(lean.cells, slots: 0..<1) == rows(state.cells, slots: T..<T + 1))

    var flow = LSTMFlow()
    flow.reserve(steps: T, slot: R * P)
    flow.lower.reserve(T * R * path.padded(I))
    for row in 0..<R {
      for unit in 0..<H {
        flow.hidden[row * P + unit] = dh[row * H + unit]
        flow.cells[row * P + unit] = dc[row * H + unit]
        for t in 0..<T { flow.upper[(t * R + row) * P + unit] = dy[(row * T + t) * H + unit] }
      }
    }
    var transposed = AlignedFloats(count: kernel.transposedCount)
    kernel.transpose(weights, at: 0, into: &transposed, at: 0)
    var gradients = AlignedFloats(count: kernel.parameterCount)
    kernel.backward(
      transposed: transposed, at: 0, input: input, place: place, steps: T, rows: R, state: &state,
      flow: &flow, gradients: &gradients, at: 0, wantsInputGradient: true)
    let layer = slopes.layers[0]
    #expect(distance(read(gradients, 0..<I), from: layer.weightIH) < 5e-6, comment)
    #expect(distance(read(gradients, I..<I + H), from: layer.weightHH) < 5e-6, comment)
    if hasBias {
      #expect(distance(read(gradients, I + H..<I + H + 1), from: layer.biasIH) < 5e-6, comment)
      #expect(distance(read(gradients, I + H + 1..<I + H + 2), from: layer.biasHH) < 5e-6, comment)
    }
    #expect(distance(rows(flow.hidden, slots: 0..<1), from: slopes.h0) < 5e-6, comment)
    #expect(distance(rows(flow.cells, slots: 0..<1), from: slopes.c0) < 5e-6, comment)
    let dx = (0..<R).flatMap { row in
      (0..<T).flatMap { t in (0..<I).map { flow.lower[(t * R + row) * path.padded(I) + $0] } }
    }
    #expect(distance(dx, from: slopes.x) < 5e-6, comment)
  }

  @Test(arguments: supportedPaths)
  func `a layer agrees with plain loops on every size`(path: KernelPath) {
    for size in oddSizes {
      check(path, size, 9, 5, 3)
      check(path, 3, size, 5, 3)
      check(path, 3, 9, size, 3)
      check(path, 3, 5, 4, size)
      check(path, size, size, 1, 4)
    }
    check(path, 2, 3, 1, 200)
    check(path, 2, 3, 3, 70)
    check(path, 5, 17, 13, 5, hasBias: false)
    check(path, 70, 65, 2, 2)
  }
}
