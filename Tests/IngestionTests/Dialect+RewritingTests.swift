import Testing

@testable import ForecastIngestion

struct DialectRewritingTests {
  private func rewritten(_ line: String, _ dialect: Dialect) -> String {
    String(decoding: dialect.rewritten(Array(line.utf8)), as: UTF8.self)
  }

  @Test func `blanks in a row are one separator, and those around the line none`() {
    let dialect = Dialect(separator: 0x20, mergesSeparators: true)
    #expect(dialect.needsRewriting)
    #expect(rewritten("  1   2 3  ", dialect) == "1 2 3")
    #expect(rewritten("\"a  b\"  2", dialect) == "\"a  b\" 2")
    #expect(rewritten("", dialect) == "")
  }

  @Test func `an escaped quote is doubled, and other escapes are taken off`() {
    let dialect = Dialect(escape: UInt8(ascii: "\\"))
    #expect(rewritten(#""a \"b\" c",1"#, dialect) == #""a ""b"" c",1"#)
    #expect(rewritten(#""a\\b",1\"#, dialect) == #""a\b",1\"#)
    #expect(!Dialect().needsRewriting)
  }

  @Test func `blanks behind a separator are no part of the field, those in quotes are`() {
    let dialect = Dialect(skipsBlanks: true)
    #expect(dialect.needsRewriting)
    #expect(rewritten(#"a, "b, c",  1 , "#, dialect) == #"a,"b, c",1 ,"#)
    #expect(rewritten(" a,b", dialect) == " a,b")
    #expect(rewritten(#""a" ,"b"  "#, dialect) == #""a","b""#)
    #expect(rewritten(#""a" b,"c ""d"" ""#, dialect) == #""a" b,"c ""d"" ""#)
  }
}
