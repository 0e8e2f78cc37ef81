import TestSupport
import Testing

@testable import ForecastKernels

/// The dense layer against plain loops, on sizes around every vector and tile.
struct DenseKernelTests {
  private func check(_ path: KernelPath, _ A: Int, _ B: Int, _ O: Int, _ R: Int, _ T: Int) {
    let kernel = DenseKernel(path: path, firstInputs: A, secondInputs: B, outputs: O)
    let V = path.vectorWidth, padded = kernel.paddedOutputs, pairs = R * T
    var generator = TestGenerator(seed: UInt64(A + 40 * B + 1600 * O + R))
    func index(_ row: Int, _ output: Int) -> Int {
      let block = output / (4 * V) * 4 * V
      return block * kernel.packedRows + row * min(padded - block, 4 * V) + output - block
    }
    func aligned(_ values: [Float]) -> AlignedFloats {
      var floats = AlignedFloats(count: max(1, values.count))
      floats.copy(values, 0..<values.count, to: 0)
      return floats
    }
    var weights = AlignedFloats(count: kernel.parameterCount)
    for row in 0..<kernel.packedRows {
      for output in 0..<O { weights[index(row, output)] = generator.floats(1)[0] }
    }
    let a = generator.floats(pairs * A), b = generator.floats(pairs * B)
    let inputs = (0..<pairs).map { p in
      (a[p * A..<(p + 1) * A] + b[p * B..<(p + 1) * B] + [1]).map { Double($0) }
    }
    var output = [Float](repeating: 0, count: pairs * padded)
    let places = (RowPlace(width: A), RowPlace(width: max(1, B)))
    kernel.forward(
      weights: weights, at: 0, first: aligned(a), firstPlace: places.0, second: aligned(b),
      secondPlace: places.1, steps: T, rows: R, output: &output)
    var truth = [Double](repeating: 0, count: pairs * padded)
    for p in 0..<pairs {
      for o in 0..<O {
        for (row, x) in inputs[p].enumerated() {
          truth[p * padded + o] += x * Double(weights[index(row, o)])
        }
      }
    }
    let comment: Comment = "\(path) A \(A) B \(B) O \(O) R \(R) T \(T)"
    #expect(distance(output, from: truth) < 2e-6, comment)

    var d = [Float](repeating: 0, count: pairs * padded)
    for p in 0..<pairs { for o in 0..<O { d[p * padded + o] = generator.floats(1)[0] } }
    var transposed = AlignedFloats(count: kernel.transposedCount)
    kernel.transpose(weights, at: 0, into: &transposed, at: 0)
    var gradients = AlignedFloats(count: kernel.parameterCount)
    let width = path.padded(A)
    var da = AlignedFloats(count: pairs * width)
    kernel.backward(
      transposed: transposed, at: 0, first: aligned(a), firstPlace: places.0, second: aligned(b),
      secondPlace: places.1, steps: T, rows: R, outputGradient: d, gradients: &gradients, at: 0,
      firstGradient: &da, at: 0)
    var dw = [Double](repeating: 0, count: kernel.parameterCount)
    var dtruth = [Double](repeating: 0, count: pairs * width)
    for p in 0..<pairs {
      for o in 0..<O {
        let slope = Double(d[p * padded + o])
        for (row, x) in inputs[p].enumerated() { dw[index(row, o)] += x * slope }
        for k in 0..<A { dtruth[p * width + k] += slope * Double(weights[index(k, o)]) }
      }
    }
    #expect(distance(gradients.floats(0..<kernel.parameterCount), from: dw) < 2e-6, comment)
    #expect(distance(da.floats(0..<pairs * width), from: dtruth) < 2e-6, comment)
  }

  @Test(arguments: supportedPaths)
  func `a dense layer agrees with plain loops on every size`(path: KernelPath) {
    for size in oddSizes {
      check(path, size, 3, 9, 5, 3)
      check(path, 3, size, 9, 5, 3)
      check(path, 9, 3, size, 5, 3)
      check(path, 5, 3, 9, size, 2)
      check(path, 5, 3, 9, 2, size)
    }
    check(path, 5, 3, 9, 0, 2)
    check(path, 5, 3, 9, 2, 0)
    check(path, 5, 0, 70, 3, 2)
    check(path, 70, 2, 130, 1, 7)
  }
}
