import ForecastRecurrent
import ForecastStorage

/// A model's tensors, taken off one by one: what is missing, misshapen, not finite or left over is a
/// fault of the file.
struct TensorShelf {
  let reader: ArchiveReader
  private var tensors: [String: SafetensorsFile.Tensor]

  init(_ tensors: [SafetensorsFile.Tensor], reader: ArchiveReader) {
    self.reader = reader
    self.tensors = Dictionary(tensors.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Whether a tensor is still there.
  func has(_ name: String) -> Bool { tensors[name] != nil }

  private mutating func take(_ name: String) throws(ForecastingError) -> SafetensorsFile.Tensor {
    guard let tensor = tensors.removeValue(forKey: name) else {
      throw reader.fault("has no tensor '\(name)'")
    }
    return tensor
  }

  mutating func doubles(_ name: String, shape: [Int]) throws(ForecastingError) -> [Double] {
    let tensor = try take(name)
    guard tensor.shape == shape else { throw misshapen(tensor, wanted: shape) }
    guard case .float64(let values) = tensor.values else { throw mistyped(tensor, .float64([])) }
    guard values.allSatisfy(\.isFinite) else { throw notFinite(name) }
    return values
  }

  mutating func keys(_ name: String) throws(ForecastingError) -> [UInt64] {
    let tensor = try take(name)
    guard tensor.shape.count == 1 else {
      throw misshapen(tensor, wanted: [tensor.values.count])
    }
    guard case .uint64(let values) = tensor.values else { throw mistyped(tensor, .uint64([])) }
    return values
  }

  /// Rows of ranks: each column holds every number below the count of rows once.
  mutating func ranks(_ name: String, shape: [Int]) throws(ForecastingError) -> [[Int]] {
    let tensor = try take(name)
    guard tensor.shape == shape, shape.count == 2 else { throw misshapen(tensor, wanted: shape) }
    guard case .uint64(let values) = tensor.values else { throw mistyped(tensor, .uint64([])) }
    let (count, width) = (shape[0], shape[1])
    for column in 0..<width {
      let found = Set((0..<count).map { values[$0 * width + column] })
      guard found.count == count, found.allSatisfy({ $0 < count }) else {
        throw reader.fault("tensor '\(name)' holds a column that is no ranking")
      }
    }
    return (0..<count).map { row in
      values[(row * width)..<((row + 1) * width)].map { Int($0) }
    }
  }

  mutating func network(
    _ shape: NetworkShape, prefix: String
  ) throws(ForecastingError) -> RecurrentNetwork {
    var named: [NamedTensor] = []
    for wanted in ParameterLayout(shape: shape).places {
      let tensor = try take(prefix + wanted.name)
      guard tensor.shape == wanted.shape else { throw misshapen(tensor, wanted: wanted.shape) }
      guard case .float32(let values) = tensor.values else { throw mistyped(tensor, .float32([])) }
      guard values.allSatisfy(\.isFinite) else { throw notFinite(tensor.name) }
      named.append(NamedTensor(name: wanted.name, shape: wanted.shape, values: values))
    }
    do {
      return try RecurrentNetwork(shape: shape, tensors: named)
    } catch {
      throw reader.fault("its weights make no network: \(error)")
    }
  }

  func checkEmpty() throws(ForecastingError) {
    guard let name = tensors.keys.min() else { return }
    throw reader.fault("holds a tensor '\(name)' that its settings do not imply")
  }

  private func misshapen(
    _ tensor: SafetensorsFile.Tensor, wanted: [Int]
  ) -> ForecastingError {
    reader.fault("tensor '\(tensor.name)' has shape \(tensor.shape), its settings imply \(wanted)")
  }

  private func mistyped(
    _ tensor: SafetensorsFile.Tensor, _ wanted: SafetensorsFile.Values
  ) -> ForecastingError {
    reader.fault(
      "tensor '\(tensor.name)' holds \(tensor.values.kind) numbers, its settings imply "
        + "\(wanted.kind)")
  }

  private func notFinite(_ name: String) -> ForecastingError {
    reader.fault("tensor '\(name)' holds a number that is not finite")
  }
}

extension SafetensorsFile.Values {
  /// What the numbers are, for messages.
  fileprivate var kind: String {
    switch self {
    case .float32: "float32"
    case .float64: "float64"
    case .uint64: "uint64"
    }
  }
}
