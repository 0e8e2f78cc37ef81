public import ForecastKernels

/// A stacked recurrent network with a dense head on every step: a value, all numbers in one array.
///
/// For each step, layer l reads the hidden states of layer l − 1 (the first reads the inputs), and
/// the outputs are `W_head h_top + b_head + W_highway x`, turned into sorted quantiles where the
/// shape says so. The state before the first step is zero.
public struct RecurrentNetwork: Sendable {
  /// Its sizes.
  public var shape: NetworkShape { layout.shape }
  /// Where its parameters lie in `parameters`.
  public let layout: ParameterLayout
  /// All parameters in the kernels' packed order; padding is zero.
  public var parameters: [Float]

  /// Makes an untrained network; see `Initializer` for the values it begins with.
  ///
  /// - Parameters:
  ///   - shape: Its sizes.
  ///   - generator: Where the random values come from.
  ///   - path: The processor path it will run on.
  public init(
    shape: NetworkShape, using generator: inout some RandomNumberGenerator,
    path: KernelPath = .current
  ) {
    layout = ParameterLayout(shape: shape, path: path)
    let tensors = Initializer(shape: shape).tensors(using: &generator)
    do {
      parameters = try layout.pack(tensors)
    } catch {
      preconditionFailure("the initializer and the layout disagree: \(error)")
    }
  }

  /// Makes a network from the tensors of an archive.
  ///
  /// - Parameters:
  ///   - shape: Its sizes.
  ///   - tensors: Exactly the tensors that the shape implies, in any order.
  ///   - path: The processor path it will run on.
  /// - Throws: `ParameterError` if names or shapes are others.
  public init(
    shape: NetworkShape, tensors: [NamedTensor], path: KernelPath = .current
  ) throws(ParameterError) {
    layout = ParameterLayout(shape: shape, path: path)
    parameters = try layout.pack(tensors)
  }

  /// The parameters under PyTorch's names, in PyTorch's layouts.
  public var tensors: [NamedTensor] { layout.tensors(from: parameters) }

  /// How many numbers the network learns; padding does not count.
  public var parameterCount: Int { layout.places.reduce(0) { $0 + $1.count } }
}
