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

  @Test(arguments: [
    "y\n5\n\n7\n", "y\r\n5\r\n\r\n7", "y\n5\nNA\n7\n", "y\n5\n\"\"\n7\n", "y\n5\n  \n7\n",
  ])
  func `in a file of one column a blank line is a missing value`(_ text: String) throws {
    let reading = try reading(text)
    #expect(values(reading) == [5, nil, 7])
    #expect(reading.summary == "1 series, 3 rows, counted, 1 … 3; target 'y'")
    #expect(reading.schema.timeColumn == nil)
    #expect(reading.panel[0].axis.timestamp(at: 0) == Timestamp(seconds: 1))
  }

  @Test func `a file of numbers alone has no header`() throws {
    let reading = try reading("5\n6\n7\n")
    #expect(values(reading) == [5, 6, 7])
    #expect(reading.schema.targetColumn == "column1")
    #expect(reading.notes == ["no header line: columns are called column1"])
    let dated = try PanelReader.read(
      bytes: Array("2024-01-01,5\n2024-01-02,6\n".utf8), name: "data.csv")
    #expect(times(dated) == ["2024-01-01", "2024-01-02"])
    #expect(dated.schema.timeColumn == "column1")
  }

  @Test func `a header of numbers needs to be told, and then is one`() throws {
    let reading = try reading("7\n5\n6\n") { $0.hasHeader = true }
    #expect(values(reading) == [5, 6])
    #expect(reading.schema.targetColumn == "7")
  }

  @Test func `blank lines at the end are no rows`() throws {
    #expect(try reading("ds,y\n2024-01-01,1\n2024-01-02,2\n\n\r\n").rowCount == 2)
  }

  @Test func `absent rows become missing values and are told`() throws {
    let reading = try reading("ds,y\n2024-01-01,1\n2024-01-02,2\n2024-01-05,5\n2024-01-06,6\n")
    #expect(values(reading) == [1, 2, nil, nil, 5, 6])
    #expect(reading.notes == ["2 rows absent between others: missing values"])
    #expect(reading.counts[0].gapCount == 2)
  }

  @Test func `rows without a value at the ends are left out and told`() throws {
    let text = "ds,y\n2024-01-01,NA\n2024-01-02,2\n2024-01-03,null\n2024-01-04,4\n2024-01-05,\n"
    let reading = try reading(text)
    #expect(values(reading) == [2, nil, 4])
    #expect(times(reading).first == "2024-01-02")
    #expect(
      reading.notes == [
        "1 row without a value between others",
        "2 rows without a value before the first or after the last: left out",
      ])
    #expect(reading.counts[0].leadingCount == 1)
    #expect(reading.counts[0].trailingCount == 1)
    #expect(reading.span == "2024-01-02 … 2024-01-04")
  }

  @Test func `a series without any value is left out with a warning`() throws {
    let reading = try reading(
      "unique_id,ds,y\na,2024-01-01,\na,2024-01-02,\nb,2024-01-01,1\nb,2024-01-02,2\n")
    #expect(reading.panel.identifiers == ["b"])
    #expect(reading.warnings == ["1 series without any value left out: 'a'"])
  }

  @Test(arguments: [
    (ReadingOptions.DuplicatePolicy.first, 1.0), (.last, 6), (.mean, 3.5),
  ])
  func `rows of one time are merged as asked`(
    _ policy: ReadingOptions.DuplicatePolicy, _ expected: Double
  ) throws {
    let text = "ds,y\n2024-01-01,1\n2024-01-02,9\n2024-01-01,\n2024-01-01,6\n"
    let reading = try reading(text) { $0.duplicates = policy }
    #expect(values(reading) == [expected, 9])
    #expect(
      reading.notes.last == "2 rows had the time of another one: \(policy.rawValue) taken")
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

  @Test func `a wide file without times is counted`() throws {
    let reading = try reading("a,b\n1,10\n2,20\n") { $0.isWide = true }
    #expect(values(reading, 1) == [10, 20])
    #expect(reading.schema.timeColumn == nil)
  }

  @Test func `an integer index keeps its numbers, and the step says what they count`() throws {
    let text = "unique_id,ds,y\na,10,1\na,20,2\na,40,4\nb,30,3\n"
    let reading = try reading(text) { $0.step = Frequency(.week) }
    #expect(reading.panel.frequency == Frequency(.week))
    #expect(reading.panel[0].axis.frequency == Frequency(.index, count: 10))
    #expect(values(reading) == [1, 2, nil, 4])
    #expect(times(reading, 1) == ["30"])
    #expect(reading.stepWords == "weekly, counted by an index")
    #expect(reading.notes.first == "time 'ds' holds integers, which only count")
  }

  @Test func `a column called year holds years`() throws {
    let reading = try reading("year,y\n1990,1\n1991,2\n1993,4\n")
    #expect(values(reading) == [1, 2, nil, 4])
    #expect(reading.panel.frequency == Frequency(.year))
    #expect(times(reading) == ["1990", "1991", "1992", "1993"])
    #expect(reading.stepWords == "yearly (year start)")
    #expect(reading.notes.first == "time 'year' holds calendar years")
  }

  @Test func `month ends stay month ends`() throws {
    let reading = try reading("ds,y\n2023-12-31,1\n2024-01-31,2\n2024-02-29,3\n2024-03-31,4\n")
    #expect(reading.stepWords == "monthly (month end)")
    let axis = reading.panel[0].axis
    #expect(TimestampStyle.date.string(from: axis.timestamp(at: 4)) == "2024-04-30")
  }

  @Test func `a step on the 30th survives February`() throws {
    let reading = try reading("ds,y\n2023-02-28,1\n2023-03-30,2\n2023-04-30,3\n2023-05-30,4\n")
    #expect(values(reading) == [1, 2, 3, 4])
    let axis = reading.panel[0].axis
    #expect(TimestampStyle.date.string(from: axis.timestamp(at: 12)) == "2024-02-29")
    #expect(TimestampStyle.date.string(from: axis.timestamp(at: 13)) == "2024-03-30")
  }

  @Test func `two weeks without a weekend make business days`() throws {
    let days = [1, 2, 3, 4, 5, 8, 9, 10, 11, 12].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let text = "ds,y\n" + days.map { "2024-01-\($0),1\n" }.joined()
    let reading = try reading(text)
    #expect(reading.panel.frequency == Frequency(.businessDay))
    #expect(reading.panel[0].count == 10)
    #expect(reading.stepWords == "business days")
  }

  @Test func `semicolons and decimal commas are found and told`() throws {
    let reading = try reading("data;valor\n2024-01-01;0,75\n2024-01-02;-1,5\n")
    #expect(values(reading) == [0.75, -1.5])
    #expect(reading.notes == ["separator ';'", "decimal comma"])
  }

  @Test func `marks of the user are missing values, numbers in any spelling`() throws {
    let reading = try reading("y\n1\n-200\n-200.0\nn/a\n2\n") { $0.missingMarks = ["n/a", "-200"] }
    #expect(values(reading) == [1, nil, nil, nil, 2])
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

  @Test func `offsets that vary make the times UTC, and that is told`() throws {
    let reading = try reading(
      "ds,y\n2024-03-31T01:00+01:00,1\n2024-03-31T03:00+02:00,2\n2024-03-31T04:00+02:00,3\n")
    #expect(times(reading).first == "2024-03-31T00:00Z")
    #expect(reading.panel.frequency == Frequency(.hour))
    #expect(reading.notes == ["the offsets from UTC vary in time 'ds': all times are taken as UTC"])
  }

  @Test func `one offset keeps the clock of the file`() throws {
    let reading = try reading("ds,y\n2024-03-31T01:00+02:00,1\n2024-03-31T02:00+02:00,2\n")
    #expect(times(reading) == ["2024-03-31T01:00+02:00", "2024-03-31T02:00+02:00"])
    #expect(reading.panel[0].axis.timestamp(at: 0).secondOfDay == 3_600)
  }

  @Test func `what was detected reads the same file as options`() throws {
    for text in [
      "shop;day;sold;note\nb;13.01.2024;1,5;x\na;13.01.2024;2;y\nb;14.01.2024;3;z\n",
      "5\n6\n\n7\n", "year,y\n1990,1\n1991,2\n", "unique_id,ds,y\na,1,1\na,2,2\n",
    ] {
      let options = ReadingOptions.Column.named("shop")
      let first = try reading(text) { if text.hasPrefix("shop") { $0.identifier = options } }
      let again = try reading(text) { $0 = first.resolvedOptions }
      #expect(again.panel.values.map(\.bitPattern) == first.panel.values.map(\.bitPattern))
      #expect(again.panel.axes == first.panel.axes)
      #expect(again.panel.frequency == first.panel.frequency)
      #expect(again.schema == first.schema)
      #expect(again.resolvedOptions == first.resolvedOptions)
    }
  }

  @Test func `ids are kept as they are, in the order of their first rows`() throws {
    let reading = try reading(
      "unique_id,ds,y\n 02,1,1\nÉ,1,2\n2,1,3\n 02,2,4\n\"a,\"\"b\",1,5\n")
    #expect(reading.panel.identifiers == [" 02", "É", "2", "a,\"b"])
    #expect(values(reading) == [1, 4])
  }

  @Test func `a file that is not there keeps the reason`() {
    let error = #expect(throws: IngestionError.self) { try PanelReader.read("/nowhere/at/all.csv") }
    #expect(error?.kind == .storage)
    #expect(error?.storageError?.kind == .notFound)
    #expect(error?.description.hasPrefix("/nowhere/at/all.csv: ") == true)
  }
}
