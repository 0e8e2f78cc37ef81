/// The values a network begins with.
///
/// Input weights are Glorot uniform, recurrent weights orthogonal for each gate, so that neither
/// signals nor gradients shrink or grow at first; the forget gate's bias is 1, so that a cell keeps
/// before it learns to forget; head and highway are zero, so that an untrained network says zero,
/// which is the naive forecast. Draws use only `next()` of the generator and exact arithmetic: the
/// same seed gives the same network on every machine and in every release.
struct Initializer {
  let shape: NetworkShape

  func tensors(using generator: inout some RandomNumberGenerator) -> [NamedTensor] {
    let H = shape.hiddenSize, gates = shape.cell.gateCount
    var tensors: [NamedTensor] = []
    func add(_ name: String, _ sizes: [Int], _ values: [Float]) {
      tensors.append(NamedTensor(name: name, shape: sizes, values: values))
    }
    for layer in 0..<shape.layerCount {
      for suffix in shape.isBidirectional ? ["", "_reverse"] : [""] {
        let I = shape.inputSize(ofLayer: layer)
        let prefix = shape.cell.prefix, name = "l\(layer)\(suffix)"
        let limit = (6 / Double(I + H)).squareRoot()
        add(
          "\(prefix).weight_ih_\(name)", [gates * H, I],
          (0..<gates * H * I).map { _ in Float(limit * symmetric(using: &generator)) })
        add(
          "\(prefix).weight_hh_\(name)", [gates * H, H],
          (0..<gates).flatMap { _ in orthogonal(H, using: &generator) })
        guard shape.hasBias else { continue }
        let zeros = [Float](repeating: 0, count: gates * H)
        var bias = zeros
        if shape.cell == .lstm { for unit in H..<2 * H { bias[unit] = 1 } }
        add("\(prefix).bias_ih_\(name)", [gates * H], bias)
        add("\(prefix).bias_hh_\(name)", [gates * H], zeros)
      }
    }
    let width = shape.layerWidth
    let O = shape.outputSize
    add("head.weight", [O, width], [Float](repeating: 0, count: O * width))
    add("head.bias", [O], [Float](repeating: 0, count: O))
    if shape.hasHighway {
      let I = shape.inputSize
      add("highway.weight", [O, I], [Float](repeating: 0, count: O * I))
    }
    return tensors
  }

  /// Uniform in -1 ..< 1, from the upper 53 bits.
  private func symmetric(using generator: inout some RandomNumberGenerator) -> Double {
    Double(generator.next() >> 11) * 0x1p-52 - 1
  }

  /// A random n × n matrix with orthonormal rows, by Gram and Schmidt, each row cleaned twice.
  private func orthogonal(_ n: Int, using generator: inout some RandomNumberGenerator) -> [Float] {
    var rows = [Double](repeating: 0, count: n * n)
    for row in 0..<n {
      let start = row * n
      var length = 0.0
      repeat {
        for column in 0..<n { rows[start + column] = symmetric(using: &generator) }
        for _ in 0..<2 {
          for earlier in 0..<row {
            var product = 0.0
            for k in 0..<n { product += rows[start + k] * rows[earlier * n + k] }
            for k in 0..<n { rows[start + k] -= product * rows[earlier * n + k] }
          }
        }
        length = 0
        for k in 0..<n { length += rows[start + k] * rows[start + k] }
      } while length < 1e-6
      let scale = 1 / length.squareRoot()
      for k in 0..<n { rows[start + k] *= scale }
    }
    return rows.map { Float($0) }
  }
}
