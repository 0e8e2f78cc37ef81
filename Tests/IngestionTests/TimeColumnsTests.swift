import ForecastSeries
import Testing

@testable import ForecastIngestion

struct TimeColumnsTests {
  @Test(arguments: [
    ("year,month,day,hour,y\n2024,1,31,22,1\n2024,1,31,23,2\n2024,2,1,0,3\n", "2024-01-31 22"),
    ("yr,mnth,y\n2024,1,1\n2024,2,2\n2024,3,3\n", "2024-01"),
    ("year,quarter,y\n2024,1,1\n2024,2,2\n2024,3,3\n", "2024-Q1"),
    ("year,week,y\n2020,52,1\n2020,53,2\n2021,1,3\n", "2020-W52"),
  ])
  func `a time spread over columns is put together`(_ text: String, _ first: String) throws {
    let reading = try reading(text)
    #expect(values(reading) == [1, 2, 3])
    #expect(times(reading).first == first)
    #expect(reading.schema.timeColumn == "time")
  }

  @Test(arguments: [
    "Date,Time,y\n2024-01-01,22:00,1\n2024-01-01,23:00,2\n2024-01-02,00:00,3\n",
    "Date,Time,y\n2024-01-01,22.00.00,1\n2024-01-01,23.00.00,2\n2024-01-02,00.00.00,3\n",
    "Date,hour,y\n2024-01-01,22,1\n2024-01-01,23,2\n2024-01-02,0,3\n",
  ])
  func `a day and a clock beside it are one time`(_ text: String) throws {
    let reading = try reading(text)
    #expect(values(reading) == [1, 2, 3])
    #expect(times(reading).first?.hasPrefix("2024-01-01 22") == true)
    #expect(
      reading.notes == [
        "the time is read from 'Date', '\(text.contains("hour") ? "hour" : "Time")' together"
      ])
  }

  @Test func `the same columns are found again by what was resolved`() throws {
    let text = "year,month,y,z\n2024,1,1,5\n2024,2,2,5\n2024,3,3,5\n"
    let first = try reading(text) { $0.target = "y" }
    let again = try PanelReader.read(
      bytes: Array(text.utf8), name: "data.csv", options: first.resolvedOptions)
    #expect(again.panel.values == first.panel.values && times(again) == times(first))
    #expect(first.resolvedOptions.time == .named("year,month"))
  }

  @Test func `columns may be named in their order`() throws {
    let text = "a,b,c,y\n2024,1,30,1\n2024,1,31,2\n2024,2,1,3\n"
    let reading = try reading(text) {
      $0.time = .named("a,b,c")
      $0.target = "y"
    }
    #expect(times(reading) == ["2024-01-30", "2024-01-31", "2024-02-01"])
  }

  @Test func `a part that is out of range is told with its place`() {
    let error = #expect(throws: IngestionError.self) {
      try reading("year,month,y\n2024,1,1\n2024,13,2\n")
    }
    #expect(
      error?.description
        == "data.csv:3:1: '2024-13' is no day of the calendar (column 'year')")
  }

  @Test func `a clock without a day is refused with a way out`() {
    let error = #expect(throws: IngestionError.self) {
      try reading("Time,y\n18.00.00,1\n19.00.00,2\n20.00.00,3\n")
    }
    #expect(
      error?.description
        == "data.csv:2:1: column 'Time' has the clock but no day; hint: --time DATE,Time with a column of "
        + "days, or --time none with --step hour to count the rows")
  }

  @Test func `one narrow hour makes the clock narrow`() {
    let cells = ["10:00", "11:00", "9:00"].map { Array($0.utf8) }
    #expect(TimeColumns.clockPattern(of: cells) == "H:mm")
    #expect(TimeColumns.clockPattern(of: [Array("x".utf8)]) == nil)
    #expect(TimeColumns.clockPattern(of: []) == nil)
  }

  @Test(arguments: [
    ("year,month,y\n2024,Jan,1\n2024,Feb,2\n2024,Mar,3\n", "2024-Jan"),
    ("month,year,y\nMay,2024,1\nJune,2024,2\nJuly,2024,3\n", "2024-May"),
    ("year,period,y\n2024,M01,1\n2024,M02,2\n2024,M03,3\n", "2024-01"),
    ("year,q,y\n2024,Q1,1\n2024,Q2,2\n2024,Q3,3\n", "2024-Q1"),
    (
      "date,hour,minute,y\n2024-01-01,0,0,1\n2024-01-01,0,15,2\n2024-01-01,0,30,3\n",
      "2024-01-01 00:00"
    ),
    ("date,hour,y\n2024-01-01,23,1\n2024-01-01,24,2\n2024-01-02,1,3\n", "2024-01-01 23"),
    (
      "date,time,y\n2024-01-01,12 AM,1\n2024-01-01,01 AM,2\n2024-01-01,02 AM,3\n",
      "2024-01-01 12 AM"
    ),
  ])
  func `parts may be spelled out, and hours count to 24`(_ text: String, _ first: String) throws {
    let reading = try reading(text)
    #expect(values(reading) == [1, 2, 3])
    #expect(times(reading).first == first)
    let again = try PanelReader.read(
      bytes: Array(text.utf8), name: "data.csv", options: reading.resolvedOptions)
    #expect(again.panel.values == reading.panel.values && times(again) == times(reading))
  }
}
