/// Turns the blocks of a file into UTF-8, whatever they were written in.
struct TextDecoder: Sendable {
  /// How the file is written; nil until the first block was seen.
  private(set) var encoding: TextEncoding?
  /// Bytes of a character that the last block cut in two.
  private var carried: [UInt8] = []

  /// How many bytes are looked at, where there are as many: what a pipe gives at once is chance.
  private static let bytesWanted = 64 * 1_024

  /// Makes a decoder.
  ///
  /// - Parameter encoding: how the file is written; nil to find out.
  init(encoding: TextEncoding? = nil) {
    self.encoding = encoding
  }

  /// The next block of a source as UTF-8; nil at its end.
  mutating func nextBlock<Source: BlockSource & ~Copyable>(
    of source: inout Source
  ) throws(IngestionError) -> [UInt8]? {
    while var block = try source.nextBlock() {
      while encoding == nil, block.count < TextDecoder.bytesWanted,
        let next = try source.nextBlock()
      {
        block += next
      }
      let encoding = encoding ?? TextEncoding(of: Array(block.prefix(TextDecoder.bytesWanted)))
      self.encoding = encoding
      let decoded = decode(block, encoding)
      if !decoded.isEmpty { return decoded }
    }
    defer { carried = [] }
    return carried.isEmpty ? nil : Array(UTF8.encodedReplacementCharacter)
  }

  private mutating func decode(_ block: [UInt8], _ encoding: TextEncoding) -> [UInt8] {
    switch encoding {
    case .utf8: return block
    case .latin1:
      guard block.contains(where: { $0 >= 0x80 }) else { return block }
      var text: [UInt8] = []
      text.reserveCapacity(block.count + block.count / 16)
      for byte in block {
        if byte < 0x80 { text.append(byte) } else { TextEncoding.append(byte, to: &text) }
      }
      return text
    case .utf16LittleEndian: return utf16(block) { UInt16($0) | UInt16($1) << 8 }
    case .utf16BigEndian: return utf16(block) { UInt16($1) | UInt16($0) << 8 }
    }
  }

  private mutating func utf16(
    _ block: [UInt8], unit: (UInt8, UInt8) -> UInt16
  ) -> [UInt8] {
    let bytes = carried + block
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for place in stride(from: 0, to: bytes.count - 1, by: 2) {
      units.append(unit(bytes[place], bytes[place + 1]))
    }
    var taken = units.count
    if let last = units.last, UTF16.isLeadSurrogate(last) { taken -= 1 }
    carried = Array(bytes[(2 * taken)...])
    return Array(String(decoding: units[..<taken], as: UTF16.self).utf8)
  }
}
