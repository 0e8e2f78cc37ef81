import Testing

@testable import ForecastForecasting

@Suite struct TimeSpanTests {
  @Test(arguments: [
    ("1", 1), ("60s", 60), ("10m", 600), ("1h", 3_600), ("90", 90), ("87600h", 315_360_000),
  ])
  func `a time is read`(_ text: String, _ seconds: Int) {
    #expect(TimeSpan(parsing: text)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "s", "0", "0s", "-1s", "1.5h", "1 h", "1w", "3651d", "60S", "1h30m", "٣s", "87601h",
    "9223372036854775808",
  ])
  func `anything else is no time`(_ text: String) {
    #expect(TimeSpan(parsing: text) == nil)
  }
}
