import ForecastKernels
import Foundation
import TestSupport
import Testing

@Suite struct PlainLinesTests {
  private func scan(
    _ text: String, width: Int, separator: Unicode.Scalar = ",", comment: UInt8? = nil,
    from first: Int = 0, most: Int = .max
  ) -> (lines: PlainLines, bytes: [UInt8]) {
    let bytes = Array(text.utf8)
    var lines = PlainLines()
    lines.scan(
      bytes, from: first,
      PlainLines.Form(
        width: width, separator: UInt8(ascii: separator), quote: UInt8(ascii: "\""),
        comment: comment), most: most)
    return (lines, bytes)
  }

  private func fields(_ text: String, width: Int, comment: UInt8? = nil) -> [[String]] {
    let (lines, bytes) = scan(text, width: width, comment: comment)
    return (0..<lines.count).map { line in
      (0..<width).map { String(decoding: bytes[lines.range(of: $0, line: line)], as: UTF8.self) }
    }
  }

  @Test(arguments: ["\n", "\r\n"])
  func `fields of plain lines are found`(_ end: String) {
    let text = "a,b,\(end),,\(end)ccc,\(String(repeating: "d", count: 100)),e\(end)"
    #expect(
      fields(text, width: 3) == [
        ["a", "b", ""], ["", "", ""], ["ccc", String(repeating: "d", count: 100), "e"],
      ])
  }

  @Test(arguments: [
    "1,2\n3,\"4\"\n5,6\n", "1,2\n3\n5,6\n", "1,2\n3,4,5\n5,6\n", "1,2\n\n5,6\n", "1,2\n\r\n5,6\n",
    "1,2\n3,4\r5,6\n", "1,2\n3,\0\n5,6\n", "1,2\n#,4\n5,6\n", "1,2\n3,4",
  ])
  func `anything else ends the scan before its line`(_ text: String) {
    let (lines, _) = scan(text, width: 2, comment: UInt8(ascii: "#"))
    #expect(lines.count == 1 && lines.next == 4 && lines.start(of: 1) == 4)
  }

  @Test func `marks are found at every place of a block`() {
    for length in 0..<130 {
      let cell = String(repeating: "x", count: length)
      #expect(fields("\(cell),y\n\(cell),z\n", width: 2) == [[cell, "y"], [cell, "z"]])
    }
  }

  @Test func `a scan begins and ends where it is told`() {
    let (lines, _) = scan("1,2\n3,4\n5,6\n", width: 2, from: 4, most: 1)
    #expect(lines.count == 1 && lines.next == 8 && lines.range(of: 1, line: 0) == 6..<7)
    #expect(lines.shortest == 3)
    #expect(lines.shortest(of: lines.count) == 3 && lines.shortest(of: 0) == .max)
    #expect(scan("", width: 2).lines.count == 0)
    #expect(scan("1,2\n", width: 2, from: 4).lines.count == 0)
  }

  @Test func `numbers are read up to the first cell that is none`() {
    let (lines, bytes) = scan("a, 1.5 \na,-2e3\na,+.5\na,NA\na,7\n", width: 2)
    var values = [Double](repeating: .nan, count: 10)
    #expect(
      lines.readNumbers([1], of: bytes, from: 0, mark: UInt8(ascii: "."), into: &values)
        == 3)
    #expect(values[0] == 1.5 && values[1] == -2_000 && values[2] == 0.5 && values[3].isNaN)
    #expect(
      lines.readNumbers([1], of: bytes, from: 4, mark: UInt8(ascii: "."), into: &values)
        == 5)
    #expect(values[4] == 7)
  }

  @Test(arguments: [
    "0.1", "1e22", "0.12345678901234567", "9007199254740993.5", "1e-300",
    "2.2250738585072011e-308", "179769313486231570000e-1", "00000000000000000000000001.5", "-0",
    "1.7976931348623157e100",
  ])
  func `a number is the nearest double`(_ text: String) throws {
    let (lines, bytes) = scan("\(text)\n", width: 1)
    var values = [0.0]
    #expect(
      lines.readNumbers([0], of: bytes, from: 0, mark: UInt8(ascii: "."), into: &values)
        == 1)
    #expect(values[0].bitPattern == Double(text)?.bitPattern)
  }

  @Test func `several columns are read row by row and stand column by column`() {
    let (lines, bytes) = scan("1,a,2\n3,b,4\n5,c,x\n7,d,8\n", width: 3)
    var values = [Double](repeating: .nan, count: 8)
    let mark = UInt8(ascii: ".")
    #expect(lines.readNumbers([2, 0], of: bytes, from: 0, mark: mark, into: &values) == 4)
    #expect(lines.readNumbers([2, 0], of: bytes, from: 5, mark: mark, into: &values) == 8)
    #expect(values.map { $0.isNaN ? 0 : $0 } == [2, 4, 0, 8, 1, 3, 5, 7])
  }

  /// How many random numbers: `FORECAST_NUMBERS=10000000` for the whole campaign.
  private static let numbers = CampaignSize.number("FORECAST_NUMBERS") ?? 200_000

  private func randomNumber(_ generator: inout TestGenerator) -> String {
    func digits(_ most: Int) -> String {
      String(
        (0..<Int.random(in: 0...most, using: &generator)).map { _ in
          Character(UnicodeScalar(UInt8.random(in: 48...57, using: &generator)))
        })
    }
    let most = [4, 8, 20].randomElement(using: &generator) ?? 4
    var text = ["", "", "-", "+"].randomElement(using: &generator) ?? ""
    text += digits(most)
    if Int.random(in: 0..<4, using: &generator) > 0 { text += "." + digits(most) }
    if Int.random(in: 0..<5, using: &generator) == 0 {
      text += "e\(Int.random(in: -330...160, using: &generator))"
    }
    return text
  }

  @Test func `random decimals are bit for bit what strtod says`() {
    var generator = TestGenerator(seed: 3)
    var (compared, left) = (0, 0)
    while compared + left < PlainLinesTests.numbers {
      let texts = (0..<10_000).map { _ in randomNumber(&generator) }
      let (lines, bytes) = scan(texts.map { "x,\($0)\n" }.joined(), width: 2)
      var values = [Double](repeating: .nan, count: texts.count)
      var line = 0
      while line < texts.count {
        let stop = lines.readNumbers(
          [1], of: bytes, from: line, mark: UInt8(ascii: "."), into: &values)
        var wrong = 0
        for place in line..<stop
        where unsafe values[place].bitPattern != strtod(texts[place], nil).bitPattern { wrong += 1 }
        #expect(wrong == 0)
        compared += stop - line
        if stop < texts.count { left += 1 }
        line = stop + 1
      }
    }
    #expect(compared > 3 * left)
  }

  @Test(arguments: [
    "", "-", ".", "e5", "1e", "123456789012345678", "1e+", "1x", "0x10", "nan", "inf", "1 2", "1,5",
    "9007199254740993",
    "1e151", "--1", "+-1", "1.2.3", "1e5.0", "１",
  ])
  func `what needs a closer look is left`(_ text: String) {
    let (lines, bytes) = scan("\(text);\n", width: 2, separator: ";")
    var values = [0.0]
    #expect(
      lines.readNumbers([0], of: bytes, from: 0, mark: UInt8(ascii: "."), into: &values)
        == 0)
  }

  @Test func `integers and changes are found`() {
    var (lines, bytes) = scan("a,1\na,-2\nb,+3\na,1234567890123456\n", width: 2)
    var times = [Int](repeating: 0, count: 4)
    #expect(lines.readTimes(1, of: bytes, nil, into: &times) == 3)
    #expect(times == [1, -2, 3, 0])
    #expect(lines.changes(of: 0, in: bytes) == [0, 2, 3])
    (lines, bytes) = scan("shop-11-a,1\nshop-11-b,1\nshop-11-b,1\nshop-21-b,1\n", width: 2)
    #expect(lines.changes(of: 0, in: bytes) == [0, 1, 3])
  }
}
