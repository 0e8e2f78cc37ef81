import ForecastKernels
import Testing

@Suite struct FixedClockTests {
  private static let minutes: FixedClock = {
    var clock = FixedClock()
    for (place, part) in [FixedClock.Part.year, .month, .day, .hour, .minute].enumerated() {
      if place > 0 { clock.append(Array("--T:".utf8)[place - 1]) }
      clock.append(part)
    }
    return clock
  }()

  private func read(_ text: String, _ clock: FixedClock) -> Int? {
    let bytes = Array((text + "\n").utf8)
    var lines = PlainLines()
    lines.scan(
      bytes, from: 0,
      PlainLines.Form(width: 1, separator: 9, quote: UInt8(ascii: "\""), comment: nil))
    var times = [0]
    return lines.readTimes(0, of: bytes, clock, into: &times) == 1 ? times[0] : nil
  }

  @Test(arguments: [
    ("1970-01-01T00:00", 0), ("1969-12-31T23:59", -60), ("2000-02-29T12:30", 951_827_400),
    ("0001-01-01T00:00", -62_135_596_800), ("9999-12-31T23:59", 253_402_300_740),
  ])
  func `a time is read as seconds since 1970`(_ text: String, _ seconds: Int) {
    #expect(read(text, FixedClockTests.minutes) == seconds)
    var shifted = FixedClockTests.minutes
    shifted.shift = 7
    #expect(read(text, shifted) == seconds + 7)
  }

  @Test(arguments: [
    "1900-02-29T00:00", "2024-13-01T00:00", "2024-00-01T00:00", "2024-01-32T00:00",
    "2024-01-01T24:00", "2024-01-01T00:60", "2024-01-01 00:00", "2024-01-01T00:00:00",
    "2024-01-01T00:0", "0000-01-01T00:00", "2024-1a-01T00:00", "",
  ])
  func `what is no such time is left`(_ text: String) {
    #expect(read(text, FixedClockTests.minutes) == nil)
  }

  @Test func `a form needs a year, and has an end`() {
    var clock = FixedClock()
    #expect(!clock.isUsable)
    clock.append(.year)
    #expect(clock.isUsable && read("2024", clock) == 1_704_067_200)
    for _ in 0..<40 { clock.append(UInt8(ascii: "x")) }
    #expect(!clock.isUsable)
  }
}
