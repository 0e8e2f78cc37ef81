import ForecastSeries
import Testing

@testable import ForecastIngestion

struct ColumnSelectionPeriodsTests {
  private func fault(
    _ text: String, _ change: (inout ReadingOptions) -> Void = { _ in }
  ) -> String? {
    #expect(throws: IngestionError.self) { try reading(text, change) }?.description
  }

  private static let years = "land,2019,2020,2021\nA,1,2,3\nB,4,,6\n"

  @Test func `a line for each series is read along the line`() throws {
    let reading = try reading(ColumnSelectionPeriodsTests.years)
    #expect(reading.panel.identifiers == ["A", "B"])
    #expect(values(reading) == [1, 2, 3] && values(reading, 1) == [4, nil, 6])
    #expect(times(reading) == ["2019", "2020", "2021"])
    #expect(reading.schema.identifierColumn == "land" && reading.schema.targetColumn == "value")
    #expect(
      reading.notes == [
        "one line a series, its years side by side",
        "1 row without a value between others (1 series)",
      ])
  }

  @Test func `a later file is read in the same way, with a year more`() throws {
    let first = try reading(ColumnSelectionPeriodsTests.years)
    let later = try PanelReader.read(
      bytes: Array("land,2019,2020,2021,2022\nA,1,2,3,4\n".utf8), name: "data.csv",
      options: first.resolvedOptions)
    #expect(values(later) == [1, 2, 3, 4])
    #expect(times(later).last == "2022")
  }

  @Test func `texts make the id together, and other columns are left out`() throws {
    let reading = try reading(
      "Province,Country,Lat,2020-01-30,2020-01-31,2020-02-01,\n,A,1.5,1,2,3,\nX,B,2.5,4,5,6,\n")
    #expect(reading.panel.identifiers == ["/A", "X/B"])
    #expect(values(reading, 1) == [4, 5, 6])
    #expect(times(reading).first == "2020-01-30")
    #expect(reading.notes.last == "columns left out: 'Lat', 'column7'")
  }

  @Test func `a column with a known name is the id alone`() throws {
    let reading = try reading("id,name,2019,2020\n7,a,1,2\n8,a,3,4\n")
    #expect(reading.panel.identifiers == ["7", "8"])
  }

  @Test func `steps that only count need the user's word`() throws {
    let text = "V1,V2,V3,V4\nY1,5,6,7\nY2,8,9,\n"
    #expect(
      fault(text)
        == "data.csv:1:2: each line seems to be a series, its steps side by side (from column 'V2' on); hint: --id V1 if so, or --time none --wide if each line is a step"
    )
    let lines = try reading(text) { $0.identifier = .named("V1") }
    #expect(values(lines) == [5, 6, 7] && values(lines, 1) == [8, 9])
    #expect(times(lines) == ["1", "2", "3"])
    let columns = try reading(text) { ($0.time, $0.isWide) = (.absent, true) }
    #expect(values(columns) == [5, 8])
  }

  @Test func `read by its columns such a table would be turned round, and is refused`() throws {
    let text = ColumnSelectionPeriodsTests.years
    #expect(
      fault(text) { $0.isWide = true }
        == "data.csv:1:2: each line seems to be a series, its years side by side (from column '2019' on), and --wide takes a column for one; hint: leave --wide out, or add --time none if each line is a step"
    )
    #expect(
      fault(text) { $0.target = "2020" }
        == "data.csv:1:2: each line seems to be a series, its years side by side (from column '2019' on), and --target takes a column for one; hint: leave --target out, or add --time none if each line is a step"
    )
    let columns = try reading(text) { ($0.time, $0.isWide) = (.absent, true) }
    #expect(columns.panel.identifiers == ["2019", "2020", "2021"])
  }

  @Test func `lines without a name for their series are refused`() throws {
    let text = "nr,2019,2020,2021\n17,1,2,3\n20,4,5,6\n"
    #expect(
      fault(text)
        == "data.csv:1:2: each line seems to be a series, its years side by side (from column '2019' on); hint: --id nr if so, or --time none --wide if each line is a step"
    )
    #expect(
      try reading(text) { $0.identifier = .named("nr") }.panel.identifiers == ["17", "20"])
  }

  @Test func `months down and years across are no series a line`() {
    #expect(
      fault("month,2019,2020\nJan,1,2\nFeb,3,4\n")
        == "data.csv:1:1: each line seems to be a part of a year, its years side by side; hint: turn the table: a line for each time"
    )
  }

  @Test func `dates in a header whose order is not known are refused`() throws {
    #expect(
      fault("item,1/2/2020,1/3/2020\na,1,2\nb,3,4\n")
        == "data.csv:1:2: '1/2/2020' can be 2020-02-01 or 2020-01-02 (column '1/2/2020'); hint: --date-format d/M/yyyy or --date-format M/d/yyyy"
    )
    let text = "item,24-01-22,24-01-23\na,1,2\nb,3,4\n"
    #expect(
      fault(text)
        == "data.csv:1:2: each line seems to be a series, its times side by side (from column '24-01-22' on); hint: --date-format with the form of '24-01-22'"
    )
    #expect(values(try reading(text) { $0.dateFormat = "yy-MM-dd" }) == [1, 2])
  }

  @Test func `rows with dates of their own are rows, whatever their columns are called`() throws {
    let text = "day,2019,2020\n2024-01-01,1,2\n2024-01-02,3,4\n2024-01-03,5,6\n"
    let wide = try reading(text) { $0.isWide = true }
    #expect(wide.panel.identifiers == ["2019", "2020"])
    #expect(values(wide) == [1, 3, 5])
  }
}
