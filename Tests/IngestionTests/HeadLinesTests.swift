import ForecastSeries
import Testing

@testable import ForecastIngestion

struct HeadLinesTests {
  private func notes(_ text: String) throws -> [String] {
    let reading = try reading(text)
    #expect(values(reading) == [1, 2, 3])
    return reading.notes
  }

  private static let rows = "ds,y\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n"

  @Test(arguments: [
    ("Sales of the north\n", 1), ("# one, two, three\n# four\n", 2), ("\nTitle\n\n", 3),
    ("\"Title, with a comma\"\n", 1), ("% made by \"hand\n", 1),
  ])
  func `titles and comments above the header are passed over and told`(
    _ above: String, _ count: Int
  ) throws {
    let told = count == 1 ? "1 line" : "\(count) lines"
    #expect(try notes(above + HeadLinesTests.rows) == ["\(told) above the header left out"])
  }

  @Test func `a title with empty cells behind it is passed over`() throws {
    let reading = try reading(
      "Sales,,\nds,y,z\n2024-01-01,1,a\n2024-01-02,2,b\n2024-01-03,3,c\n"
    ) { $0.target = "y" }
    #expect(values(reading) == [1, 2, 3])
  }

  @Test func `a header that lost its separator is no title`() {
    let error = #expect(throws: IngestionError.self) {
      try reading("dsy\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n")
    }
    #expect(error?.location?.line == 1)
  }

  @Test func `a separator at the end of each row is passed over`() throws {
    let text = "ds,y\n2024-01-01,1,\n2024-01-02,2,\n2024-01-03,3,\n"
    #expect(try notes(text) == [])
    #expect(throws: IngestionError.self) { try reading(text + "2024-01-04,4,5\n") }
  }

  @Test func `a header that may have lost a separator is refused, until its columns are named`()
    throws
  {
    let text = "ds,shop1sales,text\n2024-01-01,1,5,\n2024-01-02,2,6,\n2024-01-03,3,7,\n"
    let fault = #expect(throws: IngestionError.self) {
      try reading(text) { $0.target = "text" }
    }
    #expect(fault?.location?.line == 1)
    #expect(
      fault?.hint == "--columns names the columns, the empty one at the end of the rows too")
    let named = try reading(text) {
      $0.columnNames = ["ds", "shop1", "sales", "text"]
      $0.target = "sales"
    }
    #expect(values(named) == [5, 6, 7])
  }

  @Test func `units below the names are passed over and told`() throws {
    let text = "ds,y\n,m/s\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n"
    #expect(try notes(text) == ["line 2 holds units: left out"])
    #expect(throws: IngestionError.self) {
      try reading(text.replacing(",m/s", with: ",n/a"))
    }
  }

  @Test func `the user's names stand in for a damaged header`() throws {
    for header in ["dsy\n", "ds,\"y\n", "a,b,c\n", "ds,y\n", ""] {
      let reading = try reading(
        header + "2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n"
      ) { $0.columnNames = ["day", "sales"] }
      #expect(values(reading) == [1, 2, 3])
      #expect(reading.schema.targetColumn == "sales")
    }
  }

  @Test func `lines are passed over where the user says so`() throws {
    let reading = try reading("a,b,c,d\n" + HeadLinesTests.rows) { $0.skippedLines = 1 }
    #expect(values(reading) == [1, 2, 3])
  }

  @Test(arguments: ["Sales,,\n,,\n", ",,\n", ",,\nSales,,\n,,\n"])
  func `lines of empty cells above the header are passed over`(_ above: String) throws {
    let reading = try reading(
      above + "ds,y,z\n2024-01-01,1,a\n2024-01-02,2,b\n2024-01-03,3,c\n"
    ) { $0.target = "y" }
    #expect(values(reading) == [1, 2, 3])
    #expect(reading.notes.contains { $0.hasSuffix("above the header left out") })
  }

  @Test func `a first row without values stays a row where no names follow`() throws {
    let reading = try reading(",\n1,4\n2,5\n3,6\n") {
      $0.isWide = true
      $0.time = .absent
    }
    #expect(values(reading) == [1, 2, 3])
    #expect(values(reading, 1) == [4, 5, 6])
    #expect(reading.counts.allSatisfy { $0.rowCount == 4 && $0.leadingCount == 1 })
  }

  @Test func `a title above rows without names is told as it is`() {
    let error = #expect(throws: IngestionError.self) {
      try reading("Sales,,\n2024-01-01,1,2\n2024-01-02,2,3\n2024-01-03,3,4\n")
    }
    #expect(
      error?.message
        == "the first line stands above the rows, but no line below it names the columns")
  }

  @Test func `a quote that is never closed is the fault, not the header above it`() {
    let text = "ds,y\n\"x\n" + String(repeating: "x\n", count: 300)
    let error = #expect(throws: IngestionError.self) { try reading(text) { $0.isMultiline = true } }
    #expect(error?.location?.line == 2)
    #expect(error?.message == "a quoted field is not closed on its line")
  }
}
