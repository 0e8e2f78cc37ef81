import ForecastSeries
import Testing

@testable import ForecastIngestion

struct ColumnSelectionTimeTests {
  @Test func `day and month are told apart where only one makes the rows regular`() throws {
    let rows = (0..<24).map { month -> String in
      let number = month % 12 + 1
      return "01/\(number < 10 ? "0" : "")\(number)/\(2020 + month / 12),\(month)\n"
    }
    let reading = try IngestionTests.reading("ds,y\n" + rows.joined())
    #expect(reading.stepWords == "monthly (month start)")
    #expect(reading.notes == ["time 'ds' is read as dd/MM/yyyy"])
    // Twelve days of January, or the first days of twelve months: both are regular.
    #expect(throws: IngestionError.self) {
      try IngestionTests.reading("ds,y\n" + rows.prefix(12).joined())
    }
  }

  @Test func `seconds and milliseconds since 1970 are told by name and digits`() throws {
    let seconds = try reading("timestamp,y\n1700000000,1\n1700003600,2\n1700007200,3\n")
    #expect(seconds.stepWords == "hourly")
    #expect(times(seconds) == ["1700000000", "1700003600", "1700007200"])
    let milliseconds = try reading(
      "timestamp,y\n1700000000000,1\n1700003600000,2\n1700007200000,3\n")
    #expect(milliseconds.stepWords == "hourly")
    #expect(times(milliseconds).last == "1700007200000")
    #expect(try reading("n,y\n1700000000,1\n1700003600,2\n").stepWords != "hourly")
  }

  @Test(arguments: ["ts", "t", "unix_time", "epoch", "created_at", "read_ts", "Event Time"])
  func `seconds since 1970 are found under any usual name, also in a panel`(_ name: String) throws {
    let one = (0..<8).map { "\(1_700_000_000 + 60 * $0),\($0)\n" }
    let single = try reading("\(name),y\n" + one.joined())
    #expect(single.stepWords == "every minute" && single.schema.timeColumn == name)
    let newestFirst = try reading("\(name),y\n" + one.reversed().joined())
    #expect(times(newestFirst) == times(single))
    let two = (0..<16).map { "\(1_700_000_000 + 60 * ($0 / 2)),\($0 % 2 == 0 ? "a" : "b"),\($0)\n" }
    let panel = try reading("\(name),device,y\n" + two.joined())
    #expect(panel.panel.count == 2 && panel.stepWords == "every minute")
  }

  @Test func `large numbers that rise and fall are no times`() throws {
    let rows = [7, 2, 9, 1, 8, 3, 6, 4].map { "\(1_700_000_000 + $0),\($0)\n" }
    #expect(try reading("runtime,y\n" + rows.joined()).schema.timeColumn == nil)
  }

  @Test func `the days of a spreadsheet are read where the user says so`() throws {
    let reading = try reading("ds,y\n45292,1\n45293,2\n45294,3\n") { $0.dateFormat = "serial" }
    #expect(reading.stepWords == "daily")
    #expect(reading.panel.axes[0].timestamp(at: 0).date.year == 2024)
    #expect(times(reading) == ["45292", "45293", "45294"])
  }

  @Test func `years with a fraction are years`() throws {
    let rows = (0..<10).map { "\(1700 + $0).5;\($0);9\n" }
    let reading = try reading(rows.joined()) { $0.target = "column2" }
    #expect(reading.stepWords == "yearly (year start)")
    #expect(times(reading).first == "1700.5")
  }

  @Test func `months of years with a fraction are read, and forecast on in the same way`() throws {
    let months = [
      "1949.000", "1949.083", "1949.167", "1949.250", "1949.333", "1949.417", "1949.500",
      "1949.583",
    ]
    let text = "time,value,other\n" + months.enumerated().map { "\($1),\($0),7\n" }.joined()
    let reading = try reading(text)
    #expect(reading.stepWords == "monthly (month start)" && times(reading) == months)
    let next = reading.panel.axes[0].timestamp(at: 8)
    #expect(reading.schema.timestampStyle.string(from: next) == "1949.667")
    let again = try PanelReader.read(
      bytes: Array(text.utf8), name: "data.csv", options: reading.resolvedOptions)
    #expect(times(again) == months)
    #expect(
      failure(text + "1949.7,9,7\n")
        == "data.csv:10:1: '1949.7' is no part of a year like '1949.000' (column 'time')")
  }

  @Test func `a step within a day asks for the clock beside days that do not repeat`() throws {
    let text = "day,clock,y\n2024-01-01,00:00,1\n2024-01-02,00:15,2\n2024-01-03,00:30,3\n"
    let within = try reading(text) { $0.step = Frequency(.minute, count: 15) }
    #expect(times(within).first == "2024-01-01 00:00")
    #expect(times(within).last == "2024-01-03 00:30")
    #expect(times(try reading(text)) == ["2024-01-01", "2024-01-02", "2024-01-03"])
  }

  @Test func `named columns without a value are said to be so`() {
    let fault = #expect(throws: IngestionError.self) {
      try reading("day,clock,y\n") { $0.time = .named("day,clock") }
    }
    #expect(fault?.message == "'day', 'clock' should hold the times, but they have no value")
  }

  private func failure(
    _ text: String, _ change: (inout ReadingOptions) -> Void = { _ in }
  ) -> String? {
    #expect(throws: IngestionError.self) { try reading(text, change) }?.description
  }

  private let days = (1...12).map { "202401\($0 < 10 ? "0" : "")\($0)" }

  @Test func `dates in digits alone are the time under any name`() throws {
    let rows = days.reversed().enumerated().map { "\($1),\($0)\n" }
    let reading = try reading("order_date,y\n" + rows.joined())
    #expect(reading.schema.timeColumn == "order_date" && reading.stepWords == "daily")
    #expect(values(reading) == (0..<12).reversed().map(Double.init))
  }

  @Test func `two columns of such dates are the user's choice`() {
    let rows = days.map { "\($0),\($0),1\n" }
    #expect(
      failure("ordered,shipped,y\n" + rows.joined())
        == "data.csv:1: several columns hold times: 'ordered', 'shipped'; hint: --time COLUMN")
  }

  @Test(arguments: [
    "Dezember 2020", "2024-S2", "2024-01-01 - 2024-01-07", "1.2.24 noon-ish 2024", "10/12",
    "Mär 20",
  ])
  func `a column that seems to hold times is not passed over`(_ cell: String) throws {
    let text = "label,y\n\(cell),1\n\(cell.replacing("2", with: "1")),2\n\(cell),3\n"
    #expect(
      failure(text)
        == "data.csv:2:1: column 'label' seems to hold times, but '\(cell)' is none that is read; hint: "
        + "--date-format 'dd.MM.yyyy HH:mm' as they are written, or --time none to count the rows")
    #expect(try values(reading(text) { $0.time = .absent }) == [1, 2, 3])
    // The same in each row tells no times apart, and a number in a name is no date.
    #expect(try values(reading("label,y\n2024-S2,1\n2024-S2,2\n")) == [1, 2])
    #expect(try values(reading("label,y\nshop 1,1\nshop 2,2\n")) == [1, 2])
  }

  @Test func `a date format that no column has is told`() {
    #expect(
      failure("when,y\na,1\nb,2\n") { $0.dateFormat = "yyyyMM" }
        == "data.csv:1: no column has times like 'yyyyMM'; hint: --time COLUMN, or another --date-format"
    )
  }

  @Test func `a date format that is none is a fault of use, whatever the columns hold`() {
    let error = #expect(throws: IngestionError.self) {
      try reading("when,y\na,1\nb,2\n") { $0.dateFormat = "qq" }
    }
    #expect(error?.kind == .usage && error?.message == "'qq' is no date format")
  }

  @Test func `a column is the time where it is written as the user says`() throws {
    let reading = try reading("a,b,y\n01/02/24,x,1\n02/02/24,x,2\n03/02/24,x,3\n") {
      $0.dateFormat = "dd/MM/yy"
    }
    #expect(reading.schema.timeColumn == "a" && times(reading).last == "03/02/24")
  }

  @Test func `an hour beside the days of several series may be no clock`() throws {
    let text =
      "shop,date,hour,y\na,2024-01-01,8,1\nb,2024-01-01,9,2\na,2024-01-02,8,3\nb,2024-01-02,9,4\n"
    #expect(
      failure(text)
        == "data.csv:1: 'hour' may be the clock of 'date', or say something else of a day of 'shop'; "
        + "hint: --time date,hour or --time date")
    #expect(try reading(text) { $0.time = .named("date") }.panel.count == 2)
    #expect(try reading(text) { $0.identifier = .named("shop") }.stepWords == "daily")
    let one = try reading(text) { ($0.time, $0.identifier) = (.named("date,hour"), .absent) }
    #expect(one.panel.count == 1)
  }

  @Test func `days that need a format go together with their clock`() throws {
    let text = "day,clock,y\n01.02.2024,00:00,1\n01.02.2024,12:00,2\n02.02.2024,00:00,3\n"
    for format in ["dd.MM.yyyy", "dd.MM.yyyy HH:mm"] {
      for time in [ReadingOptions.Column.detected, .named("day,clock")] {
        let reading = try reading(text) { ($0.dateFormat, $0.time) = (format, time) }
        #expect(times(reading) == ["01.02.2024 00:00", "01.02.2024 12:00", "02.02.2024 00:00"])
      }
    }
  }

  @Test(arguments: ["20240101", "2024-01-01"], [4, 3])
  func `a clock in digits goes together with its day`(_ day: String, _ width: Int) throws {
    let clocks = (0..<8).map { half in
      let clock = half / 2 * 100 + half % 2 * 30
      return String(repeating: "0", count: max(0, width - "\(clock)".count)) + "\(clock)"
    }
    let text = "Date,Time,MW\n" + clocks.enumerated().map { "\(day),\($1),\($0)\n" }.joined()
    let found = try reading(text)
    #expect(found.stepWords == "every 30 minutes" && found.schema.targetColumn == "MW")
    #expect(found.schema.timeColumn == "Date Time")
    #expect(times(found).prefix(2) == ["\(day) 0000", "\(day) 0030"])
    let named = try reading(text) { $0.time = .named("Date,Time") }
    #expect(times(named) == times(found))
    let again = try PanelReader.read(
      bytes: Array(text.utf8), name: "data.csv", options: found.resolvedOptions)
    #expect(times(again) == times(found))
  }

  @Test func `numbers that are no clock stay what they are`() {
    let rows = (0..<8).map { "2024-01-01,\(100 + 13 * $0),\($0)\n" }
    #expect(
      failure("Date,Time,MW\n" + rows.joined())?.contains("could be the target") == true)
  }

  @Test(arguments: ["", "00"])
  func `the ends of hours are a clock`(_ minutes: String) throws {
    let rows = (0..<26).map { "2024-01-0\($0 / 24 + 1),\($0 % 24 + 1)\(minutes),\($0)\n" }
    let reading = try reading("Date,HE,MW\n" + rows.joined())
    #expect(reading.stepWords == "hourly" && times(reading).last == "2024-01-02 02\(minutes)")
  }

  @Test func `seconds since 1970 are found with a fraction of nothing, too`() throws {
    let rows = (0..<8).map { "\(1_700_000_000 + 60 * $0).0,\($0).5\n" }
    let found = try reading("ts,load\n" + rows.joined())
    #expect(found.stepWords == "every minute" && found.schema.targetColumn == "load")
    #expect(times(found).last == "1700000420.0")
    let falling = try reading("ts,load\n" + rows.reversed().joined())
    #expect(times(falling) == times(found))
  }

  @Test func `days with their weekday in front are read, and a wrong one is told`() throws {
    let days = ["Mon, 01", "Tue, 02", "Wed, 03", "Thu, 04"].map {
      "\"\($0) Jan 2024 10:00:00 GMT\""
    }
    let found = try reading("when,y\n" + days.map { "\($0),1\n" }.joined())
    #expect(found.stepWords == "daily")
    #expect(times(found).first == "Mon, 01 Jan 2024 10:00:00 GMT")
    let wrong = (days.dropLast() + ["\"Fri, 04 Jan 2024 10:00:00 GMT\""]).map { "\($0),1\n" }
    #expect(
      failure("when,y\n" + wrong.joined())
        == "data.csv:5:1: 'Fri, 04 Jan 2024 10:00:00 GMT' is a Thursday (column 'when')")
  }
}
