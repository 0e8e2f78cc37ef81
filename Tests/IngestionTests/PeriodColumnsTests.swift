import ForecastSeries
import Testing

@testable import ForecastIngestion

struct PeriodColumnsTests {
  private static let months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"

  @Test func `months side by side are read one after the other`() throws {
    let years = (0..<2).map { year in
      "\(2020 + year)," + (1...12).map { String($0 + 12 * year) }.joined(separator: ",")
    }
    let reading = try reading(
      "Year,\(PeriodColumnsTests.months)\n" + years.joined(separator: "\n") + "\n")
    #expect(values(reading) == (1...24).map(Double.init))
    #expect(times(reading).first == "2020-01" && times(reading).last == "2021-12")
    #expect(reading.rowCount == 2 && reading.schema.targetColumn == "value")
    #expect(reading.notes.contains("one row a year, its months side by side"))
    let again = try PanelReader.read(
      bytes: Array(
        ("Year,\(PeriodColumnsTests.months)\n" + years.joined(separator: "\n") + "\n").utf8),
      name: "data.csv", options: reading.resolvedOptions)
    #expect(again.panel.values == reading.panel.values)
  }

  @Test func `quarters too, with a key beside them`() throws {
    let reading = try reading(
      "year,shop,Q1,Q2,Q3,Q4\n2020,a,1,2,3,4\n2021,a,5,6,7,8\n2020,b,1,1,1,1\n2021,b,2,2,2,2\n")
    #expect(reading.panel.count == 2)
    #expect(values(reading) == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(times(reading).first == "2020 Q1")
  }

  @Test func `a missing month at the end is left out, one between is missing`() throws {
    let reading = try reading(
      "Year,\(PeriodColumnsTests.months)\n2020,1,,3,4,5,6,7,8,9,10,11,12\n2021,1,2,3,,,,,,,,,\n")
    #expect(values(reading).count == 15 && values(reading)[1] == nil)
  }

  @Test func `eleven months are columns like others`() {
    let error = #expect(throws: IngestionError.self) {
      try reading("Year,\(PeriodColumnsTests.months.dropLast(4))\n2020,1,2,3,4,5,6,7,8,9,10,11\n")
    }
    #expect(error?.message.hasPrefix("several columns could be the target") == true)
  }

  @Test func `the times of a header are those of each line`() {
    let columns = HeaderTimes(["a", "2019", "2020"]).flatMap { PeriodColumns($0) }
    #expect(columns?.columns == [1, 2])
    #expect(columns?.style.pattern == "yyyy")
    #expect(columns?.areOfYear == false && columns?.isCounted == false)
    #expect(columns?.time(of: 1, inYearOf: nil) == 1_577_836_800)
    #expect(HeaderTimes(["V1", "V2", "V3"]).flatMap { PeriodColumns($0) }?.isCounted == true)
    let days = HeaderTimes(["a", "1/22/20", "1/23/20"]).flatMap { PeriodColumns($0) }
    #expect(days?.style.pattern == "M/d/yy")
    #expect(HeaderTimes(["a", "24-01-22", "24-01-23"]).flatMap { PeriodColumns($0) } == nil)
  }
}
