import ForecastIngestion
import ForecastSeries
import ForecastStorage
import Testing

/// Reads a text as `data.csv`.
func reading(_ text: String, _ change: (inout ReadingOptions) -> Void = { _ in }) throws
  -> PanelReading
{
  var options = ReadingOptions()
  change(&options)
  return try PanelReader.read(bytes: Array(text.utf8), name: "data.csv", options: options)
}

/// The values of a series with NaN as nil, so that they can be compared.
func values(_ reading: PanelReading, _ index: Int = 0) -> [Double?] {
  reading.panel[index].values.map { $0.isNaN ? nil : $0 }
}

/// The times of a series as the file writes them.
func times(_ reading: PanelReading, _ index: Int = 0) -> [String] {
  let series = reading.panel[index]
  return (0..<series.count).map {
    reading.schema.timestampStyle.string(from: series.axis.timestamp(at: $0))
  }
}

/// The line that a person sees for what a reading throws; nil where it throws nothing.
func fault(_ body: () throws -> PanelReading) -> String? {
  do { _ = try body() } catch { return "\(error)" }
  return nil
}

struct PanelReaderTests {
  @Test func `a clean long file needs no option`() throws {
    let text = """
      store,month,sales
      north,1949-01,112
      south,1949-01,3.5
      north,1949-02,118
      south,1949-02,4
      north,1949-03,132

      """
    let reading = try reading(text)
    #expect(
      reading.summary
        == "2 series, 5 rows, monthly (month start), 1949-01 … 1949-03; "
        + "target 'sales', time 'month', id 'store'")
    #expect(reading.panel.identifiers == ["north", "south"])
    #expect(values(reading, 0) == [112, 118, 132])
    #expect(values(reading, 1) == [3.5, 4])
    #expect(times(reading, 1) == ["1949-01", "1949-02"])
    #expect(reading.panel.frequency == Frequency(.month))
    #expect(reading.notes == [])
    #expect(reading.warnings == [])
    #expect(
      reading.schema
        == PanelSchema(
          identifierColumn: "store", timeColumn: "month", targetColumn: "sales",
          timestampStyle: TimestampStyle(pattern: "yyyy-MM")))
  }

  @Test func `the order of columns and of rows is free`() throws {
    let reading = try reading("Y,DS\n3,2024-01-03\n1,2024-01-01\n2,2024-01-02\n")
    #expect(values(reading) == [1, 2, 3])
    #expect(reading.notes == ["the rows were not in the order of time and are sorted"])
    #expect(reading.schema.timeColumn == "DS")
  }

  @Test func `a wide file gives a series for each numeric column`() throws {
    let text = "date,place,a,b,c\n2024-01-01,x,1,,\n2024-01-02,y,2,20,\n2024-01-03,z,3,30,\n"
    let reading = try reading(text) { $0.isWide = true }
    #expect(reading.panel.identifiers == ["a", "b"])
    #expect(values(reading, 0) == [1, 2, 3])
    #expect(values(reading, 1) == [20, 30])
    #expect(times(reading, 1) == ["2024-01-02", "2024-01-03"])
    #expect(reading.schema.identifierColumn == "unique_id")
    #expect(reading.schema.targetColumn == nil)
    #expect(reading.warnings == ["1 series without any value left out: 'c'"])
    #expect(
      reading.summary
        == "2 series, 3 rows, daily, 2024-01-01 … 2024-01-03; "
        + "time 'date', each numeric column is a series")
  }

  @Test(arguments: [("5", "6]"), ("5]", "6")])
  func `a wide file's column of as many numbers as other texts is a series with faults`(
    _ first: String, _ last: String
  ) {
    let text = "ds,a,b\n2024-01-01,1,\(first)\n2024-01-02,2,\n2024-01-03,3,\(last)\n"
    let fault = #expect(throws: IngestionError.self) { try reading(text) { $0.isWide = true } }
    #expect(fault?.kind == .value)
    #expect(
      fault?.location
        == SourceLocation(file: "data.csv", line: first.hasSuffix("]") ? 2 : 4, column: 3))
  }

  @Test func `a wide file without times is counted`() throws {
    let reading = try reading("a,b\n1,10\n2,20\n") { $0.isWide = true }
    #expect(values(reading, 1) == [10, 20])
    #expect(reading.schema.timeColumn == nil)
  }

  @Test func `a column called year holds years`() throws {
    let reading = try reading("year,y\n1990,1\n1991,2\n1993,4\n")
    #expect(values(reading) == [1, 2, nil, 4])
    #expect(reading.panel.frequency == Frequency(.year))
    #expect(times(reading) == ["1990", "1991", "1992", "1993"])
    #expect(reading.stepWords == "yearly (year start)")
    #expect(reading.notes.first == "time 'year' holds calendar years")
  }

  @Test func `day first is read where the file proves it, and told`() throws {
    let reading = try reading("ds,y\n12/01/2024,1\n13/01/2024,2\n")
    #expect(times(reading) == ["12/01/2024", "13/01/2024"])
    #expect(reading.panel[0].axis.timestamp(at: 0).date == CivilDate(year: 2024, month: 1, day: 12))
    #expect(reading.notes == ["time 'ds' is read as dd/MM/yyyy"])
  }

  @Test func `day first is read where the user says so`() throws {
    let reading = try reading("ds,y\n01/02/2024,1\n01/03/2024,2\n") {
      $0.dateFormat = "dd/MM/yyyy"
    }
    #expect(reading.stepWords == "monthly (month start)")
  }

  @Test func `a file that is not there keeps the reason`() {
    let error = #expect(throws: IngestionError.self) { try PanelReader.read("/nowhere/at/all.csv") }
    #expect(error?.kind == .storage)
    #expect(error?.storageError?.kind == .notFound)
    #expect(error?.description.hasPrefix("/nowhere/at/all.csv: ") == true)
  }
}
