import Testing

@Suite struct SwiftScrubberTests {
  @Test(
    arguments: [
      ("let a = 1 // try! this", "let a = 1             "),
      ("/* a /* b */ c */ d", "                  d"),
      ("f(\"try!\") + g", "f(      ) + g"),
      ("\"a \\\" b\" c", "         c"),
      ("#\"a \" b\"# c", "          c"),
      ("#/a\\/\"#/# c", "          c"),
      ("\"\"\"\na \"b\" c\n\"\"\" d", "   \n       \n    d"),
      ("\"a \\(b(\"c\")) d\" e", "    (b(   ))    e"),
    ])
  func `comments and strings go, code and interpolations stay`(text: String, code: String) {
    #expect(blankingCommentsAndStrings(text) == code)
  }

  @Test func `line numbers are kept`() {
    let file = SourceFile("a.swift", "// one\n/* two\nthree */ let four = 4\n")
    #expect(file.codeLines.first { $0.text.contains("four") }?.number == 3)
  }
}
