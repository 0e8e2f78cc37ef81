import ForecastSeries
import Testing

@testable import ForecastIngestion

struct RowReaderTests {
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

  @Test func `blank lines at the end are no rows`() throws {
    #expect(try reading("ds,y\n2024-01-01,1\n2024-01-02,2\n\n\r\n").rowCount == 2)
  }

  @Test func `marks of the user are missing values, numbers in any spelling`() throws {
    let reading = try reading("y\n1\n-200\n-200.0\nn/a\n2\n") { $0.missingMarks = ["n/a", "-200"] }
    #expect(values(reading) == [1, nil, nil, nil, 2])
  }

  @Test func `offsets that vary make the times UTC, and that is told`() throws {
    let reading = try reading(
      "ds,y\n2024-03-31T01:00+01:00,1\n2024-03-31T03:00+02:00,2\n2024-03-31T04:00+02:00,3\n")
    #expect(times(reading).first == "2024-03-31T00:00Z")
    #expect(reading.panel.frequency == Frequency(.hour))
    #expect(
      reading.notes == [
        "the offsets from UTC vary in time 'ds': all times are taken as UTC, or --tz with the zone"
      ])
  }

  @Test func `one offset keeps the clock of the file`() throws {
    let reading = try reading("ds,y\n2024-03-31T01:00+02:00,1\n2024-03-31T02:00+02:00,2\n")
    #expect(times(reading) == ["2024-03-31T01:00+02:00", "2024-03-31T02:00+02:00"])
    #expect(reading.panel[0].axis.timestamp(at: 0).secondOfDay == 3_600)
  }

  @Test func `ids are kept as they are, in the order of their first rows`() throws {
    let reading = try reading(
      "unique_id,ds,y\n 02,1,1\nÉ,1,2\n2,1,3\n 02,2,4\n\"a,\"\"b\",1,5\n")
    #expect(reading.panel.identifiers == [" 02", "É", "2", "a,\"b"])
    #expect(values(reading) == [1, 4])
  }

  private func fault(_ bytes: [UInt8], _ change: (inout ReadingOptions) -> Void = { _ in })
    -> String?
  {
    var options = ReadingOptions()
    change(&options)
    let error = #expect(throws: IngestionError.self) {
      try PanelReader.read(bytes: bytes, name: "data.csv", options: options)
    }
    return error?.description
  }

  @Test func `a cell that is no UTF-8 is told with the way to convert it`() {
    let value = Array("ds,y,é\n2024-01-01,1,\n2024-01-02,1".utf8) + [0xA0] + Array(",\n".utf8)
    #expect(
      fault(value)
        == "data.csv:3:2: '1\u{FFFD}' is not valid UTF-8 (column 'y'); "
        + "hint: --encoding latin-1")
    let time = Array("ds,y,é\n2024-01-01,1,\n2024-01-02,1,\n2024-01-03".utf8) + [0xE9]
    #expect(
      fault(time + Array(",5,\n".utf8))
        == "data.csv:4:1: '2024-01-03\u{FFFD}' is not valid UTF-8 (column 'ds'); "
        + "hint: --encoding latin-1")
    let id = Array("unique_id,ds,y\né,2024-01-01,1\n".utf8) + [0xE9]
    #expect(
      fault(id + Array(",2024-01-01,1\n".utf8))
        == "data.csv:3:1: the id is not valid UTF-8 (column 'unique_id'); "
        + "hint: --encoding latin-1")
  }

  @Test func `a column that is not read may hold any bytes`() throws {
    let text = Array("ds,note,y\n2024-01-01,caf".utf8) + [0xE9] + Array(",1\n2024-01-02,,2\n".utf8)
    let reading = try PanelReader.read(bytes: text, name: "data.csv")
    #expect(values(reading) == [1, 2])
  }

  @Test(arguments: ["2024-01-05", "2024-01+02:00", "2024-01Z", "2024-01x"])
  func `what is left over of a time is refused with its place`(_ cell: String) {
    #expect(
      fault(Array("ds,y\n2024-01,1\n\(cell),2\n".utf8)) { $0.dateFormat = "yyyy-MM" }
        == "data.csv:3:1: '\(cell)' is not a time like '2024-01' (column 'ds')")
  }

  @Test func `a format that says less than the first time does not fit`() {
    #expect(
      fault(Array("ds,y\n2024-01-05,1\n2024-01-06,2\n".utf8)) { $0.dateFormat = "yyyy-MM" }
        == "data.csv:2:1: '2024-01-05' is not a time like '1970-01' (column 'ds')")
  }

  @Test func `faulty cells count as missing where faults are only collected`() {
    let check = PanelCheck.check(
      bytes: Array("ds,y\n2024-01-01,1\n2024-01-02,x\n2024-01-03,3\n".utf8), name: "data.csv")
    #expect(check.reading.map { values($0) } == [1, nil, 3])
    #expect(check.faultCount == 1)
  }

  /// `10,150` cut after `10,1` is still a row, and the forecast would start from it.
  @Test func `a last line that may be cut in its value is told`() throws {
    let rows = (10...19).map { "\($0),\(140 + $0)\n" }.joined()
    func warnings(_ last: String) throws -> [String] {
      try PanelReader.read(bytes: Array(("t,y\n" + rows + last).utf8), name: "data.csv").warnings
    }
    #expect(
      try warnings("20,16") == [
        "data.csv:12: the last line has no line end and is shorter than every other row: is it cut off?"
      ])
    #expect(try warnings("20,16\n") == [])
    #expect(try warnings("20,160") == [])
  }
}
