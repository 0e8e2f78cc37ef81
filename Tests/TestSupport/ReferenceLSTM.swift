import Foundation

/// A stacked LSTM in double precision, in the most obvious loops: the slow truth.
///
/// Tensors are flat and row-major in PyTorch's layouts; gates in the order i, f, g, o.
/// B sequences, T steps, I inputs, H hidden units, L layers.
public struct ReferenceLSTM {
  /// The parameters of one layer, or their gradients.
  public struct Layer {
    /// The inputs of a step.
    public var inputSize: Int
    /// weight_ih [4H, I] and weight_hh [4H, H].
    public var weightIH, weightHH: [Double]
    /// bias_ih and bias_hh; zeros where the layer has none.
    public var biasIH, biasHH: [Double]

    /// Takes the parameters.
    public init(
      inputSize: Int, weightIH: [Double], weightHH: [Double], biasIH: [Double], biasHH: [Double]
    ) {
      self.inputSize = inputSize
      self.weightIH = weightIH
      self.weightHH = weightHH
      self.biasIH = biasIH
      self.biasHH = biasHH
    }
  }

  /// What a layer computed: h and c are [B][T + 1][H], the state before the first step at 0.
  struct Trace {
    var input, h, c: [Double]
    /// The gates i, f, g, o, [B][T][4][H].
    var gates: [Double]
  }

  /// What the backward pass finds.
  public struct Gradients {
    /// In the order of the layers, each of the sizes of its weights.
    public var layers: [Layer]
    /// By the inputs [B][T][I] and the initial states [L][B][H].
    public var x, h0, c0: [Double]
  }

  /// The layers, lowest first.
  public var layers: [Layer]
  /// The hidden units of each layer.
  public let hiddenSize: Int
  private var traces: [Trace] = []
  private var B = 0, T = 0

  /// Stacks layers.
  public init(layers: [Layer], hiddenSize: Int) {
    self.layers = layers
    self.hiddenSize = hiddenSize
  }

  /// y [B][T][H] and the last states [L][B][H]; h0 and c0 are [L][B][H], empty for zero.
  public mutating func forward(
    x: [Double], sequences: Int, steps: Int, h0: [Double] = [], c0: [Double] = []
  ) -> (y: [Double], hn: [Double], cn: [Double]) {
    B = sequences
    T = steps
    let H = hiddenSize
    traces = []
    var input = x
    var hn: [Double] = []
    var cn: [Double] = []
    for (l, layer) in layers.enumerated() {
      let I = layer.inputSize
      var h = [Double](repeating: 0, count: B * (T + 1) * H)
      var c = h
      var gates = [Double](repeating: 0, count: B * T * 4 * H)
      var y = [Double](repeating: 0, count: B * T * H)
      for b in 0..<B {
        for u in 0..<H where !h0.isEmpty {
          h[b * (T + 1) * H + u] = h0[(l * B + b) * H + u]
          c[b * (T + 1) * H + u] = c0[(l * B + b) * H + u]
        }
        for t in 0..<T {
          let before = (b * (T + 1) + t) * H
          for gate in 0..<4 {
            for u in 0..<H {
              let row = gate * H + u
              var sum = layer.biasIH[row] + layer.biasHH[row]
              for k in 0..<I { sum += layer.weightIH[row * I + k] * input[(b * T + t) * I + k] }
              for k in 0..<H { sum += layer.weightHH[row * H + k] * h[before + k] }
              gates[((b * T + t) * 4 + gate) * H + u] = gate == 2 ? tanh(sum) : 1 / (1 + exp(-sum))
            }
          }
          for u in 0..<H {
            let at = (b * T + t) * 4 * H + u
            let cell = gates[at + H] * c[before + u] + gates[at] * gates[at + 2 * H]
            c[before + H + u] = cell
            h[before + H + u] = gates[at + 3 * H] * tanh(cell)
            y[(b * T + t) * H + u] = h[before + H + u]
          }
        }
      }
      for b in 0..<B {
        let last = (b * (T + 1) + T) * H
        hn += h[last..<last + H]
        cn += c[last..<last + H]
      }
      traces.append(Trace(input: input, h: h, c: c, gates: gates))
      input = y
    }
    return (input, hn, cn)
  }

  /// From the gradients by y, hn and cn of the last `forward` to those by everything else.
  public func backward(dy: [Double], dhn: [Double] = [], dcn: [Double] = []) -> Gradients {
    let H = hiddenSize, L = layers.count
    var result = Gradients(
      layers: layers, x: [], h0: [Double](repeating: 0, count: L * B * H),
      c0: [Double](repeating: 0, count: L * B * H))
    var above = dy
    for l in (0..<L).reversed() {
      let layer = layers[l], trace = traces[l], I = layer.inputSize
      var gradient = Layer(
        inputSize: I, weightIH: layer.weightIH.map { _ in 0 },
        weightHH: layer.weightHH.map { _ in 0 }, biasIH: layer.biasIH.map { _ in 0 },
        biasHH: layer.biasHH.map { _ in 0 })
      var dx = [Double](repeating: 0, count: B * T * I)
      for b in 0..<B {
        let state = (l * B + b) * H
        var dh = dhn.isEmpty ? [Double](repeating: 0, count: H) : Array(dhn[state..<state + H])
        var dc = dcn.isEmpty ? [Double](repeating: 0, count: H) : Array(dcn[state..<state + H])
        for t in (0..<T).reversed() {
          let before = (b * (T + 1) + t) * H
          var da = [Double](repeating: 0, count: 4 * H)
          for u in 0..<H {
            let at = (b * T + t) * 4 * H + u
            let i = trace.gates[at], f = trace.gates[at + H]
            let g = trace.gates[at + 2 * H], o = trace.gates[at + 3 * H]
            let squashed = tanh(trace.c[before + H + u])
            let total = dh[u] + above[(b * T + t) * H + u]
            let cell = dc[u] + total * o * (1 - squashed * squashed)
            da[u] = cell * g * i * (1 - i)
            da[H + u] = cell * trace.c[before + u] * f * (1 - f)
            da[2 * H + u] = cell * i * (1 - g * g)
            da[3 * H + u] = total * squashed * o * (1 - o)
            dc[u] = cell * f
          }
          dh = [Double](repeating: 0, count: H)
          for row in 0..<4 * H {
            gradient.biasIH[row] += da[row]
            gradient.biasHH[row] += da[row]
            for k in 0..<I {
              gradient.weightIH[row * I + k] += da[row] * trace.input[(b * T + t) * I + k]
              dx[(b * T + t) * I + k] += da[row] * layer.weightIH[row * I + k]
            }
            for k in 0..<H {
              gradient.weightHH[row * H + k] += da[row] * trace.h[before + k]
              dh[k] += da[row] * layer.weightHH[row * H + k]
            }
          }
        }
        for u in 0..<H {
          result.h0[state + u] = dh[u]
          result.c0[state + u] = dc[u]
        }
      }
      result.layers[l] = gradient
      above = dx
    }
    result.x = above
    return result
  }
}
