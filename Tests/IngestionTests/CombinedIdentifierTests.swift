import ForecastSeries
import Testing

@testable import ForecastIngestion

struct CombinedIdentifierTests {
  private static let text =
    "region,shop,ds,y\na/b,c,2024-01-01,1\na/b,c,2024-01-02,2\na,b/c,2024-01-01,3\n"
    + "a,b/c,2024-01-02,4\n"

  @Test func `two series that would have one id are refused`() throws {
    let fault = #expect(throws: IngestionError.self) {
      try reading(CombinedIdentifierTests.text) { $0.identifier = .named("region,shop") }
    }
    #expect(
      fault?.description
        == "data.csv:4:1: two series would have the id 'a/b/c': 'a/b' and 'c' on line 2, and 'a' and 'b/c' here; hint: write another sign for '/' in these columns, or --id with other ones"
    )
  }

  @Test func `rows that are left out do not mix with the first series`() throws {
    let kept = try reading(CombinedIdentifierTests.text) {
      ($0.identifier, $0.badRows) = (.named("region,shop"), .skip)
    }
    #expect(kept.panel.identifiers == ["a/b/c"])
    #expect(values(kept) == [1, 2])
  }

  @Test func `slashes in the parts are no harm as long as ids differ`() throws {
    let kept = try reading(
      "region,shop,ds,y\na/b,c,2024-01-01,1\na/b,c,2024-01-02,2\na,c,2024-01-01,3\na,c,2024-01-02,4\n"
    ) { $0.identifier = .named("region,shop") }
    #expect(kept.panel.identifiers == ["a/b/c", "a/c"])
  }

  @Test func `parts are joined by slashes, and empty where none holds anything`() {
    var record = CSVRecord()
    (record.bytes, record.ends) = (Array("a/b".utf8), [1, 1, 3])
    let joined = CombinedIdentifier(record, [0, 2])
    #expect(joined.bytes == Array("a//b".utf8) && joined.isDoubtful && !joined.isEmpty)
    #expect(joined.ends == [1, 4])
    record.ends = [0, 0, 3]
    #expect(CombinedIdentifier(record, [0, 1]).isEmpty)
  }
}
