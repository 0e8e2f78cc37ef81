import ForecastStorage
import Testing

@Suite struct JSONWriterTests {
  @Test func `members keep their order and nothing is put between them`() {
    let value = JSONValue.object([
      "z": .number(1), "a": .array([.bool(true), .bool(false), .null]), "m": .object([]),
      "n": .array([]),
    ])
    #expect(JSONWriter.text(value) == #"{"z":1,"a":[true,false,null],"m":{},"n":[]}"#)
  }

  @Test func `indented text has a line for each member and element`() {
    let value = JSONValue.object([
      "a": .array([.number(1), .object(["b": .null])]), "c": .object([]),
    ])
    #expect(
      JSONWriter.text(value, indented: true) == """
        {
          "a": [
            1,
            {
              "b": null
            }
          ],
          "c": {}
        }
        """)
  }

  @Test(
    arguments: [
      (0, "0"), (-0.0, "-0.0"), (1, "1"), (-3, "-3"), (0.1, "0.1"), (1e-7, "1e-07"),
      (9_007_199_254_740_991, "9007199254740991"), (1e300, "1e+300"),
      (.leastNonzeroMagnitude, "5e-324"),
      (0x1p53, "9007199254740992.0"), (.infinity, "null"), (.nan, "null"),
    ] as [(Double, String)])
  func `numbers are as short as they can be`(_ number: Double, _ text: String) {
    #expect(JSONWriter.text(.number(number)) == text)
  }

  @Test func `characters that could do harm are escaped`() {
    let text = "a\"b\\c\n\r\t\u{0}\u{1b}\u{7f}\u{9b}é😀"
    #expect(
      JSONWriter.text(.string(text)) == #""a\"b\\c\n\r\t\u0000\u001b\u007f\u009bé😀""#)
  }

  @Test func `what is written is read back the same`() throws {
    var source = RandomSource(seed: 5)
    for _ in 0..<2000 {
      let value = makeValue(depth: 0, &source)
      for indented in [false, true] {
        let text = JSONWriter.text(value, indented: indented)
        let again = try JSONReader.value(of: Array(text.utf8), maximumDepth: 8)
        #expect(again == value)
        #expect(JSONWriter.text(again, indented: indented) == text)
      }
    }
  }

  private func makeValue(depth: Int, _ source: inout RandomSource) -> JSONValue {
    switch Int.random(in: 0..<(depth < 4 ? 6 : 4), using: &source) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &source))
    case 2:
      let number = Double(bitPattern: source.next())
      return .number(
        number.isFinite ? number : Double(Int.random(in: -1000...1000, using: &source)))
    case 3: return .string(makeText(&source))
    case 4:
      return .array(
        (0..<Int.random(in: 0...4, using: &source)).map { _ in makeValue(depth: depth + 1, &source)
        })
    default:
      return .object(
        (0..<Int.random(in: 0...4, using: &source)).map {
          .init("\($0)" + makeText(&source), makeValue(depth: depth + 1, &source))
        })
    }
  }

  private func makeText(_ source: inout RandomSource) -> String {
    let scalars = (0..<Int.random(in: 0...6, using: &source)).compactMap { _ in
      Unicode.Scalar(
        UInt32.random(in: 0...0x10ffff, using: &source) >> UInt32.random(in: 0...20, using: &source)
      )
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
