import Testing

@testable import ForecastIngestion

struct NumberDressTests {
  private func bare(
    _ cell: String, _ dress: NumberDress, decimalMark: Unicode.Scalar = "."
  ) -> String? {
    let bytes = Array(cell.utf8)
    return dress.takenOff(bytes[...], decimalMark: UInt8(ascii: decimalMark))
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private func dress(_ mark: String, _ texts: String..., parentheses: Bool = true) -> NumberDress {
    NumberDress(
      thousandsMark: Array(mark.utf8), texts: texts.map { Array($0.utf8) },
      hasParentheses: parentheses)
  }

  @Test(arguments: [
    ("1,234.50", "1234.50"), ("1,234,567", "1234567"), ("$1,234", "1234"), ("-$5", "-5"),
    ("$-5", "-5"), ("- 5 $", "-5"), ("(1,234.5)", "-1234.5"), ("($5)", "-5"), ("12", "12"),
    ("5 %", "5"), ("\u{A0}5\u{A0}%", "5"),
  ])
  func `signs, marks and texts are taken off`(_ cell: String, _ expected: String) {
    #expect(bare(cell, dress(",", "$", "%")) == expected)
  }

  @Test(arguments: ["12,34.5", "1,2345", "1234,567", ",123", "(-5)", "1,,234"])
  func `a mark in another place is no number`(_ cell: String) {
    let text = bare(cell, dress(",")) ?? ""
    #expect(
      NumberParser().read(
        Array(text.utf8), text.utf8.indices.count == 0 ? 0..<0 : 0..<text.utf8.count) == .noNumber)
  }

  @Test func `marks of several bytes and decimal commas are known`() {
    #expect(bare("1\u{202F}234,5", dress("\u{202F}"), decimalMark: ",") == "1234,5")
    #expect(bare("1.234.567,5", dress("."), decimalMark: ",") == "1234567,5")
    for blank in [" ", "\u{A0}", "\u{202F}", "\u{2009}"] {
      #expect(bare("1\(blank)234\(blank)567", dress(" ")) == "1234567", "a blank stands for all")
    }
  }

  @Test func `a minus may stand behind`() {
    let behind = NumberDress(texts: [Array("€".utf8)], hasMinusBehind: true)
    #expect(bare("112,00-", behind, decimalMark: ",") == "-112,00")
    #expect(bare("112,00- €", behind, decimalMark: ",") == "-112,00")
    #expect(bare("112,00 €-", behind, decimalMark: ",") == "-112,00")
    #expect(bare("5-", .none) == "5-")
    #expect(bare("-5-", behind) == "-5-")
    #expect(bare("5,-", behind, decimalMark: ",") == "5,-", "a price without cents")
  }

  private func found(_ cells: [String], decimalMark: Unicode.Scalar = ".") -> NumberDress {
    NumberDress(of: [cells.map { Array($0.utf8) }], decimalMark: UInt8(ascii: decimalMark))
  }

  @Test func `what most cells of a column wear is found, and told`() {
    let found = found(["$1,234.50", "$7.00", "($3.25)"])
    #expect(found == dress(",", "$"))
    #expect(
      found.notes == [
        "thousands marked by ','", "'$' taken off the numbers",
        "numbers in parentheses are below zero",
      ])
    #expect(self.found(["1", "2.5"]).isNone)
  }

  @Test func `a mark between thousands has to be proved`() {
    #expect(found(["1,234", "2,345"]).isNone)
    #expect(found(["1,234,567", "2,345"]).thousandsMark == Array(",".utf8))
    #expect(found(["1 234", "2 345"]).thousandsMark == Array(" ".utf8))
  }

  @Test func `marks in a few cells are found beside plain numbers`() {
    let plain = (0..<20).map { "1\($0).50" }
    #expect(found(plain + ["$1,480.25"]) == dress(",", "$", parentheses: false))
    let commas = plain.map { $0.replacing(".", with: ",") }
    let points = dress(".", parentheses: false)
    #expect(found(commas + ["1.480,25"], decimalMark: ",") == points)
    #expect(found(commas + ["1 480,25"], decimalMark: ",") == dress(" ", parentheses: false))
    #expect(found(plain + ["1.480,25"]).isNone, "not beside points")
    let minus = found(plain + ["5-"])
    #expect(minus.hasMinusBehind)
    #expect(minus.notes == ["numbers with a minus behind them are below zero"])
  }

  @Test func `a point needs no further proof where the decimal mark is a comma`() {
    let cells = ["12,50", "1.234"].map { Array($0.utf8) }
    func mark(_ provesPoints: Bool) -> [UInt8] {
      NumberDress(of: [cells], decimalMark: UInt8(ascii: ","), provesPoints: provesPoints)
        .thousandsMark
    }
    #expect(mark(true) == Array(".".utf8))
    #expect(mark(false) == [])
  }

  @Test func `what the user says counts without proof`() {
    let given = dress(",", "Stk", parentheses: false)
    let cells = ["1,234 Stk", "$2,345 Stk"].map { Array($0.utf8) }
    let found = NumberDress(of: [cells], decimalMark: UInt8(ascii: "."), given: given)
    #expect(found == dress(",", "Stk", "$", parentheses: false))
  }

  @Test func `a long number without the mark speaks against it`() {
    func mark(_ cells: [String]) -> [UInt8] {
      NumberDress(of: [cells.map { Array($0.utf8) }], decimalMark: UInt8(ascii: "."))
        .thousandsMark
    }
    #expect(mark(["2 451", "7", "1 000 000"]) == Array(" ".utf8))
    #expect(mark(["2 451", "7", "1000"]) == Array(" ".utf8))
    #expect(mark(["2 451", "7", "15101"]) == [])
    #expect(mark(["2 451", "7", "-895658018.75"]) == [])
  }

  @Test func `dates and texts wear nothing`() {
    #expect(found(["01.02.2024", "02.02.2024"]).isNone)
    #expect(found(["a$", "b$", "$"]).isNone)
    #expect(found(["131.03K", "178.28K"]).isNone)
  }
}
