import Testing

@testable import ForecastIngestion

struct DialectTests {
  @Test(arguments: [
    ("a,b\n1,2\n", ","), ("a;b\n1,5;2,5\n", ";"), ("a\tb\n1,5\t2\n", "\t"), ("a|b\n1|2\n", "|"),
    ("\"x;y\",b\n\"1;2\",3\n", ","), ("y\n1\n2\n", ","), ("", ","), ("a,b", ","), ("a;b", ";"),
    ("1,5;2,5\n3,5;4,5\n", ";"), ("a,b;c\n1,2\n3,4\n", ","), ("\n\na;b\n1;2\n", ";"),
    ("a,b,c\n1,2,3\n4,5\n6,7,8\n", ","),
    // Ids that begin as a comment does, and true comments.
    ("id;y\n#1;2\n#1;3\n\"#1\";\t4;5\n", ";"),
    ("# a,b,c\nid;y\n# d,e,f\n1;2\n# d,e,f\n# d,e,f\n", ";"),
  ])
  func `the separator that splits most lines alike is taken`(_ text: String, _ expected: String) {
    #expect(Dialect.separator(in: Array(text.utf8)).byte == expected.utf8.first)
  }

  @Test func `lines that begin with the comment that the user names do not count`() {
    let text = "! a,b\nid;y\n! c,d\n! e,f\n! g,h\n# 1;2\n"
    #expect(Dialect.separator(in: Array(text.utf8)).byte == UInt8(ascii: ","))
    let named = Dialect.separator(in: Array(text.utf8), comment: UInt8(ascii: "!"))
    #expect(named.byte == UInt8(ascii: ";"))
  }
}
