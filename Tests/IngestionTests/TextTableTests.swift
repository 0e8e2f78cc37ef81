import Testing

@testable import ForecastIngestion

@Suite struct TextTableTests {
  private func table(_ text: String) throws -> TextTable {
    try TextTable(bytes: Array(text.utf8), path: "t.csv")
  }

  private func fault(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `cells are found by row and column name`() throws {
    let table = try table("id,n\n\"a,\"\"b\",1.5\nlong\tid,\n\"two\nlines\",-3\n")
    #expect(table.names == ["id", "n"])
    #expect(table.count == 3)
    let (id, n) = (try #require(table.column("id")), try #require(table.column("n")))
    #expect(table.column("x") == nil)
    #expect((0..<3).map { table.text($0, id) } == ["a,\"b", "long\tid", "two\nlines"])
    #expect(try (0..<3).map { try table.number($0, n) } == [1.5, nil, -3])
    #expect(table.location(1, n).description == "t.csv:3:2")
  }

  @Test func `a header alone has no rows`() throws {
    #expect(try table("a,b").count == 0)
  }

  @Test(arguments: [
    ("", "t.csv: the file is empty"),
    ("a,b\n1\n", "t.csv:2: the line has 1 field, the header has 2"),
    ("a,b\n1,2\n1,2,3\n", "t.csv:3: the line has 3 fields, the header has 2"),
    (
      "a,b\n1,\"x\n",
      "t.csv:2:2: a quoted field is not closed on its line; hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
  ])
  func `what is no table is refused with its place`(_ text: String, _ message: String) {
    #expect(fault { _ = try table(text) } == message)
  }

  @Test(arguments: ["x", "nan", "0x10", "1e999", "9007199254740993"])
  func `a cell that is no number is named`(_ cell: String) throws {
    let table = try table("a,n\n1,\(cell)\n")
    #expect(
      fault { _ = try table.number(0, 1) } == "t.csv:2:2: '\(cell)' is not a number (column 'n')")
  }

  @Test func `a file that is not there is an error of the file`() {
    #expect(
      fault { _ = try TextTable(path: "/nowhere/t.csv", limit: 9) }
        == "/nowhere/t.csv: no such file; hint: check the spelling and the current folder")
  }
}
