import ForecastSeries
import Testing

@testable import ForecastIngestion

struct TimestampFormTests {
  @Test(arguments: [
    ("Jan 2024", "MMM yyyy"), ("January 2024", "MMMM yyyy"), ("2024-Jan", "yyyy-MMM"),
    ("31 Jan 2024", "dd MMM yyyy"), ("31-January-2024", "dd-MMMM-yyyy"),
    ("2024-Jan-31", "yyyy-MMM-dd"), ("January 31, 2024", "MMMM dd, yyyy"),
    ("31-Jan-24", "dd-MMM-yy"), ("Jan-24", "MMM-yy"), ("01/2024", "MM/yyyy"),
    ("Q1 1998", "QQQ yyyy"), ("1998-Q1", "yyyy-QQQ"), ("2024-W05", "yyyy-www"),
    ("2024W05", "yyyywww"), ("2024-W05-1", "yyyy-www-e"), ("1-01", "y-MM"),
    ("2024-02-09 13.05.59", "yyyy-MM-dd HH.mm.ss"), ("02/29/2024 03:05 PM", "dd/MM/yyyy hh:mm a"),
    ("20240229 09:00", "yyyyMMdd HH:mm"), ("31.12.24", "dd.MM.yy"), ("2024M01", "yyyy'M'MM"),
    ("2024-M01", "yyyy-'M'MM"), ("1998q1", "yyyy'q'Q"), ("1Q1998", "Q'Q'yyyy"),
    ("1998:Q1", "yyyy:QQQ"), ("Jan2024", "MMMyyyy"), ("31Jan2024", "ddMMMyyyy"),
    ("20240229T093000", "yyyyMMddTHHmmss"), ("2024-02-29T0930", "yyyy-MM-ddTHHmm"),
    ("2024-02-29T09", "yyyy-MM-ddTHH"), ("2024-02-29 09 PM", "yyyy-MM-dd hh a"),
    ("Monday, January 1, 2024", "EEEE, MMMM d, yyyy"), ("Thu 29 Feb 2024", "EEE dd MMM yyyy"),
    ("Wed, 31.01.2024", "EEE, dd.MM.yyyy"), ("Sunday 2024-03-31", "EEEE yyyy-MM-dd"),
    ("Fri. 20240301 09:30", "EEE. yyyyMMdd HH:mm"),
  ])
  func `a form gives its pattern, which reads and writes the cell`(
    _ cell: String, _ pattern: String
  ) throws {
    let bytes = Array(cell.utf8)
    let found = try #require(TimestampShape.of(bytes))
    #expect(found.shape.pattern(isPadded: found.numbers.isPadded) == pattern)
    let own = cell.hasPrefix("02/29") ? "MM/dd/yyyy hh:mm a" : pattern
    var parser = try #require(TimestampParser(pattern: own))
    let seconds = parser.read(bytes, bytes.indices)
    #expect(
      seconds.map { TimestampStyle(pattern: own).string(from: Timestamp(seconds: $0)) } == cell)
  }

  @Test(arguments: [
    "Janu 2024", "Mai 2024", "32", "Q5", "2024-W5", "2024-w05", "a", "May", "100-01",
    "2024-01-01 18.30", "31 Jan 2024x", "2024-01-01 25", "12.34", "Januar 2024",
    "Mon", "Mon Jan 2024", "Mon 2024", "Mond 01 Jan 2024", "Montag, 01.01.2024", "Mon  2024-01-01",
  ])
  func `what is no form has none`(_ cell: String) {
    #expect(TimestampShape.of(Array(cell.utf8)) == nil)
  }

  @Test func `fixed parts keep their width beside a narrow hour`() throws {
    let found = try #require(TimestampShape.of(Array("20240229 9:00".utf8)))
    #expect(found.shape.pattern(isPadded: found.numbers.isPadded) == "yyyyMMdd H:mm")
  }
}
