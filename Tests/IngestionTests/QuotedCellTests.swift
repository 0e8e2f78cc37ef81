import Testing

@testable import ForecastIngestion

struct QuotedCellTests {
  @Test func `control characters are written out`() {
    #expect(QuotedCell.quoting("a\tb\u{1B}[2J\u{7}\r\n") == "'a\\tb\\u{1b}[2J\\u{7}\\r\\n'")
    #expect(QuotedCell.quoting("\u{202E}evil\u{2028}") == "'\\u{202e}evil\\u{2028}'")
  }

  @Test func `a long cell is cut at 40 characters`() {
    let long = String(repeating: "ä", count: 41)
    #expect(QuotedCell.quoting(long) == "'" + String(repeating: "ä", count: 40) + "…'")
    #expect(QuotedCell.quoting(long.dropLast().utf8) == "'" + long.dropLast() + "'")
  }

  @Test func `damaged bytes are shown as such`() {
    #expect(QuotedCell.quoting([0x61, 0xFF] as [UInt8]) == "'a\u{FFFD}'")
  }

  @Test(arguments: [
    ("n/a", "n/a"), ("a b", "'a b'"), ("", "''"), ("#x", "'#x'"), ("$(x)", "'$(x)'"), ("é", "é"),
    ("'$(x)'", #"''\''$(x)'\'''"#), ("it's", #"'it'\''s'"#),
  ])
  func `a word is quoted where a shell would split or run it`(_ text: String, _ word: String) {
    #expect(QuotedCell.shellWord(text) == word)
  }
}
