/// How the bytes of a file stand for characters.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  /// What every file should be.
  case utf8 = "utf-8"
  /// Western European: Windows-1252, which holds Latin-1.
  case latin1 = "latin-1"
  /// What spreadsheets call Unicode, the lower byte first.
  case utf16LittleEndian = "utf-16le"
  /// The same with the higher byte first.
  case utf16BigEndian = "utf-16be"

  /// Finds the encoding by a file's first bytes.
  ///
  /// Bytes that are no UTF-8 are Latin-1 only where no character of several bytes is valid beside them:
  /// a UTF-8 file with a damaged cell must not turn into another one.
  ///
  /// - Parameter head: the first block of the file.
  init(of head: [UInt8]) {
    if head.starts(with: [0xFF, 0xFE]) {
      self = .utf16LittleEndian
    } else if head.starts(with: [0xFE, 0xFF]) {
      self = .utf16BigEndian
    } else {
      self = TextEncoding.isLatin1(head) ? .latin1 : .utf8
    }
  }

  private static func isLatin1(_ head: [UInt8]) -> Bool {
    guard head.contains(where: { $0 >= 0x80 }), !head.contains(0) else { return false }
    var position = 0
    var isValid = true
    while position < head.count {
      let byte = head[position]
      guard byte >= 0x80 else {
        position += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let rest = head[(position + 1)...].prefix(length - 1)
      // A character that the block cuts in two proves nothing.
      if rest.count < length - 1, rest.allSatisfy({ $0 & 0xC0 == 0x80 }) { break }
      let character = [byte] + rest
      if byte >= 0xC2, String(validating: character, as: UTF8.self) != nil { return false }
      isValid = false
      position += 1
    }
    return !isValid
  }

  /// What is told of it; nil for UTF-8.
  var note: String? {
    switch self {
    case .utf8: nil
    case .latin1: "the text is read as Latin-1 (Windows-1252), not UTF-8"
    case .utf16LittleEndian, .utf16BigEndian: "the text is read as UTF-16"
    }
  }

  /// The characters of the bytes 0x80 … 0x9F in Windows-1252; the five that it leaves open stay themselves.
  private static let upperControls: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The UTF-8 bytes of one byte of Windows-1252.
  static func append(_ byte: UInt8, to text: inout [UInt8]) {
    let value = byte < 0xA0 ? upperControls[Int(byte) - 0x80] : UInt32(byte)
    guard let scalar = UnicodeScalar(value) else { return }
    text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
