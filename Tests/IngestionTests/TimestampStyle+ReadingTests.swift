import ForecastSeries
import Testing

@testable import ForecastIngestion

@Suite struct TimestampStyleReadingTests {
  @Test(arguments: [
    ("yyyy-MM", "", "1958-12"), ("yyyy-MM-dd", "", "1958-12-31"), ("yyyy QQQ", "", "1998 Q3"),
    ("dd.MM.yyyy H:mm", "", "31.12.2024 7:05"), ("yyyy-MM-ddTHH:mm", "+02:00", "2024-05-01T10:00"),
    ("", "", "144"),
  ])
  func `what the style writes it reads`(_ pattern: String, _ suffix: String, _ text: String) {
    let style = TimestampStyle(pattern: pattern, suffix: suffix)
    let time = style.timestamp(from: text)
    #expect(time.map { style.string(from: $0) } == text + suffix)
    #expect(style.timestamp(from: text + suffix) == time)
  }

  @Test(arguments: [
    ("yyyy-MM", "", "1958"), ("yyyy-MM", "", "1958-13"), ("yyyy-MM-dd", "", "31.12.1958"),
    ("yyyy-MM-ddTHH:mm", "Z", "2024-05-01T10:00+01:00"), ("", "", "12.5"), ("yyyy", "", ""),
  ])
  func `anything else is no time`(_ pattern: String, _ suffix: String, _ text: String) {
    #expect(TimestampStyle(pattern: pattern, suffix: suffix).timestamp(from: text) == nil)
  }
}
