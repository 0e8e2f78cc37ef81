import Foundation

/// One recurrent layer in double precision, in the most obvious loops: the slow truth.
///
/// Tensors are flat and row-major in PyTorch's layouts; gates in the order i, f, g, o of an LSTM and
/// r, z, n of a GRU. B sequences, T steps, I inputs, H hidden units, G gates.
public struct ReferenceLayer {
  /// The cells.
  public enum Cell: Sendable {
    case lstm, gru, tanh, relu

    /// The gates of one unit.
    public var gates: Int { self == .lstm ? 4 : self == .gru ? 3 : 1 }
  }

  /// The parameters of one layer, or their gradients.
  public struct Weights {
    /// weight_ih [GH, I] and weight_hh [GH, H].
    public var ih, hh: [Double]
    /// bias_ih and bias_hh [GH]; zeros where the layer has none.
    public var biasIH, biasHH: [Double]

    /// Takes the parameters.
    public init(ih: [Double], hh: [Double], biasIH: [Double], biasHH: [Double]) {
      (self.ih, self.hh, self.biasIH, self.biasHH) = (ih, hh, biasIH, biasHH)
    }
  }

  /// What the backward pass finds.
  public struct Gradients {
    /// By the parameters.
    public var weights: Weights
    /// By the inputs [B][T][I] and the initial states [B][H].
    public var x, h0, c0: [Double]
  }

  /// The cell and the sizes of a step.
  public let cell: Cell
  public let inputSize, hiddenSize: Int
  /// The parameters.
  public var weights: Weights
  private var B = 0, T = 0
  private var x: [Double] = []
  /// [B][T + 1][H], the state before the first step at 0.
  private var h: [Double] = []
  private var c: [Double] = []
  /// What each gate says, and h's part of each sum: [B][T][G][H].
  private var gates: [Double] = []
  private var sumsOfH: [Double] = []

  /// Takes the parameters.
  public init(cell: Cell, inputSize: Int, hiddenSize: Int, weights: Weights) {
    (self.cell, self.inputSize, self.hiddenSize) = (cell, inputSize, hiddenSize)
    self.weights = weights
  }

  /// y [B][T][H] and the last states [B][H]; h0 and c0 are [B][H], empty for zero.
  public mutating func forward(
    x: [Double], sequences: Int, steps: Int, h0: [Double] = [], c0: [Double] = []
  ) -> (y: [Double], hn: [Double], cn: [Double]) {
    (B, T, self.x) = (sequences, steps, x)
    let H = hiddenSize, I = inputSize, G = cell.gates
    h = [Double](repeating: 0, count: B * (T + 1) * H)
    c = h
    gates = [Double](repeating: 0, count: B * T * G * H)
    sumsOfH = gates
    var y = [Double](repeating: 0, count: B * T * H)
    var hn: [Double] = []
    var cn: [Double] = []
    for b in 0..<B {
      for u in 0..<H {
        if !h0.isEmpty { h[b * (T + 1) * H + u] = h0[b * H + u] }
        if !c0.isEmpty { c[b * (T + 1) * H + u] = c0[b * H + u] }
      }
      for t in 0..<T {
        let before = (b * (T + 1) + t) * H, after = before + H, at = (b * T + t) * G * H
        var ofX = weights.biasIH
        var ofH = weights.biasHH
        for row in 0..<G * H {
          for k in 0..<I { ofX[row] += weights.ih[row * I + k] * x[(b * T + t) * I + k] }
          for k in 0..<H { ofH[row] += weights.hh[row * H + k] * h[before + k] }
          sumsOfH[at + row] = ofH[row]
        }
        func sigmoid(_ v: Double) -> Double { 1 / (1 + exp(-v)) }
        for u in 0..<H {
          let sum = (0..<G).map { ofX[$0 * H + u] + ofH[$0 * H + u] }
          switch cell {
          case .lstm:
            let (i, f, g, o) = (sigmoid(sum[0]), sigmoid(sum[1]), tanh(sum[2]), sigmoid(sum[3]))
            for (gate, value) in [i, f, g, o].enumerated() { gates[at + gate * H + u] = value }
            c[after + u] = f * c[before + u] + i * g
            h[after + u] = o * tanh(c[after + u])
          case .gru:
            let r = sigmoid(sum[0]), z = sigmoid(sum[1])
            let n = tanh(ofX[2 * H + u] + r * ofH[2 * H + u])
            for (gate, value) in [r, z, n].enumerated() { gates[at + gate * H + u] = value }
            h[after + u] = (1 - z) * n + z * h[before + u]
          case .tanh: h[after + u] = tanh(sum[0])
          case .relu: h[after + u] = max(0, sum[0])
          }
          y[(b * T + t) * H + u] = h[after + u]
        }
      }
      let last = (b * (T + 1) + T) * H
      hn += h[last..<last + H]
      cn += c[last..<last + H]
    }
    return (y, hn, cn)
  }

  /// From the gradients by y, hn and cn of the last `forward` to those by everything else.
  public func backward(dy: [Double], dhn: [Double] = [], dcn: [Double] = []) -> Gradients {
    let H = hiddenSize, I = inputSize, G = cell.gates
    func zeros(_ values: [Double]) -> [Double] { values.map { _ in 0 } }
    var result = Gradients(
      weights: Weights(
        ih: zeros(weights.ih), hh: zeros(weights.hh), biasIH: zeros(weights.biasIH),
        biasHH: zeros(weights.biasHH)), x: zeros(x), h0: [], c0: [])
    for b in 0..<B {
      var dh = dhn.isEmpty ? [Double](repeating: 0, count: H) : Array(dhn[b * H..<(b + 1) * H])
      var dc = dcn.isEmpty ? [Double](repeating: 0, count: H) : Array(dcn[b * H..<(b + 1) * H])
      for t in (0..<T).reversed() {
        let before = (b * (T + 1) + t) * H, after = before + H, at = (b * T + t) * G * H
        // By x's and by h's part of each sum: they differ where a gate comes between.
        var ofX = [Double](repeating: 0, count: G * H)
        var ofH = ofX
        var through = [Double](repeating: 0, count: H)
        for u in 0..<H {
          let total = dh[u] + dy[(b * T + t) * H + u]
          let gate = (0..<G).map { gates[at + $0 * H + u] }
          switch cell {
          case .lstm:
            let squashed = tanh(c[after + u])
            let slope = dc[u] + total * gate[3] * (1 - squashed * squashed)
            ofX[u] = slope * gate[2] * gate[0] * (1 - gate[0])
            ofX[H + u] = slope * c[before + u] * gate[1] * (1 - gate[1])
            ofX[2 * H + u] = slope * gate[0] * (1 - gate[2] * gate[2])
            ofX[3 * H + u] = total * squashed * gate[3] * (1 - gate[3])
            dc[u] = slope * gate[1]
          case .gru:
            let (r, z, n) = (gate[0], gate[1], gate[2])
            let slope = total * (1 - z) * (1 - n * n)
            ofX[u] = slope * sumsOfH[at + 2 * H + u] * r * (1 - r)
            ofX[H + u] = total * (h[before + u] - n) * z * (1 - z)
            ofX[2 * H + u] = slope
            ofH[2 * H + u] = slope * r - slope
            through[u] = total * z
          case .tanh: ofX[u] = total * (1 - h[after + u] * h[after + u])
          case .relu: ofX[u] = h[after + u] > 0 ? total : 0
          }
        }
        for row in 0..<G * H { ofH[row] += ofX[row] }
        dh = through
        for row in 0..<G * H {
          result.weights.biasIH[row] += ofX[row]
          result.weights.biasHH[row] += ofH[row]
          for k in 0..<I {
            result.weights.ih[row * I + k] += ofX[row] * x[(b * T + t) * I + k]
            result.x[(b * T + t) * I + k] += ofX[row] * weights.ih[row * I + k]
          }
          for k in 0..<H {
            result.weights.hh[row * H + k] += ofH[row] * h[before + k]
            dh[k] += ofH[row] * weights.hh[row * H + k]
          }
        }
      }
      result.h0 += dh
      result.c0 += dc
    }
    return result
  }
}
