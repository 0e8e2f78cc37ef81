import ForecastSeries
import Testing

@testable import ForecastIngestion

struct TableFooterTests {
  private static let rows = "ds,y\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n"

  private func fault(_ text: String) -> String? {
    #expect(throws: IngestionError.self) { try reading(text) }?.description
  }

  @Test(arguments: [
    ("\nData from database: WDI\nLast Updated: 05/30/2024\n", [5, 6].map { $0 + 1 }),
    ("\nSource: Statistics Office\nNote: provisional, 2024\n", [6, 7]),
    ("\n\nTotals are rounded,\n", [7]), ("* provisional\n", [5]), ("Total,6\n", [5]),
    ("\nSee the notes of the office", [6]),
  ])
  func `remarks and sums behind the rows are passed over and told`(
    _ footer: String, _ lines: [Int]
  ) throws {
    let reading = try reading(TableFooterTests.rows + footer)
    #expect(values(reading) == [1, 2, 3])
    #expect(reading.notes == lines.map { "line \($0) is no row: left out" })
  }

  @Test func `separators alone at the end are passed over and told`() throws {
    #expect(
      try reading(TableFooterTests.rows + ",\n").notes == [
        "1 line at the end without any value: left out"
      ])
    let reading = try reading(TableFooterTests.rows + ",\n , \n,,,\n\n,\nSums are rounded,\n")
    #expect(values(reading) == [1, 2, 3])
    #expect(
      reading.notes == [
        "line 10 is no row: left out", "4 lines at the end without any value: left out",
      ])
  }

  @Test func `a row behind them makes faults of them, the first one first`() throws {
    let row = "2024-01-04,4\n"
    #expect(
      fault(TableFooterTests.rows + "Source: office\n" + row)
        == "data.csv:5: line 5 is a remark, but rows follow it; hint: take it out, or --bad-rows skip"
    )
    #expect(
      fault(TableFooterTests.rows + "Total,6\n\n" + row)
        == "data.csv:5: line 5 sums up rows, but rows follow it; hint: take it out, or --bad-rows skip"
    )
    #expect(
      fault(TableFooterTests.rows + "\nTotal,6\n" + row)
        == "data.csv:5: a blank line stands between the rows; hint: take it out")
    #expect(
      fault(TableFooterTests.rows + ",\n" + row)
        == "data.csv:5:1: the time is missing (column 'ds')")
    #expect(
      fault(TableFooterTests.rows + ",,\n" + row)
        == "data.csv:5: the line has 3 fields, the first line has 2")
    let kept = try reading(TableFooterTests.rows + ",\nSource: us\n" + row) { $0.badRows = .skip }
    #expect(values(kept) == [1, 2, 3, 4])
    #expect(kept.rejected.map(\.location?.line) == [5, 6])
    #expect(kept.rejected.map { String(decoding: $0.text, as: UTF8.self) } == [",", "Source: us"])
  }

  @Test func `what may be a damaged row is none of these`() {
    #expect(fault(TableFooterTests.rows + "See the office\n") != nil, "no gap stands above it")
    #expect(fault(TableFooterTests.rows + "\nnorth\n") != nil, "a word alone")
    #expect(fault(TableFooterTests.rows + "\n2024-01-04 and later\n") != nil)
    #expect(fault(TableFooterTests.rows + "\nSee the office,4\n") != nil)
    #expect(fault(TableFooterTests.rows + "\nNote: one, two\n") != nil, "no other remark before")
  }

  @Test func `where rows need no time, a line of separators is a row without values`() throws {
    let reading = try reading("a,b\n1,2\n,\n3,4\n,\n") { $0.isWide = true }
    #expect(values(reading) == [1, nil, 3])
    #expect(reading.notes.first == "2 rows without a value between others (2 series)")
  }

  @Test func `a fault of the columns is not hidden by a remark behind the rows`() {
    #expect(
      fault("ds,a,b\n2024-01-01,1,2\n2024-01-02,2,3\n\nTotals are rounded\n")
        == "data.csv:1: several columns could be the target: 'a', 'b'; hint: --target COLUMN, or --wide if each is a series"
    )
  }

  @Test func `more lines than a spreadsheet has are not kept`() throws {
    let empty = String(repeating: ",\n", count: TableFooter.most)
    #expect(try values(reading(TableFooterTests.rows + empty)) == [1, 2, 3])
    #expect(
      fault(TableFooterTests.rows + empty + ",\n")
        == "data.csv:5:1: the time is missing (column 'ds')")
  }

  @Test func `many remarks are told in one line`() throws {
    let rows = (10...29).map { "2024-01-\($0),1\n" }.joined()
    let reading = try reading("ds,y\n" + rows + String(repeating: "Total,6\n", count: 9))
    #expect(reading.notes == ["9 lines from line 22 on are no rows: left out"])
  }
}
