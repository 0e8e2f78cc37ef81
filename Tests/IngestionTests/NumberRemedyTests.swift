import Testing

@testable import ForecastIngestion

struct NumberRemedyTests {
  private func hint(_ cell: String, comma: Bool = false) -> String? {
    NumberRemedy.hint(
      for: Array(cell.utf8)[...],
      read: NumberParser(decimalMark: UInt8(ascii: comma ? "," : ".")))
  }

  @Test(arguments: [
    ("n/a", "--na n/a"), ("no data", "--na 'no data'"), ("#DIV/0!", "--na '#DIV/0!'"),
    ("2,5", "--decimal ,"), ("1 234", "--thousands ' '"), ("1\u{202F}234.5", "--thousands ' '"),
    ("1’234", "--thousands ’"), ("1'234", "--thousands ''\\'''"), ("1,234.50", "--thousands ,"),
    ("1.234,50", "--thousands ."), ("1 234,50", "--decimal , --thousands ' '"),
    ("112 kWh", "--strip kWh"), ("112,50 zł", "--decimal , --strip zł"),
    ("$1,480.25", "--thousands , --strip '$'"), ("1.480,25 €", "--thousands . --strip €"),
    ("1,234", "--decimal , or --thousands ,"),
    ("1,234 kg", "--decimal , --strip kg or --thousands , --strip kg"),
  ])
  func `the likeliest cause is named`(_ cell: String, _ expected: String) {
    #expect(hint(cell) == expected)
  }

  @Test(arguments: [
    ("<1", "--strip '<' for the bound itself, or --na '<1' for no value"),
    (">= 2.5", "--strip '>=' for the bound itself, or --na '>= 2.5' for no value"),
    ("≤3", "--strip ≤ for the bound itself, or --na ≤3 for no value"),
  ])
  func `a value of which only a bound is known is the reader's to decide`(
    _ cell: String, _ expected: String
  ) {
    #expect(hint(cell) == expected)
    #expect(hint("<x1") == nil && hint("1<") == nil && hint("<") == "--na '<'")
  }

  @Test(arguments: [("2.5", "--decimal ."), ("1.234", "--decimal . or --thousands .")])
  func `where a comma is the mark, a point is the other one`(_ cell: String, _ expected: String) {
    #expect(hint(cell, comma: true) == expected)
  }

  @Test(arguments: ["1,23,456", "12,3456,789", "1.2.3", "0x1F", "12a", "5 Mio.", "٣", "1 2"])
  func `a cell with digits is not called a missing value`(_ cell: String) {
    #expect(hint(cell) == nil)
  }

  @Test func `a doubtful number is told with both readings`() {
    func fault(_ cell: String, _ numbers: NumberParser = NumberParser()) -> [String?] {
      let fault = NumberRemedy.fault(of: Array(cell.utf8)[...], read: numbers)
      return [fault.message, fault.hint]
    }
    let both = "--decimal , or --thousands ,"
    #expect(fault("1,234") == ["'1,234' can be 1.234 or 1234", both])
    let dollars = NumberParser(dress: NumberDress(texts: [Array("$".utf8)]))
    #expect(fault("$1,234", dollars) == ["'$1,234' can be 1.234 or 1234", both])
    #expect(
      fault("1.234", NumberParser(isSettled: false))
        == ["'1.234' can be 1.234 or 1234", "--decimal . or --thousands ."])
    #expect(fault("2,5") == ["'2,5' is not a number", "--decimal ,"])
  }

  @Test func `a mark that cannot be typed from what is shown is not named`() {
    #expect(hint("a\u{1B}b") == nil)
    #expect(hint(String(repeating: "x", count: 60)) == nil)
  }
}
