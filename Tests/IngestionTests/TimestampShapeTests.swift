import Testing

@testable import ForecastIngestion

struct TimestampShapeTests {
  private func shape(_ cell: String) -> (shape: TimestampShape, numbers: TimestampShape.Numbers)? {
    TimestampShape.of(Array(cell.utf8))
  }

  @Test(arguments: [
    ("2024-02-29", "yyyy-MM-dd"), ("2024/02", "yyyy/MM"), ("1998 Q3", "yyyy QQQ"),
    ("1998Q3", "yyyyQQQ"), ("20240229", "yyyyMMdd"), ("31.12.2024", "dd.MM.yyyy"),
    ("2024-02-09 13:05", "yyyy-MM-dd HH:mm"), ("2024-02-09T13:05:59", "yyyy-MM-ddTHH:mm:ss"),
    ("20240229 10:00", "yyyyMMdd HH:mm"), ("2024-02-09 13:05:59.000", "yyyy-MM-dd HH:mm:ss.000"),
    ("2024-02-09T13:05:59Z", "yyyy-MM-ddTHH:mm:ss"), ("2024-02-09T13:05+02:00", "yyyy-MM-ddTHH:mm"),
  ])
  func `a shape gives its pattern`(_ cell: String, _ pattern: String) throws {
    let found = try #require(shape(cell))
    #expect(found.numbers.isPadded)
    #expect(found.shape.pattern(isPadded: true) == pattern)
  }

  @Test(arguments: [
    "", "x", "2024", "24-01-01", "2024.01", "2024-01-01x", "2024-01/01", "2024-001", "2024-1-011",
    "2024 01", "1998 Q", "1998 Q12", "01-02-24", "1/2/2024/3",
    "2024-01-01 1", "2024-01-01 25",
    "2024-01-01 10:0", "2024-01-01 10:00:0", "2024-01-01 10:00:00.5", "2024-01-01 10:00 CET",
    "2024-01-01+02:00", "2024-01Z", "202401019",
  ])
  func `what is no time has no shape`(_ cell: String) {
    #expect(shape(cell) == nil)
  }

  @Test func `cells of one style have one shape, however wide their parts are`() throws {
    let (padded, narrow) = (
      try #require(shape("1990/10/10 10:00")), try #require(shape("1990/1/1 0:00"))
    )
    #expect(padded.shape == narrow.shape)
    #expect(padded.numbers.isPadded && !narrow.numbers.isPadded)
    #expect(narrow.shape.pattern(isPadded: false) == "yyyy/M/d H:mm")
    #expect(shape("1990-01-01")?.shape != shape("1990/01/01")?.shape)
  }

  @Test func `day and month in front of the year are kept to be told apart`() throws {
    let found = try #require(shape("3/14/2024"))
    #expect(found.numbers == .init(first: 3, second: 14, year: 2024, isPadded: false))
    #expect(found.shape.isDayOrMonthFirst)
    #expect(found.shape.pattern(isPadded: false, order: .monthFirst) == "M/d/yyyy")
    #expect(found.shape.pattern(isPadded: false) == "d/M/yyyy")
  }
}
