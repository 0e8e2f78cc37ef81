import Testing

@testable import ForecastIngestion

struct TimestampDetectionTests {
  private func detection(_ cells: [String], named name: String = "ds") -> TimestampDetection {
    TimestampDetection(of: cells.map { Array($0.utf8) }, named: name)
  }

  @Test func `day and month are told apart by a number above 12 only`() {
    #expect(detection(["01/02/2024", "13/02/2024"]) == .pattern("dd/MM/yyyy"))
    #expect(detection(["1/2/2024", "2/13/2024"]) == .pattern("M/d/yyyy"))
    #expect(
      detection(["03/03/2024", "01/02/2024"])
        == .ambiguous("01/02/2024", ["dd/MM/yyyy", "MM/dd/yyyy"]))
    #expect(
      detection(["13/02/2024", "02/14/2024"])
        == .ambiguous("13/02/2024", ["dd/MM/yyyy", "MM/dd/yyyy"]))
  }

  @Test func `a weekday tells the day from the month`() {
    // In 2024 the first of February was a Thursday, the second of January a Tuesday.
    #expect(detection(["Thu 01/02/2024", "Fri 01/03/2024"]) == .pattern("EEE dd/MM/yyyy"))
    #expect(detection(["Tue 01/02/2024", "Wed 01/03/2024"]) == .pattern("EEE MM/dd/yyyy"))
    #expect(detection(["Friday, 1/2/24", "Sunday, 3/3/24"]) == .none("Friday, 1/2/24"))
    // A wrong one does not hide what the others say.
    let thursdays = (0..<10).map { _ in "Thu 01/02/2024" }
    #expect(detection(thursdays + ["Mon 01/03/2024"]) == .pattern("EEE dd/MM/yyyy"))
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
    #expect(detection(["2024-01-01", "x"]) == .none("x"))
    #expect(detection(["1", "x", "y"]) == .none("1"))
  }

  @Test func `the same day year by year is read in either order`() {
    #expect(detection(["01/01/2020", "01/01/2021"]) == .pattern("dd/MM/yyyy"))
    #expect(
      detection(["01/01/2020", "02/02/2020"])
        == .ambiguous("01/01/2020", ["dd/MM/yyyy", "MM/dd/yyyy"]))
  }

  @Test func `days with a year in two digits are told apart in the same way`() {
    #expect(detection(["01.01.24", "13.01.24"]) == .pattern("dd.MM.yy"))
    #expect(detection(["1/2/24", "2/13/24"]) == .pattern("M/d/yy"))
    #expect(detection(["64/01/31", "64/02/29"]) == .pattern("yy/MM/dd"))
    let days = (20...31).map { "24/01/\($0)" } + (1...9).map { "24/02/0\($0)" }
    #expect(detection(days) == .pattern("yy/MM/dd"))
    #expect(
      detection(["24/01/30", "24/01/31"]) == .ambiguous("24/01/30", ["dd/MM/yy", "yy/MM/dd"]))
    #expect(detection(["01.02.24"]) == .ambiguous("01.02.24", ["dd.MM.yy", "MM.dd.yy"]))
    #expect(detection(["18.00.00", "19.00.00"]) == .none("18.00.00"))
  }

  @Test func `years in two digits that go past the end of a century are not guessed`() {
    #expect(detection(["Jan-67", "Jan-68", "Feb-68", "Feb-69"]) == .unclearCentury("Jan-67"))
    #expect(detection(["Nov-98", "Dec-98", "Jan-99", "Feb-01"]) == .pattern("MMM-yy"))
  }

  @Test func `a month that stays while the number rises may be a day`() {
    #expect(detection(["Jan-01", "Jan-02", "Jan-03"]) == .ambiguous("Jan-01", ["MMM-yy"]))
    #expect(detection(["Jan-24", "Feb-24", "Mar-24"]) == .pattern("MMM-yy"))
  }

  @Test func `one longer name makes May long, too`() {
    #expect(detection(["30 May 2024", "31 May 2024", "01 June 2024"]) == .pattern("dd MMMM yyyy"))
    #expect(detection(["30 May 2024", "31 May 2024", "01 Jun 2024"]) == .pattern("dd MMM yyyy"))
  }

  @Test func `months of counted years are proved by the second year alone`() {
    let months = (0..<14).map { "\($0 / 12 + 1)-\($0 % 12 < 9 ? "0" : "")\($0 % 12 + 1)" }
    #expect(detection(months) == .pattern("y-MM"))
    #expect(detection(Array(months.prefix(12))) == .none("1-01"))
    #expect(detection(months.map { "0" + $0 }) == .none("01-01"))
  }

  @Test func `a number beside the year is a quarter or a week where the name says so`() {
    let quarters = (0..<8).map { "\(2010 + $0 / 4)-\($0 % 4 + 1)" }
    #expect(detection(quarters, named: "Quarter") == .pattern("yyyy-Q"))
    #expect(detection(quarters) == .ambiguous("2010-1", ["yyyy-M", "yyyy-Q"]))
    #expect(detection(["2010-51", "2010-52", "2011-01"], named: "week") == .pattern("yyyy-ww"))
    #expect(detection(["2010-11", "2010-12", "2011-01"]) == .pattern("yyyy-MM"))
    #expect(detection(["2010-11", "2011-12", "2012-13"], named: "season") == .none("2010-11"))
  }

  @Test func `the end of an interval is no offset from UTC`() {
    let hours = (0..<9).map { "2024-01-01 0\($0):00-0\($0 + 1):00" }
    #expect(detection(hours) == .none(hours[0]))
    #expect(
      detection(["2024-01-01 00:00+01:00", "2024-07-01 00:00+02:00"])
        == .pattern("yyyy-MM-dd HH:mm"))
  }
}
