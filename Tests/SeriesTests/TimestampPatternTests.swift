import Testing

@testable import ForecastSeries

struct TimestampPatternTests {
  @Test(arguments: [
    "", "epoch", "epoch-ms", "epoch-us", "epoch-ns", "serial", "yyyy'M'MM", "yyyy '", "yyyy",
    "d MMM yy", "yyyy-www-e", "hh:mm a yyyy",
    "EEE d MMM yyyy", "EEEE, dd.MM.yyyy", "epoch.0", "epoch-ms.000000000",
  ])
  func `a pattern has a year, or counts`(_ text: String) throws {
    let pattern = try #require(TimestampPattern(text))
    #expect(pattern.text == text)
    #expect((pattern.count == nil) != pattern.tokens.isEmpty)
  }

  @Test(arguments: [
    "MM", "yyy", "yyyy e", "yyyy hh", "yyyy a", "yyyy MM MM", "x", "yyyyMMMMM", "yyyy m",
    "EEE yyyy", "EEE MMM yyyy", "E dd.MM.yyyy", "epoch.", "epoch.1", "epoch.0000000000",
    "epoch.0.0", "serial.0", ".0",
  ])
  func `what is none is refused`(_ text: String) {
    #expect(TimestampPattern(text) == nil)
  }

  @Test func `what stands between apostrophes stands for itself`() throws {
    let pattern = try #require(TimestampPattern("yyyy'M'MM''"))
    #expect(
      pattern.tokens == [
        .part(.year, width: 4), .literal(UInt8(ascii: "M")), .part(.month, width: 2),
        .literal(UInt8(ascii: "'")), .literal(UInt8(ascii: "'")),
      ])
  }

  @Test func `a day and a short year are seen`() throws {
    #expect(try #require(TimestampPattern("yy-MM-dd")).hasShortYear)
    #expect(try #require(TimestampPattern("yyyy-www-e")).hasDay)
    #expect(try #require(TimestampPattern("yyyy-MM")).hasDay == false)
  }

  @Test func `only an hour makes a clock`() throws {
    #expect(try #require(TimestampPattern("yyyy-MM-dd")).hasClock == false)
    #expect(try #require(TimestampPattern("yyyy-MM-dd HH")).hasClock)
    #expect(try #require(TimestampPattern("yyyy-MM-dd hh a")).hasClock)
  }
}
