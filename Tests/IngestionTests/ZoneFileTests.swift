import Foundation
import ForecastSeries
import Testing

@testable import ForecastIngestion

struct ZoneFileTests {
  /// Another reader of other files of the same zones.
  @Test(arguments: [
    "Europe/Berlin", "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Pacific/Apia",
    "Asia/Kolkata", "America/St_Johns", "UTC",
  ])
  func `the offsets are those of Foundation, from 1970 to 2100`(_ name: String) throws {
    let rules = try ZoneFile.rules(named: name)
    let other = try #require(TimeZone(identifier: name))
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let instant = Int.random(in: 0...4_102_444_800, using: &generator)
      let expected = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
      try #require(
        rules.offset(at: Timestamp(seconds: instant)) == expected, "\(name) at \(instant)")
    }
  }

  @Test(arguments: [
    "Europe/Bonn", "", "../zoneinfo/UTC", "/etc/passwd", "Europe//Berlin", "Europe/", "Europe",
    "tzdata.zi", "Ünited/Kingdom",
  ])
  func `no other file is opened`(_ name: String) {
    #expect(throws: IngestionError.self) { try ZoneFile.rules(named: name) }
    #expect(
      fault { try ZoneFile.rules(named: "Europe/Bonn") }
        == """
        --tz 'Europe/Bonn' is no time zone of this system; hint: a name such as \
        Europe/Berlin, America/New_York or UTC; or install the package tzdata
        """)
  }

  private func fault(_ body: () throws -> TimeZoneRules) -> String? {
    do { _ = try body() } catch { return "\(error)" }
    return nil
  }

  /// A file of version 2 with an empty old table and a single change.
  private func file(
    type: UInt8 = 1, leapSeconds: UInt8 = 0, footer: String = "\nCET-1CEST,M3.5.0,M10.5.0/3\n"
  ) -> [UInt8] {
    func header(_ times: UInt8, _ types: UInt8) -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        + [
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, leapSeconds, 0, 0, 0, times, 0, 0, 0, types, 0, 0, 0, 4,
        ]
    }
    let kinds: [UInt8] = [0, 0, 0x0E, 0x10, 0, 0, 0, 0, 0x1C, 0x20, 1, 0]
    let old = header(0, 1) + kinds.prefix(6) + Array("CET\0".utf8)
    let new = header(1, 2) + [0, 0, 0, 0, 0, 0, 0, 100, type] + kinds + Array("CET\0".utf8)
    return old + new + Array(footer.utf8)
  }

  @Test func `the new table counts, then its rule`() throws {
    let rules = try #require(ZoneFile.rules(named: "x", in: file()))
    #expect(rules.offset(at: Timestamp(seconds: 99)) == 3_600)
    #expect(rules.offset(at: Timestamp(seconds: 100)) == 7_200)
    #expect(rules.offset(at: Timestamp(seconds: 4_000_000_000)) == 7_200)
    let without = try #require(ZoneFile.rules(named: "x", in: file(footer: "\n\n")))
    #expect(without.offset(at: Timestamp(seconds: 1_730_000_000)) == 7_200)
  }

  @Test func `a damaged file is refused, wherever it is cut`() {
    let whole = file()
    for length in 0..<(whole.count - 1) {
      #expect(ZoneFile.rules(named: "x", in: Array(whole[..<length])) == nil)
    }
    #expect(ZoneFile.rules(named: "x", in: file(type: 2)) == nil)
    #expect(ZoneFile.rules(named: "x", in: file(leapSeconds: 1)) == nil)
    #expect(ZoneFile.rules(named: "x", in: file(footer: "\nCET\n")) == nil)
    #expect(ZoneFile.rules(named: "x", in: Array("TZif".utf8)) == nil)
  }
}
