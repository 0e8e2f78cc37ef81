/// Recurrent layers on top of each other in double precision: both ways, residual, with dropout.
///
/// D directions; a reverse layer follows the other of its level.
public struct ReferenceStack {
  /// Level by level, each with its directions.
  public var layers: [[ReferenceLayer]]
  /// Whether each level but the first adds what it reads to what it says.
  public var hasResidual: Bool
  /// For each level but the last what its outputs are multiplied by, [B][T][DH]; empty for nothing.
  public var masks: [[Double]] = []
  private var B = 0, T = 0

  /// Stacks layers.
  public init(layers: [[ReferenceLayer]], hasResidual: Bool = false) {
    self.layers = layers
    self.hasResidual = hasResidual
  }

  /// Every parameter, found by the rest of PyTorch's name: `weight_ih_l0`, `bias_hh_l1_reverse`.
  public init(
    cell: ReferenceLayer.Cell, inputs I: Int, hidden H: Int, levels: Int, isBidirectional: Bool,
    hasResidual: Bool = false, find: (String) -> [Double]
  ) {
    let suffixes = isBidirectional ? ["", "_reverse"] : [""]
    let zeros = [Double](repeating: 0, count: cell.gates * H)
    layers = (0..<levels).map { level in
      suffixes.map { suffix in
        func tensor(_ name: String) -> [Double] { find("\(name)_l\(level)\(suffix)") }
        let biases = [tensor("bias_ih"), tensor("bias_hh")].map { $0.isEmpty ? zeros : $0 }
        return ReferenceLayer(
          cell: cell, inputSize: level == 0 ? I : suffixes.count * H, hiddenSize: H,
          weights: ReferenceLayer.Weights(
            ih: tensor("weight_ih"), hh: tensor("weight_hh"), biasIH: biases[0], biasHH: biases[1]))
      }
    }
    self.hasResidual = hasResidual
  }

  private func reversed(_ values: [Double]) -> [Double] {
    let width = values.count / (B * T)
    var result: [Double] = []
    for b in 0..<B {
      for t in (0..<T).reversed() {
        let start = (b * T + t) * width
        result += values[start..<start + width]
      }
    }
    return result
  }

  /// y [B][T][DH] and the last states [L · D][B][H]; h0 and c0 likewise, empty for zero.
  public mutating func forward(
    x: [Double], sequences: Int, steps: Int, h0: [Double] = [], c0: [Double] = []
  ) -> (y: [Double], hn: [Double], cn: [Double]) {
    (B, T) = (sequences, steps)
    var input = x
    var below: [Double] = []
    var hn: [Double] = []
    var cn: [Double] = []
    for level in layers.indices {
      let D = layers[level].count, H = layers[level][0].hiddenSize
      var said = [Double](repeating: 0, count: B * T * D * H)
      for d in 0..<D {
        let part = (level * D + d) * B * H..<(level * D + d + 1) * B * H
        let out = layers[level][d].forward(
          x: d == 1 ? reversed(input) : input, sequences: B, steps: T,
          h0: h0.isEmpty ? [] : Array(h0[part]), c0: c0.isEmpty ? [] : Array(c0[part]))
        hn += out.hn
        cn += out.cn
        let y = d == 1 ? reversed(out.y) : out.y
        for pair in 0..<B * T { for u in 0..<H { said[(pair * D + d) * H + u] = y[pair * H + u] } }
      }
      if hasResidual, level > 0 { said = zip(said, below).map(+) }
      below = said
      input = said
      if level < masks.count, !masks[level].isEmpty { input = zip(said, masks[level]).map(*) }
    }
    return (below, hn, cn)
  }

  /// From the gradients by y, hn and cn of the last `forward` to those by everything else.
  public func backward(
    dy: [Double], dhn: [Double] = [], dcn: [Double] = []
  ) -> (layers: [[ReferenceLayer.Weights]], x: [Double], h0: [Double], c0: [Double]) {
    var found: [[ReferenceLayer.Weights]] = []
    var states: [(h: [Double], c: [Double])] = []
    var above = dy
    for level in layers.indices.reversed() {
      let D = layers[level].count, H = layers[level][0].hiddenSize
      let I = layers[level][0].inputSize
      var below = [Double](repeating: 0, count: B * T * I)
      var weights: [ReferenceLayer.Weights] = []
      var started: [(h: [Double], c: [Double])] = []
      for d in 0..<D {
        let part = (level * D + d) * B * H..<(level * D + d + 1) * B * H
        var own: [Double] = []
        for pair in 0..<B * T {
          let start = (pair * D + d) * H
          own += above[start..<start + H]
        }
        let slopes = layers[level][d].backward(
          dy: d == 1 ? reversed(own) : own, dhn: dhn.isEmpty ? [] : Array(dhn[part]),
          dcn: dcn.isEmpty ? [] : Array(dcn[part]))
        weights.append(slopes.weights)
        started.append((slopes.h0, slopes.c0))
        below = zip(below, d == 1 ? reversed(slopes.x) : slopes.x).map(+)
      }
      found.insert(weights, at: 0)
      states.insert(contentsOf: started, at: 0)
      if level > 0, level - 1 < masks.count, !masks[level - 1].isEmpty {
        below = zip(below, masks[level - 1]).map(*)
      }
      if hasResidual, level > 0 { below = zip(below, above).map(+) }
      above = below
    }
    return (found, above, states.flatMap(\.h), states.flatMap(\.c))
  }
}
