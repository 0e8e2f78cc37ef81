import ForecastSeries
import Testing

@testable import ForecastIngestion

struct TextDecoderTests {
  private func decoded(
    _ bytes: [UInt8], block: Int, encoding: TextEncoding? = nil
  ) throws -> String {
    var source = MemorySource(bytes, blockSize: block)
    var decoder = TextDecoder(encoding: encoding)
    var all: [UInt8] = []
    while let block = try decoder.nextBlock(of: &source) { all += block }
    return String(decoding: all, as: UTF8.self)
  }

  private static func bytes(_ units: [UInt16]) -> [UInt8] {
    var bytes: [UInt8] = []
    for unit in units { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    return bytes
  }

  private static let text = "ds,y\n2024-01-01,ä𝄞\n"

  @Test(arguments: [2, 3, 5, 7, 1_000])
  func `UTF-16 is decoded whatever the blocks are`(_ block: Int) throws {
    let units = Array(TextDecoderTests.text.utf16)
    let little: [UInt8] = [0xFF, 0xFE] + TextDecoderTests.bytes(units)
    let big: [UInt8] = [0xFE, 0xFF] + TextDecoderTests.bytes(units.map(\.byteSwapped))
    for bytes in [little, big] {
      #expect(try decoded(bytes, block: block) == "\u{FEFF}" + TextDecoderTests.text)
    }
  }

  @Test func `half a character at the end is told by a mark`() throws {
    #expect(try decoded([0xFF, 0xFE, 0x61, 0, 0x62], block: 10) == "\u{FEFF}a\u{FFFD}")
  }

  @Test func `Latin-1 is decoded, and UTF-8 left as it is`() throws {
    #expect(try decoded([0x61, 0xE9, 0x0A, 0x61], block: 10) == "aé\na")
    #expect(try decoded(Array("é".utf8), block: 1, encoding: .utf8) == "é")
    #expect(try decoded(Array("é".utf8), block: 10, encoding: .latin1) == "Ã©")
  }

  /// Found by fuzzing: only the first block was looked at, and how long it is says the pipe.
  @Test(arguments: [1, 2, 3, 1_000])
  func `the encoding is found whatever the blocks are`(_ block: Int) throws {
    #expect(try decoded([0x61, 0x0A, 0xE9, 0x0A, 0x61, 0x0A], block: block) == "a\né\na\n")
    #expect(try decoded(Array("a\né\n".utf8), block: block) == "a\né\n")
    let wide: [UInt8] = [0xFE, 0xFF, 0, 0x61, 0, 0x0A]
    #expect(try decoded(wide, block: block) == "\u{FEFF}a\n")
  }

  @Test func `a file of another encoding gives the same series`() throws {
    let text = "name;ds;y\nné;2024-01-01;1,5\nné;2024-01-02;2,5\n"
    let plain = try PanelReader.read(bytes: Array(text.utf8), name: "d.csv")
    let utf16: [UInt8] = [0xFF, 0xFE] + TextDecoderTests.bytes(Array(text.utf16))
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    for bytes in [utf16, latin] {
      let reading = try PanelReader.read(bytes: bytes, name: "d.csv")
      #expect(reading.panel.values == plain.panel.values)
      #expect(reading.notes.count == plain.notes.count + 1)
    }
  }
}
