import Foundation

/// A whole network in double precision: stacked LSTM, head, highway, sorted quantiles, loss.
///
/// The same in obvious loops as the product computes with kernels; tensors under PyTorch's names.
public struct ReferenceNetwork {
  /// ℓ(prediction, target, quantile index) and its slope by the prediction.
  public typealias PointLoss = (Double, Double, Int) -> (value: Double, slope: Double)

  /// The parameters under PyTorch's names.
  public var tensors: [String: [Double]]
  let I, H, L, O, quantileCount, anchor: Int
  let hasBias, hasHighway: Bool

  /// Takes parameters; biases and highway are there if their tensors are.
  public init(
    tensors: [String: [Double]], inputs I: Int, hidden H: Int, layers L: Int, outputs O: Int,
    quantiles: Int = 1, anchor: Int = 0
  ) {
    self.tensors = tensors
    (self.I, self.H, self.L, self.O) = (I, H, L, O)
    (quantileCount, self.anchor) = (quantiles, anchor)
    hasBias = tensors["lstm.bias_ih_l0"] != nil
    hasHighway = tensors["highway.weight"] != nil
  }

  private func tensor(_ name: String, _ count: Int) -> [Double] {
    tensors[name] ?? [Double](repeating: 0, count: count)
  }

  private var lstm: ReferenceLSTM {
    ReferenceLSTM(
      layers: (0..<L).map { l in
        ReferenceLSTM.Layer(
          inputSize: l == 0 ? I : H, weightIH: tensor("lstm.weight_ih_l\(l)", 0),
          weightHH: tensor("lstm.weight_hh_l\(l)", 0),
          biasIH: tensor("lstm.bias_ih_l\(l)", 4 * H), biasHH: tensor("lstm.bias_hh_l\(l)", 4 * H))
      }, hiddenSize: H)
  }

  /// The loss over steps `first…`, outputs [B][T − first][h][Q], gradients by name.
  public func evaluate(
    x: [Double], targets: [Double], weights: [Double], sequences B: Int, steps T: Int,
    first: Int = 0, loss: PointLoss
  ) -> (loss: Double, outputs: [Double], gradients: [String: [Double]]) {
    var lstm = lstm
    let y = lstm.forward(x: x, sequences: B, steps: T).y
    let head = tensor("head.weight", O * H), bias = tensor("head.bias", O)
    let highway = tensor("highway.weight", O * I)
    let h = O / quantileCount
    var outputs: [Double] = []
    var gradients = [
      "head.weight": head.map { _ in 0.0 }, "head.bias": bias.map { _ in 0.0 },
    ]
    if hasHighway { gradients["highway.weight"] = highway.map { _ in 0.0 } }
    var dy = y.map { _ in 0.0 }
    var sum = 0.0
    var weightSum = 0.0
    for b in 0..<B {
      for t in first..<T { for k in 0..<h { weightSum += weights[(b * T + t) * h + k] } }
    }
    for b in 0..<B {
      for t in first..<T {
        let at = b * T + t
        var raw = bias
        for o in 0..<O {
          for k in 0..<H { raw[o] += head[o * H + k] * y[at * H + k] }
          for k in 0..<I { raw[o] += highway[o * I + k] * x[at * I + k] }
        }
        var draw = raw.map { _ in 0.0 }
        for step in 0..<h {
          // value[q] = raw[anchor] ± the distances between the anchor and q.
          for q in 0..<quantileCount {
            var value = raw[step * quantileCount + anchor]
            let between = q > anchor ? Array(anchor + 1..<q + 1) : Array(q..<anchor)
            let sign = q > anchor ? 1.0 : -1.0
            for r in between { value += sign * log1p(exp(raw[step * quantileCount + r])) }
            outputs.append(value)
            let weight = weights[at * h + step]
            guard weight != 0 else { continue }
            let (l, slope) = loss(value, targets[at * h + step], q)
            sum += weight * l / Double(quantileCount)
            let d = weight * slope / Double(quantileCount) / weightSum
            draw[step * quantileCount + anchor] += d
            for r in between {
              draw[step * quantileCount + r] += sign * d / (1 + exp(-raw[step * quantileCount + r]))
            }
          }
        }
        for o in 0..<O {
          gradients["head.bias"]?[o] += draw[o]
          for k in 0..<H {
            gradients["head.weight"]?[o * H + k] += draw[o] * y[at * H + k]
            dy[at * H + k] += draw[o] * head[o * H + k]
          }
          for k in 0..<I where hasHighway {
            gradients["highway.weight"]?[o * I + k] += draw[o] * x[at * I + k]
          }
        }
      }
    }
    for (l, layer) in lstm.backward(dy: dy).layers.enumerated() {
      gradients["lstm.weight_ih_l\(l)"] = layer.weightIH
      gradients["lstm.weight_hh_l\(l)"] = layer.weightHH
      guard hasBias else { continue }
      gradients["lstm.bias_ih_l\(l)"] = layer.biasIH
      gradients["lstm.bias_hh_l\(l)"] = layer.biasHH
    }
    return (sum / weightSum, outputs, gradients)
  }
}
