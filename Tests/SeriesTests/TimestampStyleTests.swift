import ForecastSeries
import Testing

struct TimestampStyleTests {
  @Test(arguments: [
    ("yyyy-MM-dd", "2024-02-09"), ("yyyy-MM", "2024-02"), ("yyyy", "2024"),
    ("yyyy-MM-dd HH:mm", "2024-02-09 03:04"), ("yyyy-MM-ddTHH:mm:ss", "2024-02-09T03:04:05"),
    ("yyyy/M/d H:mm", "2024/2/9 3:04"), ("dd.MM.yyyy", "09.02.2024"), ("MM/dd/yyyy", "02/09/2024"),
    ("yyyy QQQ", "2024 Q1"), ("yyyyMMdd", "20240209"),
    ("yyyy-MM-dd HH:mm:ss.000", "2024-02-09 03:04:05.000"),
    ("EEEE, MMMM d, yyyy", "Friday, February 9, 2024"), ("EEE dd.MM.yyyy", "Fri 09.02.2024"),
    ("epoch.0", "1707447845.0"), ("epoch-ms.00", "1707447845000.00"),
  ])
  func `a time is written in the file's own style`(_ pattern: String, _ expected: String) throws {
    let date = try #require(CivilDate(year: 2024, month: 2, day: 9))
    let time = Timestamp(date, secondOfDay: 3 * 3_600 + 4 * 60 + 5)
    #expect(TimestampStyle(pattern: pattern).string(from: time) == expected)
  }

  @Test func `what follows the pattern in the file follows it here`() throws {
    let date = try #require(CivilDate(year: 987, month: 12, day: 31))
    let style = TimestampStyle(pattern: "yyyy-MM-ddTHH:mm", suffix: "+02:00")
    #expect(style.string(from: Timestamp(date)) == "0987-12-31T00:00+02:00")
  }

  @Test func `seconds since 1970 and parts of them are whole seconds`() {
    let written = ["epoch", "epoch-ms", "epoch-us", "epoch-ns"].map {
      TimestampStyle(pattern: $0).string(from: Timestamp(seconds: -1_700_000_000))
    }
    #expect(
      written == ["", "000", "000000", "000000000"].map { "-1700000000" + $0 })
    #expect(TimestampStyle(pattern: "epoch-ns").string(from: Timestamp(seconds: 0)) == "0")
    // More than an integer holds.
    let late = TimestampStyle(pattern: "epoch-ns").string(from: Timestamp(seconds: 99_000_000_000))
    #expect(late == "99000000000000000000")
  }

  @Test func `an index is a plain integer`() {
    #expect(TimestampStyle.integer.string(from: Timestamp(seconds: -12)) == "-12")
  }
}
