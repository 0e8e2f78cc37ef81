import ForecastSeries
import Testing

@testable import ForecastIngestion

struct ColumnSelectionIdentifierTests {
  private static let text =
    "region,shop,ds,y\nn,a,2024-01-01,1\nn,a,2024-01-02,2\nn,b,2024-01-01,3\nn,b,2024-01-02,4\n"
    + "s,a,2024-01-01,5\ns,a,2024-01-02,6\n"

  @Test func `several columns make the id where no one of them does`() throws {
    let reading = try reading(ColumnSelectionIdentifierTests.text)
    #expect(reading.panel.identifiers == ["n/a", "n/b", "s/a"])
    #expect(reading.schema.identifierColumn == "region/shop")
    #expect(reading.notes == ["the id is made of 'region', 'shop' together"])
    let again = try PanelReader.read(
      bytes: Array(ColumnSelectionIdentifierTests.text.utf8), name: "data.csv",
      options: reading.resolvedOptions)
    #expect(again.panel.identifiers == reading.panel.identifiers)
  }

  @Test func `the user may name several columns`() throws {
    let reading = try reading(ColumnSelectionIdentifierTests.text) {
      $0.identifier = .named("shop,region")
    }
    #expect(reading.panel.identifiers == ["a/n", "b/n", "a/s"])
  }

  @Test func `a column that does it alone is taken alone`() throws {
    let reading = try reading(
      "shop,kind,ds,y\na,x,2024-01-01,1\na,x,2024-01-02,2\nb,x,2024-01-01,3\nb,x,2024-01-02,4\n")
    #expect(reading.panel.identifiers == ["a", "b"])
  }

  @Test func `a time of several columns that never comes twice needs no id`() throws {
    let reading = try reading(
      "year,month,wind,y\n2024,1,N,1\n2024,2,S,2\n2024,3,N,3\n2024,4,S,4\n")
    #expect(reading.panel.count == 1)
  }

  @Test func `ids stay text`() throws {
    let reading = try reading(
      "unique_id,ds,y\n007,2024-01-01,1\n007,2024-01-02,2\n7,2024-01-01,3\n7,2024-01-02,4\n")
    #expect(reading.panel.identifiers == ["007", "7"])
  }

  /// The function of the tests, under another name than a result.
  private func again(
    _ text: String, _ change: (inout ReadingOptions) -> Void
  ) throws -> PanelReading { try reading(text, change) }

  private func fault(
    _ text: String, _ change: (inout ReadingOptions) -> Void = { _ in }
  ) -> String? {
    #expect(throws: IngestionError.self) { try reading(text, change) }?.description
  }

  @Test func `without times a text that stands in blocks is the id`() throws {
    let blocks = "item,y\na,1\na,2\na,3\nb,4\nb,5\nb,6\n"
    let reading = try reading(blocks)
    #expect(reading.panel.identifiers == ["a", "b"])
    #expect(values(reading, 1) == [4, 5, 6])
    let one = try again(blocks) { $0.identifier = .absent }
    #expect(values(one) == [1, 2, 3, 4, 5, 6])
  }

  @Test func `without times a text that comes and goes is refused with both readings`() throws {
    let mixed = "item,y\na,1\nb,4\na,2\nb,5\na,3\nb,6\n"
    #expect(
      fault(mixed)
        == "data.csv:1:1: 'item' may tell series apart, or only describe the rows of one: there is no column of times; hint: --id item if it does, --id none if all rows are one series"
    )
    #expect(try reading(mixed) { $0.identifier = .named("item") }.panel.identifiers == ["a", "b"])
    #expect(
      fault("shop,item,y\na,x,1\na,x,4\nb,x,2\nb,x,5\na,z,3\na,z,6\n")
        == "data.csv:1: 'shop', 'item' may tell series apart, or only describe the rows of one: there is no column of times; hint: --id shop,item if they do, --id none if all rows are one series"
    )
  }

  @Test func `a text that is seldom the same is no id`() throws {
    #expect(try reading("note,y\na,1\na,2\nb,3\nc,4\n").panel.count == 1)
    #expect(try reading("note,y\na,1\na,2\na,3\na,4\n").panel.count == 1)
    let clock = "clock,y\n00:00,1\n12:00,2\n00:00,3\n12:00,4\n00:00,5\n12:00,6\n"
    #expect(try reading(clock) { $0.time = .absent }.panel.count == 1)
  }

  @Test func `where a column of the id is missing, the hint names it before it merges rows`() {
    let text =
      "store,family,date,y\n1,a,2024-01-01,1\n1,a,2024-01-02,2\n2,a,2024-01-01,3\n2,a,2024-01-02,4\n"
      + "1,b,2024-01-01,5\n1,b,2024-01-02,6\n2,b,2024-01-01,7\n2,b,2024-01-02,8\n"
    #expect(
      fault(text) { ($0.identifier, $0.target) = (.named("family"), "y") }
        == "data.csv:4:3: 2024-01-01 comes twice in series 'a', first on line 2; hint: --id family,store if each is a series, else --duplicates first, last or mean"
    )
    #expect(
      fault(text) { ($0.identifier, $0.target) = (.named("store"), "y") }
        == "data.csv:6:3: 2024-01-01 comes twice in series '1', first on line 2; hint: --id store,family if each is a series, else --duplicates first, last or mean"
    )
    #expect(
      fault("item,date,y\na,2024-01-01,1\na,2024-01-02,2\nb,2024-01-01,3\nb,2024-01-02,4\n") {
        $0.identifier = .absent
      }
        == "data.csv:4:2: 2024-01-01 comes twice, first on line 2; hint: --id item if each is a series, else --duplicates first, last or mean"
    )
    #expect(
      fault("date,y\n2024-01-01,1\n2024-01-02,2\n2024-01-02,3\n")
        == "data.csv:4:1: 2024-01-02 comes twice, first on line 3; hint: --id COLUMN if the file holds several series, else --duplicates first, last or mean"
    )
  }

  @Test func `an owner of series is not passed over where no time comes twice`() throws {
    let text =
      "store,ds,y\n" + (1...4).map { "north,2024-01-0\($0),\($0)\n" }.joined()
      + (5...8).map { "south,2024-01-0\($0),\($0)\n" }.joined()
    let error = #expect(throws: IngestionError.self) { try reading(text) }
    #expect(
      error?.description
        == "data.csv:1:1: 'store' may tell series apart, or only describe the rows of one: no time comes "
        + "twice; hint: --id store, or --id none if all rows are one series")
    #expect(try reading(text) { $0.identifier = .named("store") }.panel.count == 2)
    #expect(try reading(text) { $0.identifier = .absent }.panel.count == 1)
    // The same store in all rows, and a column that is called otherwise, leave no doubt.
    #expect(try reading(text.replacing("south", with: "north")).panel.count == 1)
    #expect(try reading(text.replacing("store,", with: "weather,")).panel.count == 1)
  }
}
