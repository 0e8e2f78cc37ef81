/// A block of numbers with a name, as archives hold it.
public struct NamedTensor: Sendable, Hashable {
  /// The name, as PyTorch would say it.
  public var name: String
  /// The sizes, slowest first.
  public var shape: [Int]
  /// The values in row-major order.
  public var values: [Float]

  /// Makes a tensor.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - shape: The sizes, slowest first.
  ///   - values: As many values as the shape says.
  public init(name: String, shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count, "the shape says how many values there are")
    self.name = name
    self.shape = shape
    self.values = values
  }
}

/// Why tensors do not make up a network of a shape.
public enum ParameterError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A tensor that the shape implies is not there.
  case missing(String)
  /// A tensor is there that the shape does not imply, or it is there twice.
  case unexpected(String)
  /// A tensor has other sizes than the shape implies.
  case wrongShape(name: String, expected: [Int], found: [Int])

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .missing(let name): "the tensor '\(name)' is missing"
    case .unexpected(let name): "the tensor '\(name)' does not belong here, or is there twice"
    case .wrongShape(let name, let expected, let found):
      "the tensor '\(name)' has shape \(found); this network needs \(expected)"
    }
  }
}
