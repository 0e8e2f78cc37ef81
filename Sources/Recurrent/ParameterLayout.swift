public import ForecastKernels

/// Named places in the one flat array that holds all parameters of a network.
///
/// The array is in the kernels' packed order, which depends on the processor path; gradients and
/// moments share it, so clipping, the optimizer and the gradient check are one loop each. Padding
/// between the places is zero and stays zero. Tensors use PyTorch's names and row-major layouts:
/// `lstm.weight_ih_l0 [4H, I]`, `lstm.weight_hh_l0 [4H, H]`, `lstm.bias_ih_l0 [4H]`,
/// `lstm.bias_hh_l0 [4H]`, …, `head.weight [O, D · H]`, `head.bias [O]`, `highway.weight [O, I]`; the
/// reverse direction's names end in `_reverse`, a GRU's begin with `gru.`, an Elman network's with
/// `rnn.`.
public struct ParameterLayout: Sendable, Hashable {
  /// The network's sizes.
  public let shape: NetworkShape
  /// The processor path whose order this is.
  public let path: KernelPath
  /// The floats of the flat array, padding included.
  public let count: Int
  /// The places of all tensors.
  public let places: [ParameterPlace]

  /// Layer by layer, the reverse direction after the other.
  let layers: [RecurrentKernel]
  let layerOffsets: [Int]
  let head: DenseKernel
  let headOffset: Int
  /// The floats of all transposed weights.
  let transposedCount: Int

  /// Lays out the parameters of a shape.
  ///
  /// - Parameters:
  ///   - shape: The network's sizes.
  ///   - path: The processor path.
  public init(shape: NetworkShape, path: KernelPath = .current) {
    self.shape = shape
    self.path = path
    let O = shape.outputSize
    var places: [ParameterPlace] = []
    var layers: [RecurrentKernel] = []
    var offsets: [Int] = []
    var end = 0
    for layer in 0..<shape.layerCount {
      for suffix in shape.isBidirectional ? ["", "_reverse"] : [""] {
        let kernel = RecurrentKernel(
          path: path, cell: shape.cell.arithmetic, inputSize: shape.inputSize(ofLayer: layer),
          hiddenSize: shape.hiddenSize, hasBias: shape.hasBias)
        places += ParameterLayout.places(
          of: kernel, prefix: shape.cell.prefix, suffix: "l\(layer)\(suffix)", offset: end)
        layers.append(kernel)
        offsets.append(end)
        end += kernel.parameterCount
      }
    }
    let highway = shape.hasHighway ? shape.inputSize : 0
    let width = shape.layerWidth
    head = DenseKernel(path: path, firstInputs: width, secondInputs: highway, outputs: O)
    headOffset = end
    let parts =
      [("head.weight", [O, width], 0), ("head.bias", [O], width + highway)]
      + (shape.hasHighway ? [("highway.weight", [O, highway], width)] : [])
    for (name, sizes, row) in parts {
      places.append(
        ParameterPlace(
          name: name, shape: sizes, offset: end, firstRow: row, blockRows: head.packedRows,
          vectorWidth: path.vectorWidth,
          order: .outputs(padded: head.paddedOutputs, horizon: shape.horizon)))
    }
    self.layers = layers
    transposedCount = layers.reduce(head.transposedCount) { $0 + $1.transposedCount }
    self.places = places
    layerOffsets = offsets
    count = end + head.parameterCount
  }

  /// The places of one layer's tensors.
  private static func places(
    of kernel: RecurrentKernel, prefix: String, suffix: String, offset: Int
  ) -> [ParameterPlace] {
    let H = kernel.hiddenSize, rows = kernel.cell.gateCount * H
    let parts =
      [("weight_ih", kernel.inputSize), ("weight_hh", H)]
      + (kernel.hasBias ? [("bias_ih", 0), ("bias_hh", 0)] : [])
    var firstRow = 0
    return parts.map { name, columns in
      let order: ParameterPlace.Order =
        switch kernel.cell {
        case .lstm: .gates(hidden: H, positions: [0, 1, 2, 3])
        // Packed n, r, z on the input's rows and r, z, n on the state's; PyTorch has r, z, n.
        case .gru: .gates(hidden: H, positions: name.hasSuffix("ih") ? [1, 2, 0] : [0, 1, 2])
        case .tanh, .relu: .outputs(padded: kernel.paddedHidden, horizon: H)
        }
      defer { firstRow += max(columns, 1) }
      return ParameterPlace(
        name: "\(prefix).\(name)_\(suffix)", shape: columns > 0 ? [rows, columns] : [rows],
        offset: offset, firstRow: firstRow, blockRows: kernel.packedRows,
        vectorWidth: kernel.path.vectorWidth, order: order)
    }
  }

  /// The floats of each layer's parameters, and last of the head's.
  var partCounts: [Int] { layers.map(\.parameterCount) + [head.parameterCount] }

  /// Reads tensors out of a flat array.
  ///
  /// - Parameter flat: `count` floats: parameters, gradients or moments.
  /// - Returns: One tensor for each place.
  public func tensors(from flat: [Float]) -> [NamedTensor] {
    precondition(flat.count == count)
    return places.map { place in
      NamedTensor(
        name: place.name, shape: place.shape,
        values: (0..<place.count).map { flat[place.index(of: $0)] })
    }
  }

  /// Packs tensors into a flat array.
  ///
  /// - Parameter tensors: Exactly one for each place, in any order.
  /// - Returns: `count` floats, the padding zero.
  /// - Throws: `ParameterError` if names or shapes are not exactly those of the places.
  public func pack(_ tensors: [NamedTensor]) throws(ParameterError) -> [Float] {
    var flat = [Float](repeating: 0, count: count)
    var rest = tensors
    for place in places {
      guard let at = rest.firstIndex(where: { $0.name == place.name }) else {
        throw .missing(place.name)
      }
      let tensor = rest.remove(at: at)
      guard tensor.shape == place.shape else {
        throw .wrongShape(name: place.name, expected: place.shape, found: tensor.shape)
      }
      for index in tensor.values.indices { flat[place.index(of: index)] = tensor.values[index] }
    }
    if let extra = rest.first { throw .unexpected(extra.name) }
    return flat
  }
}

/// Where one tensor's values lie in the flat array.
public struct ParameterPlace: Sendable, Hashable {
  enum Order: Sendable, Hashable {
    /// `[unit block][row][gate][V]`; where each of PyTorch's gates is among them.
    case gates(hidden: Int, positions: [Int])
    /// `[block of up to four vectors][row][outputs of the block]`, the outputs as `[Q][h]`.
    case outputs(padded: Int, horizon: Int)
  }

  /// The tensor's name.
  public let name: String
  /// The tensor's sizes.
  public let shape: [Int]
  let offset: Int
  let firstRow: Int
  let blockRows: Int
  let vectorWidth: Int
  let order: Order

  /// How many values the tensor has.
  public var count: Int { shape.reduce(1, *) }

  /// Where a value of the tensor lies.
  ///
  /// - Parameter index: Its place in the tensor, row-major.
  /// - Returns: Its place in the flat array.
  public func index(of index: Int) -> Int {
    let columns = shape.count > 1 ? shape[1] : 1
    let out = index / columns, row = firstRow + index % columns, V = vectorWidth
    switch order {
    case .gates(let hidden, let positions):
      let gate = positions[out / hidden], unit = out % hidden
      return offset + ((unit / V * blockRows + row) * positions.count + gate) * V + unit % V
    case .outputs(let padded, let horizon):
      // The tensor's outputs are [h][Q].
      let quantiles = shape[0] / horizon
      let output = out % quantiles * horizon + out / quantiles
      let block = output / (4 * V) * 4 * V
      let width = min(padded - block, 4 * V)
      return offset + block * blockRows + row * width + output - block
    }
  }
}
