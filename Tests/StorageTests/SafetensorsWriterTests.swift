import Testing

@testable import ForecastStorage

@Suite struct SafetensorsWriterTests {
  @Test func `the layout is the published one, byte for byte`() {
    let file = SafetensorsFile(
      metadata: ["z": "last", "a": "first"],
      tensors: [
        .init(name: "w", shape: [1, 2], values: .float32([1, -2])),
        .init(name: "s", shape: [1], values: .float64([0.5])),
      ])
    let bytes = file.encoded()
    let header =
      #"{"__metadata__":{"a":"first","sha256":"c9bef8eea5c0ad93da2adabda3465dad2226ac86c3031f3ca66217b745450fdf","z":"last"},"#
      + #""w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"#
      + #""s":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}"#
    let length = (header.utf8.count + 7) / 8 * 8
    #expect(bytes.prefix(8) == [UInt8(length), 0, 0, 0, 0, 0, 0, 0])
    let text = String(decoding: bytes[8..<(8 + length)], as: UTF8.self)
    #expect(text == header + String(repeating: " ", count: length - header.utf8.count))
    #expect(
      bytes[(8 + length)...] == [
        0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f,
      ])
  }

  @Test func `the digest is that of the file with its digits as zeros`() throws {
    var bytes = SafetensorsFileTests.sample.encoded()
    let place = try #require(
      SafetensorsDigest.place(in: bytes[8...]))
    let digits = Array(bytes[place])
    bytes.replaceSubrange(place, with: [UInt8](repeating: UInt8(ascii: "0"), count: 64))
    #expect(Array(SHA256.hexadecimal(of: bytes).utf8) == digits)
  }

  @Test func `the order of the dictionary does not show`() {
    let keys = (0..<50).map { "key\($0)" }
    let forwards = Dictionary(uniqueKeysWithValues: keys.map { ($0, "v") })
    var backwards: [String: String] = [:]
    for key in keys.reversed() { backwards[key] = "v" }
    #expect(
      SafetensorsFile(metadata: forwards).encoded()
        == SafetensorsFile(metadata: backwards).encoded())
  }

  @Test func `an entry of the writer's own name is overwritten`() throws {
    let file = SafetensorsFile(metadata: ["sha256": "mine"])
    #expect(file.encoded() == SafetensorsFile().encoded())
  }

  @Test func `a text that looks like the digest entry is not mistaken for it`() throws {
    let zeros = String(repeating: "0", count: 64)
    let file = SafetensorsFile(
      metadata: ["a": "\"sha256\":\"\(zeros)\"", "z\"sha256\":\"": zeros],
      tensors: [.init(name: "sha256", shape: [1], values: .uint64([1]))])
    #expect(try SafetensorsFile.decode(file.encoded(), path: "m") == file)
  }

  @Test func `any content is read back the same`() throws {
    var source = RandomSource(seed: 8)
    for _ in 0..<300 {
      let file = Self.makeFile(&source)
      let bytes = file.encoded()
      let again = try SafetensorsFile.decode(bytes, path: "m")
      #expect(again == file)
      #expect(again.encoded() == bytes)
      #expect(bytes.count % 4 == 0)
    }
  }

  static func makeFile(_ source: inout RandomSource) -> SafetensorsFile {
    var file = SafetensorsFile()
    for index in 0..<Int.random(in: 0...4, using: &source) {
      file.metadata["k\(index)\u{e9}\n"] = String(source.next(), radix: 36)
    }
    for index in 0..<Int.random(in: 0...4, using: &source) {
      let shape = (0..<Int.random(in: 0...4, using: &source)).map { _ in
        Int.random(in: 1...3, using: &source)
      }
      let count = shape.reduce(1, *)
      let values: SafetensorsFile.Values =
        switch index % 3 {
        case 0: .float32((0..<count).map { _ in Float.random(in: -9...9, using: &source) })
        case 1: .float64((0..<count).map { _ in Double.random(in: -9...9, using: &source) })
        default: .uint64((0..<count).map { _ in source.next() })
        }
      file.tensors.append(.init(name: "t\(index)", shape: shape, values: values))
    }
    return file
  }
}
