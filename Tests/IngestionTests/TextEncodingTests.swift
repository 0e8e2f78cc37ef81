import Testing

@testable import ForecastIngestion

struct TextEncodingTests {
  @Test(arguments: [
    (Array("a,b".utf8), TextEncoding.utf8), (Array("é,b".utf8), .utf8), ([], .utf8),
    ([0xFF, 0xFE, 0x61, 0], .utf16LittleEndian), ([0xFE, 0xFF, 0, 0x61], .utf16BigEndian),
    ([0x61, 0xE9, 0x2C], .latin1), (Array("é".utf8) + [0xE9, 0x2C], .utf8),
    // The last character may be cut in two by the block.
    (Array("a,b".utf8) + [0xC3], .utf8), ([0x61, 0, 0xE9], .utf8),
  ])
  func `the encoding is found by the first bytes`(_ head: [UInt8], _ expected: TextEncoding) {
    #expect(TextEncoding(of: head) == expected)
  }

  @Test func `only what is not UTF-8 is told`() {
    #expect(TextEncoding.utf8.note == nil)
    #expect(TextEncoding.latin1.note == "the text is read as Latin-1 (Windows-1252), not UTF-8")
    #expect(TextEncoding.utf16BigEndian.note == "the text is read as UTF-16")
  }

  @Test func `a byte of Windows-1252 becomes its character`() {
    var text: [UInt8] = []
    for byte in [0xE9, 0x80, 0x9F, 0x81] as [UInt8] { TextEncoding.append(byte, to: &text) }
    #expect(String(decoding: text, as: UTF8.self) == "é€Ÿ\u{81}")
  }
}
