import ForecastRecurrent
public import ForecastStorage

/// A fit that is under way, as a file: what is trained, and whose it is.
///
/// The layout is that of a model file. Its tensors are no promise: a checkpoint is read by the release
/// that wrote it, and by no other.
public struct FitCheckpoint: Sendable, Equatable {
  /// Whose it is.
  public let fingerprint: FitFingerprint
  /// What is trained, by its place in the fit.
  public let entries: [TrainingJournal.Place: TrainingJournal.Entry]

  /// Makes a checkpoint.
  public init(
    of fingerprint: FitFingerprint, entries: [TrainingJournal.Place: TrainingJournal.Entry]
  ) {
    self.fingerprint = fingerprint
    self.entries = entries
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - file: the content.
  ///   - path: its name, for errors.
  /// - Throws: `ForecastingError` of kind `model` where it is no checkpoint.
  public init(_ file: SafetensorsFile, path: String) throws(ForecastingError) {
    guard file.metadata["format"] == Self.format,
      let fingerprint = FitFingerprint(metadata: file.metadata)
    else { throw Self.fault(path) }
    self.fingerprint = fingerprint
    // Another release may have kept other things: what they are is not even looked at.
    guard file.metadata["format_version"] == Self.formatVersion else {
      entries = [:]
      return
    }
    var parts: [TrainingJournal.Place: Parts] = [:]
    for tensor in file.tensors {
      let name = tensor.name.split(separator: ".").map(String.init)
      guard name.count == 4, let run = Int(name[0]), let member = Int(name[1]) else {
        throw Self.fault(path)
      }
      var part = parts[.init(run: run, member: member)] ?? Parts()
      switch tensor.values {
      case .uint64(let values): part.words += values
      case .float32(let values): part.blocks[name[2], default: []] += values
      case .float64: throw Self.fault(path)
      }
      parts[.init(run: run, member: member)] = part
    }
    var entries: [TrainingJournal.Place: TrainingJournal.Entry] = [:]
    for (place, part) in parts {
      guard let entry = part.entry else { throw Self.fault(path) }
      entries[place] = entry
    }
    self.entries = entries
  }

  /// How the fit differs from another one, in words; nil where it is the same.
  ///
  /// - Parameter other: the other fit.
  /// - Returns: such as `of other data`.
  public func difference(to other: FitFingerprint) -> String? {
    fingerprint.difference(of: other)
  }

  /// The content of its file.
  public var file: SafetensorsFile {
    var metadata = fingerprint.metadata
    metadata["format"] = Self.format
    metadata["format_version"] = Self.formatVersion
    var tensors: [SafetensorsFile.Tensor] = []
    let places = entries.keys.sorted { ($0.run, $0.member) < ($1.run, $1.member) }
    for place in places {
      guard let parts = entries[place].map(Parts.init) else { continue }
      let prefix = "\(place.run).\(place.member)."
      tensors += Self.pieces(of: parts.words, name: prefix + "words") { .uint64($0) }
      for (name, values) in parts.blocks.sorted(by: { $0.key < $1.key }) {
        tensors += Self.pieces(of: values, name: prefix + name) { .float32($0) }
      }
    }
    return SafetensorsFile(metadata: metadata, tensors: tensors)
  }

  /// A long row in pieces that a tensor may hold.
  private static func pieces<Value>(
    of values: [Value], name: String, _ make: ([Value]) -> SafetensorsFile.Values
  ) -> [SafetensorsFile.Tensor] {
    stride(from: 0, to: values.count, by: longest).map { start in
      let piece = Array(values[start..<min(start + longest, values.count)])
      return SafetensorsFile.Tensor(
        name: "\(name).\(start / longest)", shape: [piece.count], values: make(piece))
    }
  }

  private static func fault(_ path: String) -> ForecastingError {
    ForecastingError(
      .model, "\(path): is no checkpoint of forecast", hint: "--fresh removes it and starts anew")
  }

  private static let format = "forecast-checkpoint"
  private static let formatVersion = "1"
  private static let longest = 1 << 20
}

/// An entry as numbers of two kinds.
private struct Parts {
  var words: [UInt64] = []
  var blocks: [String: [Float]] = [:]

  init() {}

  init(_ entry: TrainingJournal.Entry) {
    switch entry {
    case .trained(let parameters, let result):
      words = [0] + result.words.all
      blocks = ["parameters": parameters]
    case .underWay(let state, let blocks, let parts):
      words = [UInt64(parts)] + state.all
      self.blocks = blocks
    }
  }

  /// The entry; nil where the numbers are none.
  var entry: TrainingJournal.Entry? {
    guard let first = words.first, let parts = Int(exactly: first) else { return nil }
    var rest = Words(Array(words.dropFirst()))
    guard parts == 0 else { return .underWay(words: rest, blocks: blocks, parts: parts) }
    guard let parameters = blocks["parameters"], let result = TrainingResult(from: &rest),
      rest.isAtEnd
    else { return nil }
    return .trained(parameters: parameters, result: result)
  }
}
