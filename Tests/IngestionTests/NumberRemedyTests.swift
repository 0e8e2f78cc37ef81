import Testing

@testable import ForecastIngestion

struct NumberRemedyTests {
  @Test(arguments: [
    ("n/a", "--na n/a"), ("no data", "--na 'no data'"), ("2,5", "--decimal ,"),
    ("1 234", "--thousands ' '"), ("1,234.50", "--thousands ,"),
    ("1,234", "--thousands ,, or --decimal , if it is a decimal mark"),
    ("1,23,456", "--na 1,23,456"), ("12,3456,789", "--na 12,3456,789"),
  ])
  func `the likeliest cause is named`(_ cell: String, _ expected: String) {
    #expect(NumberRemedy.hint(for: Array(cell.utf8)[...], read: NumberParser()) == expected)
  }

  @Test func `a mark that cannot be typed from what is shown is not named`() {
    #expect(NumberRemedy.hint(for: Array("a\u{1B}b".utf8)[...], read: NumberParser()) == nil)
    let long = String(repeating: "x", count: 60)
    #expect(NumberRemedy.hint(for: Array(long.utf8)[...], read: NumberParser()) == nil)
  }
}
