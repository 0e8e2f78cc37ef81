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
}
