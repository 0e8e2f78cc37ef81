import ForecastSeries
import Testing

@testable import ForecastIngestion

struct SeparatorLineTests {
  private static let rows = "ds;y\n2024-01-01;1,5\n2024-01-02;2\n2024-01-03;3\n"

  @Test(arguments: [
    "sep=;\n", "sep=;\r\n", "\"sep=;\"\n", "SEP=;\n", "\u{feff}sep=;\n", "sep=;\n\n",
  ])
  func `a line that names the separator is passed over and told`(_ line: String) throws {
    let reading = try reading(line + SeparatorLineTests.rows)
    #expect(values(reading) == [1.5, 2, 3])
    #expect(
      reading.notes == ["line 1 names the separator: left out", "separator ';'", "decimal comma"])
    let again = try PanelReader.read(
      bytes: Array((line + SeparatorLineTests.rows).utf8), name: "data.csv",
      options: reading.resolvedOptions)
    #expect(values(again) == [1.5, 2, 3])
  }

  @Test func `the separator is the one that it names`() throws {
    let text = "sep=|\nds|y,z|a\n2024-01-01|1|x,y\n2024-01-02|2|x,y\n"
    #expect(try reading(text).schema.targetColumn == "y,z")
    #expect(values(try reading("sep=,\nds,y\n2024-01-01,1\n2024-01-02,2\n")) == [1, 2])
    #expect(values(try reading("sep=\t\n2024-01-01\t1\n2024-01-02\t2\n")) == [1, 2])
  }

  @Test func `titles may stand below it, and the user's own names and word count`() throws {
    let titled = try reading("sep=;\nSales of the north\n" + SeparatorLineTests.rows)
    #expect(values(titled) == [1.5, 2, 3])
    #expect(titled.notes.first == "line 1 names the separator: left out")
    #expect(titled.notes.contains("1 line above the header left out"))
    let named = try reading("sep=;\n" + SeparatorLineTests.rows) {
      $0.columnNames = ["day", "sales"]
    }
    #expect(values(named) == [1.5, 2, 3])
    let skipped = try reading("sep=;\n" + SeparatorLineTests.rows) { $0.skippedLines = 1 }
    #expect(values(skipped) == [1.5, 2, 3])
    let given = try reading("sep=,\n" + SeparatorLineTests.rows) { $0.separator = 0x3B }
    #expect(values(given) == [1.5, 2, 3])
  }

  @Test(arguments: ["sep=;;\n", "sep=\n", "sept;1\n", "a;sep=;\n"])
  func `other lines are what they are`(_ line: String) {
    #expect(SeparatorLine.separator(in: Array((line + "ds;y\n").utf8)) == nil)
  }
}
