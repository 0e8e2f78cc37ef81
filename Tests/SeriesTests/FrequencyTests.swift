import ForecastSeries
import Testing

struct FrequencyTests {
  @Test(arguments: [
    ("hour", Frequency(.hour)), ("hours", Frequency(.hour)),
    ("15 minute", .init(.minute, count: 15)),
    ("15min", .init(.minute, count: 15)), ("15 mins", .init(.minute, count: 15)),
    ("30 s", .init(.second, count: 30)), ("day", .init(.day)), ("daily", .init(.day)),
    ("business-day", .init(.businessDay)), ("business days", .init(.businessDay)),
    ("b", .init(.businessDay)), ("week", .init(.week)), ("2 weeks", .init(.week, count: 2)),
    ("Month", .init(.month)), ("monthly", .init(.month)), ("q", .init(.quarter)),
    ("quarter", .init(.quarter)), ("YEAR", .init(.year)), ("annual", .init(.year)),
    ("index", .init(.index)), ("second", .init(.second)),
    ("3600000 index", .init(.index, count: 3_600_000)),
    ("9007199254740992 index", .init(.index, count: 1 << 53)),
    ("100000 week", .init(.week, count: 100_000)),
    ("172805 seconds", .init(.second, count: 172_805)),
  ])
  func `a step is read from words`(_ text: String, _ expected: Frequency) {
    #expect(Frequency(parsing: text) == expected)
  }

  @Test(arguments: [
    "", "fortnight", "0 day", "-1 day", "day 2", "1.5 hour", "100001 day", "month!",
    "99999999999999999999 day", "100001 week", "9007199254740993 index", "316224000001 seconds",
    "0 index",
  ])
  func `anything else is no step`(_ text: String) {
    #expect(Frequency(parsing: text) == nil)
  }

  @Test(arguments: Frequency.Unit.allCases)
  func `a step reads its own description`(_ unit: Frequency.Unit) {
    for count in [1, 2, 15, 100_000] {
      let frequency = Frequency(unit, count: count)
      #expect(Frequency(parsing: frequency.description) == frequency)
    }
  }

  @Test func `a step has seconds or months or neither`() {
    #expect(Frequency(.minute, count: 15).fixedSeconds == 900)
    #expect(Frequency(.week).fixedSeconds == 604_800)
    #expect(Frequency(.index, count: 3).fixedSeconds == 3)
    #expect(Frequency(.quarter, count: 2).months == 6)
    #expect(Frequency(.year).months == 12)
    #expect(Frequency(.businessDay).fixedSeconds == nil)
    #expect(Frequency(.businessDay).months == nil)
    #expect(Frequency(.month).fixedSeconds == nil)
  }
}
