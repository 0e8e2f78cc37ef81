import Testing

@testable import ForecastSeries

struct DecimalYearTests {
  /// The text of a number as a year and its fraction.
  private func date(_ text: String, _ years: DecimalYear) -> CivilDate? {
    let words = text.split(separator: ".")
    guard let year = Int(words[0]), let fraction = Int(words[1]) else { return nil }
    return years.date(year: year, fraction: fraction, count: words[1].count)
  }

  @Test(arguments: [4, 8, 12, 24], 2...9)
  func `each part of a year is written and read back`(_ parts: Int, _ digits: Int) throws {
    let years = try #require(DecimalYear(parts: parts, digits: digits))
    #expect(DecimalYear(years.pattern) == years)
    let months = parts == 4 || parts == 8 ? [1, 4, 7, 10] : Array(1...12)
    for month in months {
      let first = try #require(CivilDate(year: 1949, month: month, day: 1))
      #expect(date(years.string(from: first), years) == first)
    }
  }

  @Test func `months are twelfths, rounded or cut off`() throws {
    let years = try #require(DecimalYear("decimal-year/12"))
    let written = (1...12).compactMap { CivilDate(year: 1949, month: $0, day: 1) }
      .map(years.string)
    #expect(
      written == [
        "1949.000", "1949.083", "1949.167", "1949.250", "1949.333", "1949.417", "1949.500",
        "1949.583", "1949.667", "1949.750", "1949.833", "1949.917",
      ])
    let march = CivilDate(year: 1949, month: 3, day: 1)
    #expect(date("1949.166", years) == march && date("1949.17", years) == nil)
    #expect(date("1949.5", years) == CivilDate(year: 1949, month: 7, day: 1))
    #expect(date("1949.16666667", years) == march)
    #expect(date("1949.2", years) == nil && date("1949.125", years) == nil)
  }

  @Test func `middles are written as they are`() throws {
    let months = try #require(DecimalYear("decimal-year/24.2"))
    #expect(try months.string(from: #require(CivilDate(year: 1880, month: 1, day: 1))) == "1880.04")
    #expect(date("1880.08", months) == nil)
    let quarters = try #require(DecimalYear("decimal-year/8.3"))
    #expect(
      try quarters.string(from: #require(CivilDate(year: 1880, month: 12, day: 31))) == "1880.875")
  }

  @Test(arguments: [
    "decimal-year", "decimal-year/", "decimal-year/6", "decimal-year/12.1", "decimal-year/12.3.4",
    "decimal-year/12.x", "decimal-year/12.10",
  ])
  func `what is no such pattern is refused`(_ text: String) {
    #expect(DecimalYear(text) == nil)
    #expect(TimestampPattern(text) == nil)
  }
}
