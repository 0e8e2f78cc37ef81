extension SafetensorsFile {
  /// Reads a file's bytes, trusting none of them.
  ///
  /// The checks go from cheap to dear and all stand before the first allocation whose size the file
  /// asks for: sizes, header, types and shapes, places of the data, digest. Each has its own text.
  /// Whether the numbers are finite is left to ``checkFinite(path:)``.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: The file's name for errors.
  ///   - requiresDigest: Whether a file without a `sha256` entry is refused. An entry that is there
  ///     must fit in any case.
  /// - Returns: The content.
  /// - Throws: ``StorageError`` of kind `damaged` or `tooLarge` for the first check that fails.
  public static func decode(
    _ bytes: [UInt8], path: String, requiresDigest: Bool = true
  ) throws(StorageError) -> SafetensorsFile {
    try SafetensorsReader(bytes: bytes, path: path).read(requiresDigest: requiresDigest)
  }
}

private struct SafetensorsReader {
  typealias Limits = SafetensorsFile.Limits

  let bytes: [UInt8]
  let path: String

  func read(requiresDigest: Bool) throws(StorageError) -> SafetensorsFile {
    let header = try headerRange()
    let members = try headerMembers(bytes[header])
    var metadata: [String: String] = [:]
    var entries: [Entry] = []
    for member in members {
      if member.name == Limits.metadataKey {
        metadata = try readMetadata(member.value)
      } else {
        entries.append(try readEntry(member))
      }
    }
    guard entries.count <= Limits.tensors else {
      throw failure("it has \(entries.count) tensors, more than the limit of \(Limits.tensors)")
    }
    entries.sort { ($0.begin, $0.end) < ($1.begin, $1.end) }
    try checkPlaces(entries, count: bytes.count - header.upperBound)
    try checkDigest(
      metadata.removeValue(forKey: Limits.digestKey), header: header, isRequired: requiresDigest)
    return SafetensorsFile(
      metadata: metadata, tensors: entries.map { tensor($0, start: header.upperBound) })
  }

  private func failure(_ message: String) -> StorageError {
    .damaged(path, message)
  }
}

// MARK: - Header

extension SafetensorsReader {
  private func headerRange() throws(StorageError) -> Range<Int> {
    guard bytes.count >= Limits.minimumSize else {
      throw failure("it has \(bytes.count) bytes, too few for a safetensors file")
    }
    guard bytes.count <= Limits.size else { throw .tooLarge(path, limit: Limits.size) }
    let length = word(at: 0, width: 8)
    guard length <= UInt64(Limits.header) else {
      throw failure(
        "it is no safetensors file: its header claims \(length) bytes, more than the limit of "
          + "\(Limits.header)")
    }
    guard length <= UInt64(bytes.count - 8) else {
      throw failure("its header claims \(length) bytes, but only \(bytes.count - 8) follow")
    }
    guard length > 0, bytes[8] == UInt8(ascii: "{") else {
      throw failure("it is no safetensors file: its header does not begin with '{'")
    }
    return 8..<(8 + Int(length))
  }

  private func headerMembers(
    _ header: ArraySlice<UInt8>
  ) throws(StorageError) -> [JSONValue.Member] {
    do throws(JSONError) {
      let value = try JSONReader.value(
        of: Array(header), maximumDepth: 3, numbers: .unsignedIntegers)
      return value.members ?? []
    } catch {
      throw failure("its header is damaged at byte \(error.offset): \(error.message)")
    }
  }

  private func readMetadata(_ value: JSONValue) throws(StorageError) -> [String: String] {
    guard let members = value.members else {
      throw failure("its \(Limits.metadataKey) is not an object")
    }
    var texts: [String: String] = [:]
    for member in members {
      guard let text = member.value.text else {
        throw failure("metadata '\(StorageError.printable(member.name))' is not a text")
      }
      texts[member.name] = text
    }
    return texts
  }
}

// MARK: - Tensors

/// A tensor as the header describes it, checked against itself.
private struct Entry {
  enum ElementType: String {
    case float32 = "F32"
    case float64 = "F64"
    case uint64 = "U64"

    var width: Int { self == .float32 ? 4 : 8 }
  }

  let name: String
  let type: ElementType
  let shape: [Int]
  let count: Int
  let begin: Int
  let end: Int
}

extension SafetensorsReader {
  private func readEntry(_ member: JSONValue.Member) throws(StorageError) -> Entry {
    let title = "tensor '\(StorageError.printable(member.name))'"
    guard !member.name.isEmpty else { throw failure("a tensor has no name") }
    guard let members = member.value.members else { throw failure("\(title) is not an object") }
    for key in ["dtype", "shape", "data_offsets"] where member.value[key] == nil {
      throw failure("\(title) has no \(key)")
    }
    guard members.count == 3 else { throw failure("\(title) has an unknown entry") }
    guard let type = member.value["dtype"]?.text.flatMap(Entry.ElementType.init) else {
      throw failure("the dtype of \(title) is none of F32, F64, U64")
    }
    let shape = try integers(member.value["shape"], "the shape of \(title)")
    let offsets = try integers(member.value["data_offsets"], "the data_offsets of \(title)")
    guard offsets.count == 2 else { throw failure("the data_offsets of \(title) are not two") }
    let count = try elementCount(shape, title)
    let (byteCount, overflow) = count.multipliedReportingOverflow(by: type.width)
    guard !overflow else { throw failure("the size of \(title) overflows") }
    guard offsets[0] <= offsets[1] else { throw failure("\(title) ends before it begins") }
    guard offsets[1] - offsets[0] == byteCount else {
      throw failure(
        "\(title) has \(offsets[1] - offsets[0]) bytes, but its shape needs \(byteCount)")
    }
    return Entry(
      name: member.name, type: type, shape: shape, count: count, begin: offsets[0],
      end: offsets[1])
  }

  private func integers(_ value: JSONValue?, _ title: String) throws(StorageError) -> [Int] {
    guard let elements = value?.elements else { throw failure("\(title) is not a list") }
    var integers: [Int] = []
    for element in elements {
      guard let integer = element.integer else { throw failure("\(title) is not all integers") }
      integers.append(integer)
    }
    return integers
  }

  private func elementCount(_ shape: [Int], _ title: String) throws(StorageError) -> Int {
    guard shape.count <= Limits.rank else {
      throw failure("\(title) has \(shape.count) dimensions, more than the limit of \(Limits.rank)")
    }
    var count = 1
    for dimension in shape {
      guard dimension > 0 else { throw failure("a dimension of \(title) is zero") }
      guard dimension <= Limits.dimension else {
        throw failure(
          "a dimension of \(title) is \(dimension), more than the limit of \(Limits.dimension)")
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard !overflow else { throw failure("the size of \(title) overflows") }
      count = product
    }
    return count
  }

  /// Every byte belongs to one tensor and one only; so nothing else can hide in the file.
  private func checkPlaces(_ entries: [Entry], count: Int) throws(StorageError) {
    var expected = 0
    for entry in entries {
      let title = "tensor '\(StorageError.printable(entry.name))'"
      guard entry.begin >= expected else { throw failure("\(title) overlaps another one") }
      guard entry.begin == expected else {
        throw failure("there is a hole of \(entry.begin - expected) bytes before \(title)")
      }
      guard entry.end <= count else {
        throw failure("\(title) goes \(entry.end - count) bytes beyond the end of the file")
      }
      expected = entry.end
    }
    guard expected == count else {
      throw failure("\(count - expected) bytes after the last tensor belong to nothing")
    }
  }
}

// MARK: - Digest and values

extension SafetensorsReader {
  private func checkDigest(
    _ digest: String?, header: Range<Int>, isRequired: Bool
  ) throws(StorageError) {
    guard let digest else {
      if isRequired {
        throw failure("it has no \(Limits.digestKey) entry, so this program did not write it")
      }
      return
    }
    guard let place = SafetensorsDigest.place(in: bytes[header]),
      Array(digest.utf8) == Array(bytes[place])
    else {
      throw failure("its \(Limits.digestKey) entry is not 64 digits")
    }
    guard SafetensorsDigest.digits(of: bytes, place: place) == Array(bytes[place]) else {
      throw failure("its content does not fit its \(Limits.digestKey) entry")
    }
  }

  private func tensor(_ entry: Entry, start: Int) -> SafetensorsFile.Tensor {
    let width = entry.type.width
    let words = (0..<entry.count).lazy.map {
      word(at: start + entry.begin + $0 * width, width: width)
    }
    let values: SafetensorsFile.Values =
      switch entry.type {
      case .float32: .float32(words.map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) })
      case .float64: .float64(words.map { Double(bitPattern: $0) })
      case .uint64: .uint64(Array(words))
      }
    return .init(name: entry.name, shape: entry.shape, values: values)
  }

  /// A little-endian number.
  private func word(at place: Int, width: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in stride(from: width - 1, through: 0, by: -1) {
      word = word << 8 | UInt64(bytes[place + index])
    }
    return word
  }
}
