import Testing

@testable import ForecastIngestion

struct TimestampDetectionTests {
  private func detection(_ cells: [String], named name: String = "ds") -> TimestampDetection {
    TimestampDetection(of: cells.map { Array($0.utf8) }, named: name)
  }

  @Test func `day and month are told apart by a number above 12 only`() {
    #expect(detection(["01/02/2024", "13/02/2024"]) == .pattern("dd/MM/yyyy"))
    #expect(detection(["1/2/2024", "2/13/2024"]) == .pattern("M/d/yyyy"))
    #expect(detection(["03/03/2024", "01/02/2024"]) == .ambiguous("01/02/2024"))
    #expect(detection(["13/02/2024", "02/14/2024"]) == .ambiguous("13/02/2024"))
  }

  @Test func `integers are years only where the name says so`() {
    let years = ["1990", "1991", "1992"]
    #expect(detection(years, named: "Year") == .pattern("yyyy"))
    #expect(detection(years, named: "fiscal_year") == .pattern("yyyy"))
    #expect(detection(years) == .integer)
    #expect(detection(["1", "2", "3"], named: "year") == .integer)
    let days = ["20240131", "20240201"]
    #expect(detection(days, named: "date") == .pattern("yyyyMMdd"))
    #expect(detection(days, named: "t") == .integer)
    #expect(detection(["99999999", "20240201"], named: "date") == .integer)
  }

  @Test func `a few faulty cells do not hide the style of the others`() {
    #expect(
      detection(["x", "2024-01-01", "2024-01-02", "2024-01-03"]) == .pattern("yyyy-MM-dd"))
    #expect(detection(["1-01"], named: "Month") == .none("1-01"))
    #expect(detection([], named: "Month") == .none(""))
  }

  @Test func `one narrow cell makes the whole column's parts narrow`() {
    #expect(detection(["1990/10/10", "1990/1/1"]) == .pattern("yyyy/M/d"))
    #expect(detection(["1990/10/10", "1990/11/11"]) == .pattern("yyyy/MM/dd"))
  }

  @Test func `half the cells in a style are too few`() {
    #expect(detection(["2024-01-01", "x"]) == .none("2024-01-01"))
    #expect(detection(["1", "x", "y"]) == .none("1"))
  }
}
