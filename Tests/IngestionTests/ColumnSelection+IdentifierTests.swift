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
}
