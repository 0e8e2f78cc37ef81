/// A file of named tensors and texts in the safetensors layout.
///
/// The format (huggingface.co/docs/safetensors) is eight bytes with the length of a JSON header, the
/// header, and the raw little-endian numbers. It was chosen because it is only data: loading it runs no
/// code, and any safetensors tool can look inside. What is written depends on nothing but the content,
/// so that equal models are equal files.
public struct SafetensorsFile: Sendable, Equatable {
  /// Texts about the file, written in the order of their keys.
  ///
  /// The key `sha256` is the writer's own: it is added when the file is written and taken out when it
  /// is read.
  public var metadata: [String: String]

  /// The tensors in the order of their data.
  public var tensors: [Tensor]

  /// Creates a file from its content.
  public init(metadata: [String: String] = [:], tensors: [Tensor] = []) {
    self.metadata = metadata
    self.tensors = tensors
  }

  /// The tensor of a name.
  public subscript(name: String) -> Tensor? {
    tensors.first { $0.name == name }
  }

  /// A named block of numbers.
  public struct Tensor: Sendable, Equatable {
    /// The name, unique in its file.
    public let name: String
    /// The length of each dimension, the slowest first; none for a single number.
    public let shape: [Int]
    /// The numbers, the last dimension fastest.
    public let values: Values

    /// Creates a tensor.
    ///
    /// - Precondition: There are as many values as the shape says, at least one, and the name is not
    ///   the header's own `__metadata__`.
    public init(name: String, shape: [Int], values: Values) {
      precondition(name != Limits.metadataKey, "this name belongs to the header")
      precondition(shape.allSatisfy { $0 > 0 }, "a dimension must not be empty")
      precondition(shape.reduce(1, *) == values.count, "the shape does not fit the values")
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// The numbers of a tensor in one of the three types this program uses.
  public enum Values: Sendable, Equatable {
    /// Single precision: weights.
    case float32([Float])
    /// Double precision: scales.
    case float64([Double])
    /// Whole numbers: the state of a random source.
    case uint64([UInt64])

    /// How many numbers there are.
    public var count: Int {
      switch self {
      case .float32(let values): values.count
      case .float64(let values): values.count
      case .uint64(let values): values.count
      }
    }
  }

  /// What is refused before anything is allocated for it.
  enum Limits {
    static let metadataKey = "__metadata__"
    static let digestKey = "sha256"
    static let minimumSize = 10
    static let size = 256 << 20
    static let header = 1 << 20
    static let tensors = 4096
    static let rank = 4
    static let dimension = 1 << 20
  }

  /// Refuses a file with a number that is no number.
  ///
  /// The format lets them in, a model must not: one NaN makes every forecast NaN.
  ///
  /// - Parameter path: The file's name for the error.
  /// - Throws: ``StorageError`` of kind `damaged` naming the first infinite or NaN value's place.
  public func checkFinite(path: String) throws(StorageError) {
    for tensor in tensors {
      let place: Int? =
        switch tensor.values {
        case .float32(let values): values.firstIndex { !$0.isFinite }
        case .float64(let values): values.firstIndex { !$0.isFinite }
        case .uint64: nil
        }
      guard let place else { continue }
      throw .damaged(
        path, "tensor '\(StorageError.printable(tensor.name))' is not finite at value \(place)")
    }
  }
}

// MARK: - Files

extension SafetensorsFile {
  /// Reads and checks a file.
  ///
  /// - Parameters:
  ///   - path: The file's name; it must be a regular file.
  ///   - requiresDigest: Whether a file without a `sha256` entry is refused, as this program's own are.
  /// - Returns: The content, every value finite or not.
  /// - Throws: ``StorageError`` if it cannot be read or any part of it is not as it should be.
  public static func load(
    path: String, requiresDigest: Bool = true
  ) throws(StorageError) -> SafetensorsFile {
    let bytes = try RegularFile.read(path: path, limit: Limits.size)
    return try decode(bytes, path: path, requiresDigest: requiresDigest)
  }

  /// Writes the file as a whole and reads it back before it replaces anything.
  ///
  /// - Parameters:
  ///   - path: Where to put it.
  ///   - keepingPrevious: Whether the replaced file stays beside it as `<path>.prev`.
  /// - Throws: ``StorageError`` if it cannot be written, or is larger than the reader would accept.
  public func write(to path: String, keepingPrevious: Bool = false) throws(StorageError) {
    try AtomicFile.prepare(encoded(), for: path, keepingPrevious: keepingPrevious) {
      bytes throws(StorageError) in
      _ = try Self.decode(bytes, path: path, requiresDigest: true)
    }.commit()
  }
}

extension StorageError {
  static func damaged(_ path: String, _ message: String) -> StorageError {
    .init(
      kind: .damaged, path: path, message: message,
      hint: "restore the file from a copy or make it anew")
  }
}
