public import Foundation

/// Reference tensors that PyTorch computed in double precision, read from a safetensors file.
///
/// The format: eight bytes little-endian with the header's length, a JSON header that names type,
/// shape and place of each tensor, then the data.
public struct GoldenFile {
  /// One tensor: its sizes, and its values in row-major order.
  public struct Tensor {
    /// The sizes, slowest first.
    public var shape: [Int]
    /// The values in row-major order.
    public var values: [Double]
  }

  /// All tensors by name.
  public let tensors: [String: Tensor]
  /// The configuration that the generator wrote beside the numbers.
  public let config: [String: Any]

  private struct Damaged: Error {}

  /// Reads a file.
  public init(_ url: URL) throws {
    let data = [UInt8](try Data(contentsOf: url))
    let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = 8 + length
    guard
      let header = try JSONSerialization.jsonObject(with: Data(data[8..<start])) as? [String: Any]
    else { throw Damaged() }
    var tensors: [String: Tensor] = [:]
    for (name, entry) in header where name != "__metadata__" {
      guard let entry = entry as? [String: Any], entry["dtype"] as? String == "F64",
        let shape = entry["shape"] as? [Int], let places = entry["data_offsets"] as? [Int]
      else { throw Damaged() }
      let values = stride(from: start + places[0], to: start + places[1], by: 8).map { at in
        Double(bitPattern: data[at..<at + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
      }
      tensors[name] = Tensor(shape: shape, values: values)
    }
    self.tensors = tensors
    let metadata = header["__metadata__"] as? [String: String]
    let text = Data((metadata?["config"] ?? "{}").utf8)
    config = try JSONSerialization.jsonObject(with: text) as? [String: Any] ?? [:]
  }

  /// The values of a tensor; empty if there is none of that name.
  public func callAsFunction(_ name: String) -> [Double] { tensors[name]?.values ?? [] }

  /// A whole number of the configuration.
  public func integer(_ key: String) -> Int { config[key] as? Int ?? -1 }

  /// A number of the configuration.
  public func number(_ key: String) -> Double { (config[key] as? NSNumber)?.doubleValue ?? .nan }
}
