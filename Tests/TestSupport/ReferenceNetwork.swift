import Foundation

/// A whole network in double precision: recurrent layers, head, highway, sorted quantiles, loss.
///
/// The same in obvious loops as the product computes with kernels; tensors under PyTorch's names.
public struct ReferenceNetwork {
  /// ℓ(prediction, target, quantile index) and its slope by the prediction.
  public typealias PointLoss = (Double, Double, Int) -> (value: Double, slope: Double)

  /// The parameters under PyTorch's names.
  public var tensors: [String: [Double]]
  let cell: ReferenceLayer.Cell
  let I, H, L, O, quantileCount, anchor: Int
  let isBidirectional, hasResidual, hasHighway: Bool
  /// What dropout multiplies by, and how far gradients flow back: see `ReferenceStack`.
  public var masks: [[Double]] = []
  /// The steps of a piece that gradients stay in, and where the first begins; nil for no bound.
  public var truncation: (steps: Int, start: Int)?

  /// Takes parameters; biases and highway are there if their tensors are.
  public init(
    tensors: [String: [Double]], cell: ReferenceLayer.Cell = .lstm, inputs I: Int, hidden H: Int,
    layers L: Int, outputs O: Int, quantiles: Int = 1, anchor: Int = 0,
    isBidirectional: Bool = false, hasResidual: Bool = false
  ) {
    self.tensors = tensors
    self.cell = cell
    (self.I, self.H, self.L, self.O) = (I, H, L, O)
    (quantileCount, self.anchor) = (quantiles, anchor)
    (self.isBidirectional, self.hasResidual) = (isBidirectional, hasResidual)
    hasHighway = tensors["highway.weight"] != nil
  }

  private func tensor(_ name: String, _ count: Int) -> [Double] {
    tensors[name] ?? [Double](repeating: 0, count: count)
  }

  private var prefix: String { cell == .lstm ? "lstm" : cell == .gru ? "gru" : "rnn" }

  private var stack: ReferenceStack {
    var stack = ReferenceStack(
      cell: cell, inputs: I, hidden: H, levels: L, isBidirectional: isBidirectional,
      hasResidual: hasResidual
    ) { tensors["\(prefix).\($0)"] ?? [] }
    stack.masks = masks
    return stack
  }

  /// The part `steps` of [B][T][width] values.
  private func cut(_ values: [Double], _ B: Int, _ T: Int, _ steps: Range<Int>) -> [Double] {
    let width = values.count / (B * T)
    var part: [Double] = []
    for b in 0..<B {
      part += values[(b * T + steps.lowerBound) * width..<(b * T + steps.upperBound) * width]
    }
    return part
  }

  /// The gradients of the layers by name, where those by what they say are `dy`.
  private func layerGradients(
    x: [Double], dy: [Double], _ B: Int, _ T: Int
  ) -> [String: [Double]] {
    var gradients: [String: [Double]] = [:]
    // Each piece alone, from the states that the whole sequence has there.
    var pieces = [0..<T]
    if let truncation {
      pieces = stride(from: truncation.start, to: T, by: truncation.steps).map {
        $0..<min($0 + truncation.steps, T)
      }
    }
    for piece in pieces {
      var h0: [Double] = []
      var c0: [Double] = []
      if piece.lowerBound > 0 {
        var before = stack
        before.masks = masks.map { cut($0, B, T, 0..<piece.lowerBound) }
        (_, h0, c0) = before.forward(
          x: cut(x, B, T, 0..<piece.lowerBound), sequences: B, steps: piece.lowerBound)
      }
      var part = stack
      part.masks = masks.map { cut($0, B, T, piece) }
      _ = part.forward(
        x: cut(x, B, T, piece), sequences: B, steps: piece.count, h0: h0, c0: c0)
      for (level, layers) in part.backward(dy: cut(dy, B, T, piece)).layers.enumerated() {
        for (layer, suffix) in zip(layers, ["", "_reverse"]) {
          for (name, values) in [
            ("weight_ih", layer.ih), ("weight_hh", layer.hh), ("bias_ih", layer.biasIH),
            ("bias_hh", layer.biasHH),
          ] {
            let name = "\(prefix).\(name)_l\(level)\(suffix)"
            guard tensors[name] != nil else { continue }
            gradients[name] = gradients[name].map { zip($0, values).map(+) } ?? values
          }
        }
      }
    }
    return gradients
  }

  /// The loss over steps `first…`, outputs [B][T − first][h][Q], gradients by name.
  public func evaluate(
    x: [Double], targets: [Double], weights: [Double], sequences B: Int, steps T: Int,
    first: Int = 0, loss: PointLoss
  ) -> (loss: Double, outputs: [Double], gradients: [String: [Double]]) {
    var stack = stack
    var y = stack.forward(x: x, sequences: B, steps: T).y
    let D = isBidirectional ? 2 : 1, W = D * H
    // Both ways the head reads the last state of each direction.
    for b in 0..<B where isBidirectional {
      for k in H..<W { y[(b * T + T - 1) * W + k] = y[b * T * W + k] }
    }
    let head = tensor("head.weight", O * W), bias = tensor("head.bias", O)
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
          for k in 0..<W { raw[o] += head[o * W + k] * y[at * W + k] }
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
          for k in 0..<W {
            gradients["head.weight"]?[o * W + k] += draw[o] * y[at * W + k]
            let said = isBidirectional && k >= H ? b * T : at
            dy[said * W + k] += draw[o] * head[o * W + k]
          }
          for k in 0..<I where hasHighway {
            gradients["highway.weight"]?[o * I + k] += draw[o] * x[at * I + k]
          }
        }
      }
    }
    for (name, values) in layerGradients(x: x, dy: dy, B, T) { gradients[name] = values }
    return (sum / weightSum, outputs, gradients)
  }
}
