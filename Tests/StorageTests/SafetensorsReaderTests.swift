import Testing

@testable import ForecastStorage

@Suite struct SafetensorsReaderTests {
  /// A file of a header text and data, with a right length.
  private static func file(_ header: String, data count: Int = 0) -> [UInt8] {
    let text = Array(header.utf8)
    return length(UInt64(text.count)) + text + [UInt8](repeating: 0, count: count)
  }

  private static func length(_ value: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  private static func tensor(_ body: String) -> String { #"{"t":{\#(body)}}"# }

  private static func one(
    dtype: String = #""F32""#, shape: String = "[1]", offsets: String = "[0,4]"
  ) -> String {
    tensor(#""dtype":\#(dtype),"shape":\#(shape),"data_offsets":\#(offsets)"#)
  }

  private static func two(_ first: String, _ second: String) -> String {
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":\#(first)},"#
      + #""b":{"dtype":"F32","shape":[1],"data_offsets":\#(second)}}"#
  }

  private func refusal(_ bytes: [UInt8], requiresDigest: Bool = false) -> StorageError? {
    storageError {
      _ = try SafetensorsFile.decode(bytes, path: "m", requiresDigest: requiresDigest)
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let message: String
    var testDescription: String { message }

    init(_ bytes: [UInt8], _ message: String) {
      self.bytes = bytes
      self.message = message
    }
  }

  /// Files made to mislead.
  static let malicious: [Case] = [
    // Sizes.
    Case([], "it has 0 bytes, too few for a safetensors file"),
    Case([1, 0, 0, 0, 0, 0, 0, 0, 0x7b], "it has 9 bytes, too few for a safetensors file"),
    Case(
      length(1 << 63) + [0x7b, 0x7d],
      "its header claims 9223372036854775808 bytes, more than the limit of 1048576"),
    Case(
      length(.max) + [0x7b, 0x7d],
      "its header claims 18446744073709551615 bytes, more than the limit of 1048576"),
    Case(
      length(.max - 7) + [0x7b, 0x7d],
      "its header claims 18446744073709551608 bytes, more than the limit of 1048576"),
    Case(
      length(1_048_577) + [0x7b, 0x7d],
      "its header claims 1048577 bytes, more than the limit of 1048576"),
    Case(length(3) + [0x7b, 0x7d], "its header claims 3 bytes, but only 2 follow"),
    Case(length(0) + [0x7b, 0x7d], "its header does not begin with '{'"),
    Case(length(2) + [0x7b, 0x7d, 0], "1 bytes after the last tensor belong to nothing"),
    // Other formats: a Python pickle, a zip archive, an ONNX model, a text.
    Case(
      [0x80, 0x04, 0x95, 0, 0, 0, 0, 0, 0, 0, 0x8c],
      "its header claims 9766016 bytes, more than the limit of 1048576"),
    Case(
      [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0, 0, 8, 0],
      "its header claims 85966670672 bytes, more than the limit of 1048576"),
    Case(
      [0x08, 0x07, 0x12, 0x07, 0x70, 0x79, 0x74, 0x6f, 0x72, 0x63],
      "its header claims 8031177557570357000 bytes, more than the limit of 1048576"),
    Case(
      Array("day,load\n2024-01-01,3\n".utf8),
      "its header claims 7233184986927030628 bytes, more than the limit of 1048576"),
    // JSON.
    Case(file("[]"), "its header does not begin with '{'"),
    Case(file(" {}"), "its header does not begin with '{'"),
    Case(file("{{"), "its header is damaged at byte 1: a member's name in quotes should be here"),
    Case(file("{}{}"), "its header is damaged at byte 2: there is something after the value"),
    Case(file("{}\u{0}"), "its header is damaged at byte 2: there is something after the value"),
    Case(file(#"{"a":"#), "its header is damaged at byte 5: the text ends where a value should be"),
    Case(
      length(5) + [0x7b, 0x22, 0xff, 0x22, 0x7d],
      "its header is damaged at byte 2: a string that is not valid UTF-8"),
    Case(
      file(String(repeating: #"{"a":"#, count: 100_000)),
      "its header is damaged at byte 15: nested deeper than 3"),
    Case(
      file(#"{"a":[[["# + String(repeating: "[", count: 100_000)),
      "its header is damaged at byte 7: nested deeper than 3"),
    Case(file(#"{"t":{},"t":{}}"#), "its header is damaged at byte 8: duplicate key 't'"),
    Case(
      file(#"{"t":{"dtype":"F32","dtype":"F64"}}"#),
      "its header is damaged at byte 20: duplicate key 'dtype'"),
    // Metadata.
    Case(file(#"{"__metadata__":[]}"#), "its __metadata__ is not an object"),
    Case(file(#"{"__metadata__":null}"#), "its __metadata__ is not an object"),
    Case(file(#"{"__metadata__":{"a":1}}"#), "metadata 'a' is not a text"),
    Case(file(#"{"__metadata__":{"a":{"b":"c"}}}"#), "metadata 'a' is not a text"),
    // Tensor entries.
    Case(file(#"{"t":1}"#), "tensor 't' is not an object"),
    Case(file(#"{"t":"/etc/passwd"}"#), "tensor 't' is not an object"),
    Case(file(#"{"":{}}"#), "a tensor has no name"),
    Case(file(#"{"\u001b[2J":{}}"#), "tensor '\\u{1b}[2J' has no dtype"),
    Case(file(tensor(#""dtype":"F32","shape":[1]"#)), "tensor 't' has no data_offsets"),
    Case(file(tensor(#""dtype":"F32","data_offsets":[0,4]"#)), "tensor 't' has no shape"),
    Case(
      file(
        tensor(#""dtype":"F32","shape":[1],"data_offsets":[0,4],"file":"/etc/passwd""#), data: 4),
      "tensor 't' has an unknown entry"),
    Case(file(one(dtype: #""F16""#), data: 4), "the dtype of tensor 't' is none of F32, F64, U64"),
    Case(file(one(dtype: #""f32""#), data: 4), "the dtype of tensor 't' is none of F32, F64, U64"),
    Case(file(one(dtype: "32"), data: 4), "the dtype of tensor 't' is none of F32, F64, U64"),
    // Shapes.
    Case(file(one(shape: "4"), data: 4), "the shape of tensor 't' is not a list"),
    Case(file(one(shape: #"["1"]"#), data: 4), "the shape of tensor 't' is not all integers"),
    Case(
      file(one(shape: "[-1]"), data: 4),
      "its header is damaged at byte 29: -1 is not an unsigned integer"),
    Case(
      file(one(shape: "[1.0]"), data: 4),
      "its header is damaged at byte 29: 1.0 is not an unsigned integer"),
    Case(
      file(one(shape: "[1e0]"), data: 4),
      "its header is damaged at byte 29: 1e0 is not an unsigned integer"),
    Case(
      file(one(shape: "[18446744073709551616]"), data: 4),
      "its header is damaged at byte 29: the number 18446744073709551616 is too large"),
    Case(file(one(shape: "[0]", offsets: "[0,0]")), "a dimension of tensor 't' is zero"),
    Case(
      file(one(shape: "[1048577]"), data: 4),
      "a dimension of tensor 't' is 1048577, more than the limit of 1048576"),
    Case(
      file(one(shape: "[1000000000]"), data: 4),
      "a dimension of tensor 't' is 1000000000, more than the limit of 1048576"),
    Case(
      file(one(shape: "[1,1,1,1,1]"), data: 4),
      "tensor 't' has 5 dimensions, more than the limit of 4"),
    Case(
      file(one(shape: "[1048576,1048576,1048576,1048576]"), data: 4),
      "the size of tensor 't' overflows"),
    Case(
      file(one(shape: "[1048576,1048576,1048576,4]"), data: 4), "the size of tensor 't' overflows"),
    Case(
      file(one(shape: "[1048576,1048576,1048576,2]"), data: 4), "the size of tensor 't' overflows"),
    Case(
      file(one(shape: "[1048576,1048576]"), data: 4),
      "tensor 't' has 4 bytes, but its shape needs 4398046511104"),
    Case(
      file(one(shape: "[1048576,1048576]", offsets: "[0,4398046511104]"), data: 4),
      "tensor 't' goes 4398046511100 bytes beyond the end of the file"),
    Case(file(one(shape: "[2]"), data: 4), "tensor 't' has 4 bytes, but its shape needs 8"),
    // Places.
    Case(file(one(offsets: "4"), data: 4), "the data_offsets of tensor 't' is not a list"),
    Case(file(one(offsets: "[0]"), data: 4), "the data_offsets of tensor 't' are not two"),
    Case(file(one(offsets: "[0,4,8]"), data: 4), "the data_offsets of tensor 't' are not two"),
    Case(file(one(offsets: "[4,0]"), data: 4), "tensor 't' ends before it begins"),
    Case(file(one(offsets: "[9007199254740991,0]"), data: 4), "tensor 't' ends before it begins"),
    Case(file(one(offsets: "[4,8]"), data: 8), "there is a hole of 4 bytes before tensor 't'"),
    Case(file(one(), data: 3), "tensor 't' goes 1 bytes beyond the end of the file"),
    Case(file(one(), data: 5), "1 bytes after the last tensor belong to nothing"),
    Case(
      file(one(offsets: "[9007199254740987,9007199254740991]"), data: 4),
      "there is a hole of 9007199254740987 bytes before tensor 't'"),
    Case(file(two("[0,4]", "[0,4]"), data: 4), "tensor 'b' overlaps another one"),
    Case(file(two("[0,4]", "[2,6]"), data: 6), "tensor 'b' overlaps another one"),
    Case(file(two("[4,8]", "[0,4]"), data: 12), "4 bytes after the last tensor belong to nothing"),
    Case(file(two("[0,4]", "[8,12]"), data: 12), "there is a hole of 4 bytes before tensor 'b'"),
    // Digests.
    Case(file(#"{"__metadata__":{"sha256":""}}"#), "its sha256 entry is not 64 digits"),
    Case(
      file(#"{"__metadata__":{"sha256" : "\#(String(repeating: "0", count: 64))"}}"#),
      "its sha256 entry is not 64 digits"),
    Case(
      file(#"{"__metadata__":{"sha256":"\#(String(repeating: "0", count: 64))"}}"#),
      "its content does not fit its sha256 entry"),
    Case(
      file(#"{"__metadata__":{"sha256":"\#(String(repeating: "A", count: 64))"}}"#),
      "its content does not fit its sha256 entry"),
    Case(
      file(#"{"__metadata__":{"sha256":"\#(String(repeating: "0", count: 63))"}}"#),
      "its sha256 entry is not 64 digits"),
  ]

  @Test(arguments: malicious)
  func `a file made to mislead is refused with its own text`(_ expected: Case) {
    let error = refusal(expected.bytes)
    #expect(error?.kind == .damaged)
    #expect(
      error?.description
        == "m: \(expected.message); hint: restore the file from a copy or make it anew")
  }

  @Test func `more tensors than any model has are refused`() {
    let entries = (0..<4097).map { index in
      #""\#(index)":{"dtype":"F32","shape":[1],"data_offsets":[\#(index * 4),\#(index * 4 + 4)]}"#
    }
    let header = { (count: Int) in "{" + entries[..<count].joined(separator: ",") + "}" }
    #expect(refusal(Self.file(header(4096), data: 4 * 4096)) == nil)
    #expect(
      refusal(Self.file(header(4097), data: 4 * 4097))?.message
        == "it has 4097 tensors, more than the limit of 4096")
  }

  @Test func `what the format allows is read`() throws {
    let file = try SafetensorsFile.decode(
      Self.file(Self.two("[4,8]", "[0,4]") + "   ", data: 8), path: "m", requiresDigest: false)
    #expect(file.tensors.map(\.name) == ["b", "a"])
    #expect(refusal(Self.file("{}")) == nil)
    #expect(refusal(Self.file(Self.one(), data: 4)) == nil)
    #expect(refusal(Self.file(Self.one(shape: "[]"), data: 4)) == nil)
  }

  @Test func `without a digest a model is refused`() {
    let error = refusal(Self.file("{}"), requiresDigest: true)
    #expect(
      error?.description
        == "m: it has no sha256 entry; hint: restore the file from a copy or make it anew")
  }

  @Test func `every flipped bit is refused`() {
    let whole = SafetensorsFileTests.sample.encoded()
    for place in whole.indices {
      for bit in UInt8(0)..<8 {
        var bytes = whole
        bytes[place] ^= 1 << bit
        #expect(refusal(bytes, requiresDigest: true) != nil, "bit \(bit) of byte \(place)")
      }
    }
  }

  @Test func `every cut and every added byte is refused`() {
    let whole = SafetensorsFileTests.sample.encoded()
    for length in whole.indices {
      #expect(refusal(Array(whole[..<length]), requiresDigest: true) != nil, "\(length) bytes")
    }
    #expect(refusal(whole + [0], requiresDigest: true) != nil)
    #expect(refusal(whole, requiresDigest: true) == nil)
  }

  @Test func `two blocks that changed places are refused`() {
    let whole = SafetensorsFileTests.sample.encoded()
    for first in stride(from: 0, to: whole.count - 16, by: 16) {
      for second in stride(from: first + 16, to: whole.count - 16, by: 16) {
        var bytes = whole
        for index in 0..<16 { bytes.swapAt(first + index, second + index) }
        if bytes != whole { #expect(refusal(bytes, requiresDigest: true) != nil) }
      }
    }
  }

  @Test func `bytes changed at random never stop the program`() throws {
    var source = RandomSource(seed: 21)
    let whole = SafetensorsFileTests.sample.encoded()
    let pieces = [
      "[", "]", "{", "}", "\"", ",", ":", "0", "9", "F32", "U64", "18446744073709551615",
    ]
    var accepted = 0
    for _ in 0..<20_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &source) {
        let place = Int.random(in: 0..<bytes.count, using: &source)
        switch source.next() % 4 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: source.next())
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(truncatingIfNeeded: source.next()), at: place)
        default:
          bytes.insert(contentsOf: (pieces.randomElement(using: &source) ?? "").utf8, at: place)
        }
      }
      // Without a length that fits, most changes would be refused before the header is looked at.
      if bytes.count > 400, Bool.random(using: &source) {
        let header = UInt64(max(0, bytes.count - 64))
        bytes.replaceSubrange(0..<8, with: Self.length(header))
      }
      if refusal(bytes) == nil { accepted += 1 }
      if refusal(bytes, requiresDigest: true) == nil { #expect(bytes == whole) }
    }
    // Those whose digest entry got another name, and those that were not changed at all.
    #expect((1..<100).contains(accepted))
  }

  @Test func `entries changed at random, with a digest that fits, never stop the program`() {
    var source = RandomSource(seed: 22)
    let numbers = ["0", "1", "2", "4", "8", "16", "1048576", "1048577", "9007199254740991", "-1"]
    var outcomes: Set<String> = []
    for _ in 0..<3000 {
      var entries: [String] = []
      for index in 0..<Int.random(in: 0...3, using: &source) {
        let pick = { numbers.randomElement(using: &source) ?? "0" }
        let dtype = ["F32", "F64", "U64", "I8"].randomElement(using: &source) ?? ""
        let shape = (0..<Int.random(in: 0...5, using: &source)).map { _ in pick() }
        entries.append(
          #""\#(index)":{"dtype":"\#(dtype)","shape":[\#(shape.joined(separator: ","))],"data_offsets":[\#(pick()),\#(pick())]}"#
        )
      }
      let zeros = String(repeating: "0", count: 64)
      entries.append(#""__metadata__":{"sha256":"\#(zeros)"}"#)
      var bytes = Self.file(
        "{" + entries.joined(separator: ",") + "}", data: Int(source.next() % 4) * 4)
      if let place = SafetensorsDigest.place(in: bytes[8...]) {
        bytes.replaceSubrange(place, with: SafetensorsDigest.digits(of: bytes, place: place))
      }
      outcomes.insert(refusal(bytes, requiresDigest: true)?.message ?? "read")
    }
    #expect(outcomes.contains("read"))
    #expect(outcomes.count > 20)
  }
}
