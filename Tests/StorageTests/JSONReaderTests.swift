import ForecastStorage
import Testing

@Suite struct JSONReaderTests {
  private func refusal(
    _ bytes: [UInt8], depth: Int = 3, _ numbers: JSONReader.Numbers = .any
  ) -> String? {
    do throws(JSONError) {
      _ = try JSONReader.value(of: bytes, maximumDepth: depth, numbers: numbers)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `every kind of value is read`() throws {
    let text =
      #" { "a" : [ 1 , -2.5e-1, true, false, null ], "b": {"c": "d\"\\\/\b\f\n\r\té😀\u0041\ud83d\ude00"} } "#
    let value = try JSONReader.value(of: Array(text.utf8))
    let expected = JSONValue.object([
      "a": .array([.number(1), .number(-0.25), .bool(true), .bool(false), .null]),
      "b": .object(["c": .string("d\"\\/\u{8}\u{c}\n\r\té😀A😀")]),
    ])
    #expect(value == expected)
    #expect(value["a"]?.elements?[0].integer == 1)
    #expect(value["a"]?.elements?[1].double == -0.25)
    #expect(value["a"]?.elements?[1].integer == nil)
    #expect(value["a"]?.elements?[2].bool == true)
    #expect(value["a"]?.elements?[4].isNull == true)
    #expect(value["b"]?["c"]?.text?.count == 13)
    #expect(value["z"] == nil)
    #expect(value.members?.map(\.name) == ["a", "b"])
  }

  @Test(arguments: [
    ("", "1:1: the text ends where a value should be"),
    ("  ", "1:3: the text ends where a value should be"),
    ("x", "1:1: a value should be here"),
    ("nul", "1:1: a value should be here"),
    ("'a'", "1:1: a value should be here"),
    ("[1,]", "1:4: a value should be here"),
    ("[1 2]", "1:4: ',' or ']' should be here"),
    ("[1", "1:3: ',' or ']' should be here"),
    ("{", "1:2: a member's name in quotes should be here"),
    ("{a:1}", "1:2: a member's name in quotes should be here"),
    (#"{"a" 1}"#, "1:6: ':' should be here"),
    (#"{"a":1 "b":2}"#, "1:8: ',' or '}' should be here"),
    (#"{"a":1,}"#, "1:8: a member's name in quotes should be here"),
    ("{\"a\":1,\n \"a\":2}", "2:2: duplicate key 'a'"),
    (#"{"a":1,"\u0061":2}"#, "1:8: duplicate key 'a'"),
    (#"{"\u001b":1,"\u001b":2}"#, "1:13: duplicate key '\\u{1b}'"),
    ("{} {}", "1:4: there is something after the value"),
    ("{}\u{0}", "1:3: there is something after the value"),
    ("1 // one", "1:3: there is something after the value"),
    ("[[[[1]]]]", "1:4: nested deeper than 3"),
    ("01", "1:1: a number with a leading zero"),
    ("-01", "1:1: a number with a leading zero"),
    ("-", "1:2: a digit should be here"),
    ("+1", "1:1: a value should be here"),
    (".5", "1:1: a value should be here"),
    ("1.", "1:3: a digit should be here"),
    ("1e", "1:3: a digit should be here"),
    ("1e+", "1:4: a digit should be here"),
    ("0x1", "1:2: there is something after the value"),
    ("NaN", "1:1: a value should be here"),
    ("1e999", "1:1: the number 1e999 is too large"),
    ("9007199254740992", "1:1: the number 9007199254740992 is too large"),
    ("-9007199254740993", "1:1: the number -9007199254740993 is too large"),
    (#""abc"#, "1:5: the text ends inside a string"),
    (#""abc\"#, "1:6: the text ends inside a string"),
    ("\"a\nb\"", "1:3: a control character in a string"),
    (#""\x41""#, "1:2: an unknown escape"),
    (#""\u12g4""#, "1:2: an escape without four hexadecimal digits"),
    (#""\ud800""#, "1:2: half of a surrogate pair"),
    (#""\ud800\u0041""#, "1:2: half of a surrogate pair"),
    (#""\udc00""#, "1:2: half of a surrogate pair"),
    ("\u{feff}{}", "1:1: a value should be here"),
  ])
  func `what is no JSON is refused with its place`(_ text: String, _ expected: String) {
    #expect(refusal(Array(text.utf8)) == expected)
  }

  @Test(
    arguments: [
      [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
      [0x22, 0xe2, 0x82, 0x22], [0x22, 0xf5, 0x80, 0x80, 0x80, 0x22],
    ] as [[UInt8]])
  func `invalid UTF-8 is refused`(_ bytes: [UInt8]) {
    #expect(refusal(bytes) == "1:2: a string that is not valid UTF-8")
  }

  @Test(arguments: [
    ("-1", "1:1: -1 is not an unsigned integer"), ("1.0", "1:1: 1.0 is not an unsigned integer"),
    ("1e2", "1:1: 1e2 is not an unsigned integer"), ("-0", "1:1: -0 is not an unsigned integer"),
  ])
  func `only unsigned integers are let in where sizes are read`(_ text: String, _ expected: String)
  {
    #expect(refusal(Array(text.utf8), .unsignedIntegers) == expected)
    #expect(refusal(Array("9007199254740991".utf8), .unsignedIntegers) == nil)
  }

  @Test func `a hundred thousand brackets do not exhaust the stack`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(refusal(bytes) == "1:4: nested deeper than 3")
    #expect(refusal(bytes, depth: .max) == "1:129: nested deeper than 128")
  }

  @Test func `a long number is shown shortened`() {
    let digits = String(repeating: "9", count: 5000)
    let shown = String(repeating: "9", count: 40) + "…"
    #expect(refusal(Array(digits.utf8)) == "1:1: the number \(shown) is too large")
  }

  @Test func `bytes without sense never stop the program`() {
    var source = RandomSource(seed: 11)
    let alphabet = Array(#"{}[]",:\u0123eE+-.truefalsn "#.utf8) + [0xff, 0x00, 0xc3]
    var accepted = 0
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...24, using: &source)
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &source) ?? 0 }
      if refusal(bytes) == nil { accepted += 1 }
    }
    #expect(accepted > 0)
  }
}
