extension SafetensorsFile {
  /// The file's bytes; equal content gives equal bytes.
  ///
  /// The `sha256` entry covers the whole file, the header too, with the entry's own 64 digits taken as
  /// zeros: a flipped bit in a name or a shape would else stay valid. No limit is checked here; reading
  /// back does that.
  ///
  /// - Precondition: No two tensors have the same name.
  /// - Returns: The whole file.
  public func encoded() -> [UInt8] {
    precondition(Set(tensors.map(\.name)).count == tensors.count, "two tensors of the same name")
    var header = Array(JSONWriter.text(headerValue()).utf8)
    // Data that begins at a multiple of eight can be used in place by readers that map the file.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + tensors.reduce(0) { $0 + $1.values.byteCount })
    append(UInt64(header.count), to: &bytes)
    bytes += header
    for tensor in tensors {
      switch tensor.values {
      case .float32(let values): for value in values { append(value.bitPattern, to: &bytes) }
      case .float64(let values): for value in values { append(value.bitPattern, to: &bytes) }
      case .uint64(let values): for value in values { append(value, to: &bytes) }
      }
    }
    if let place = SafetensorsDigest.place(in: bytes[8..<(8 + header.count)]) {
      bytes.replaceSubrange(place, with: SafetensorsDigest.digits(of: bytes, place: place))
    }
    return bytes
  }

  private func headerValue() -> JSONValue {
    var texts = metadata
    texts[Limits.digestKey] = String(repeating: "0", count: SafetensorsDigest.length)
    let sorted = texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    var members = [
      JSONValue.Member(
        Limits.metadataKey, .object(sorted.map { .init($0.key, .string($0.value)) }))
    ]
    var begin = 0
    for tensor in tensors {
      let end = begin + tensor.values.byteCount
      members.append(
        .init(
          tensor.name,
          .object([
            "dtype": .string(tensor.values.typeName),
            "shape": .array(tensor.shape.map { .number($0) }),
            "data_offsets": .array([.number(begin), .number(end)]),
          ])))
      begin = end
    }
    return .object(members)
  }

  private func append(_ word: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: word.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }
}

extension SafetensorsFile.Values {
  /// The type's name in the header.
  var typeName: String {
    switch self {
    case .float32: "F32"
    case .float64: "F64"
    case .uint64: "U64"
    }
  }

  /// How many bytes the numbers take.
  var byteCount: Int {
    switch self {
    case .float32(let values): values.count * 4
    case .float64(let values): values.count * 8
    case .uint64(let values): values.count * 8
    }
  }
}

/// The digest entry in a header: where its digits stand and what they must be.
enum SafetensorsDigest {
  static let length = 64

  private static let opening = Array("\"\(SafetensorsFile.Limits.digestKey)\":\"".utf8)

  /// Where the digits stand, if the entry is there once and as this program writes it.
  ///
  /// Inside a JSON string the quotes would be escaped, so that no text can look like the entry.
  static func place(in header: ArraySlice<UInt8>) -> Range<Int>? {
    var found: Range<Int>?
    for start in header.indices where header[start] == opening[0] {
      guard header[start...].starts(with: opening) else { continue }
      let digits = (start + opening.count)..<(start + opening.count + length)
      guard found == nil, digits.upperBound < header.endIndex,
        header[digits.upperBound] == UInt8(ascii: "\"")
      else { return nil }
      found = digits
    }
    return found
  }

  /// The digits for a file: the digest of all its bytes with the digits taken as zeros.
  static func digits(of bytes: [UInt8], place: Range<Int>) -> [UInt8] {
    var digest = SHA256()
    digest.update(bytes[..<place.lowerBound])
    digest.update([UInt8](repeating: UInt8(ascii: "0"), count: length))
    digest.update(bytes[place.upperBound...])
    return Array(digest.hexadecimalDigest().utf8)
  }
}
