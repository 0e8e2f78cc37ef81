import ForecastSeries
import Testing

@testable import ForecastIngestion

struct TimestampParserTests {
  /// Reads a column with the style that its own cells give, and writes it in plain ISO.
  private func read(_ cells: [String], named name: String = "ds") throws -> [String?] {
    var parser = try parser(cells, named: name)
    return cells.map { cell in
      let bytes = Array(cell.utf8)
      return parser.read(bytes, 0..<bytes.count).map {
        TimestampStyle(pattern: "yyyy-MM-dd HH:mm:ss").string(from: Timestamp(seconds: $0))
      }
    }
  }

  private func parser(_ cells: [String], named name: String = "ds") throws -> TimestampParser {
    let detection = TimestampDetection(of: cells.map { Array($0.utf8) }, named: name)
    guard case .pattern(let pattern) = detection else { throw Unclear(detection: detection) }
    return try #require(TimestampParser(pattern: pattern))
  }

  private struct Unclear: Error { let detection: TimestampDetection }

  @Test(arguments: [
    ("2024-02-29", "yyyy-MM-dd", "2024-02-29 00:00:00"),
    ("2024-02", "yyyy-MM", "2024-02-01 00:00:00"),
    ("2024/2/9", "yyyy/M/d", "2024-02-09 00:00:00"),
    ("2024.02.09", "yyyy.MM.dd", "2024-02-09 00:00:00"),
    ("2024-02-09 13:05", "yyyy-MM-dd HH:mm", "2024-02-09 13:05:00"),
    ("2024-02-09T13:05:59", "yyyy-MM-ddTHH:mm:ss", "2024-02-09 13:05:59"),
    ("2024-02-09 13:05:59.000", "yyyy-MM-dd HH:mm:ss.000", "2024-02-09 13:05:59"),
    ("1990/1/1 0:00", "yyyy/M/d H:mm", "1990-01-01 00:00:00"),
    ("0001-01-01", "yyyy-MM-dd", "0001-01-01 00:00:00"),
    ("9999-12-31", "yyyy-MM-dd", "9999-12-31 00:00:00"),
    ("31.12.2024", "dd.MM.yyyy", "2024-12-31 00:00:00"),
    ("12/31/2024", "MM/dd/yyyy", "2024-12-31 00:00:00"),
    ("1998 Q3", "yyyy QQQ", "1998-07-01 00:00:00"), ("1998Q4", "yyyyQQQ", "1998-10-01 00:00:00"),
    ("1998-Q1", "yyyy-QQQ", "1998-01-01 00:00:00"),
    ("20240229", "yyyyMMdd", "2024-02-29 00:00:00"),
  ])
  func `a style is found, read and written back`(
    _ cell: String, _ pattern: String, _ iso: String
  ) throws {
    #expect(try parser([cell]).pattern == pattern)
    #expect(try read([cell]) == [iso])
    var parser = try parser([cell])
    let bytes = Array(cell.utf8)
    let reading = parser.read(bytes, 0..<bytes.count)
    let time = try #require(reading)
    #expect(parser.style.string(from: Timestamp(seconds: time + parser.localShift)) == cell)
  }

  @Test(arguments: [
    "2024-02-30", "2023-02-29", "0000-01-01", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01",
    "2024-01-01 ", "2024-01-01x", "2024/01/01", "2024-01", "", "2024-01-01Z5", "２０２４-01-01",
  ])
  func `a cell in another style or of no day is refused`(_ cell: String) throws {
    var parser = try parser(["2024-01-01"])
    let bytes = Array(cell.utf8)
    let reading = parser.read(bytes, 0..<bytes.count)
    #expect(reading == nil)
  }

  @Test func `one offset in all rows keeps the local clock`() throws {
    var parser = try parser(["2024-01-01T10:00+02:00"])
    let bytes = Array("2024-01-01T10:00+02:00".utf8)
    let reading = parser.read(bytes, 0..<bytes.count)
    let time = try #require(reading) + parser.localShift
    #expect(Timestamp(seconds: time).secondOfDay == 36_000)
    #expect(parser.style == TimestampStyle(pattern: "yyyy-MM-ddTHH:mm", suffix: "+02:00"))
    #expect(!parser.convertedToUTC)
  }

  @Test func `offsets that vary make all times UTC`() throws {
    let cells = ["2024-03-31T01:30+01:00", "2024-03-31T03:30+02:00"]
    #expect(try read(cells) == ["2024-03-31 00:30:00", "2024-03-31 01:30:00"])
    var parser = try parser(cells)
    for cell in cells { _ = parser.read(Array(cell.utf8), 0..<cell.utf8.count) }
    #expect(parser.convertedToUTC)
    #expect(parser.localShift == 0)
    #expect(parser.style.suffix == "Z")
  }

  @Test func `a weekday has to be that of the day`() throws {
    var parser = try #require(TimestampParser(pattern: "EEE dd MMM yyyy"))
    func read(_ cell: String) -> Int? { parser.read(Array(cell.utf8), 0..<cell.utf8.count) }
    #expect(read("Mon 01 Jan 2024") == 1_704_067_200 && read("MON 01 JAN 2024") == 1_704_067_200)
    let wrong = "Tue 01 Jan 2024"
    #expect(read(wrong) == nil && read("01 Jan 2024") == nil && read("Mon 32 Jan 2024") == nil)
    #expect(
      parser.explanation(of: Array(wrong.utf8), example: "") == "'Tue 01 Jan 2024' is a Monday")
  }

  @Test func `a fraction of nothing has as many zeros in all rows`() throws {
    var parser = try #require(TimestampParser(pattern: "epoch.00"))
    for (cell, seconds) in [
      ("1700000000.00", 1_700_000_000), ("-5.00", -5), ("1700000000.0", nil), ("1700000000", nil),
      ("1700000000.01", nil), (".00", nil), ("1700000000,00", nil),
    ] as [(String, Int?)] {
      #expect(parser.read(Array(cell.utf8), 0..<cell.utf8.count) == seconds, "\(cell)")
    }
  }

  @Test(arguments: [
    ("Z", 0), ("UTC", 0), (" GMT", 0), ("+02", 7_200), ("-0330", -12_600), ("+05:45", 20_700),
    ("-00:00", 0),
  ])
  func `an offset is read in all its forms`(_ text: String, _ seconds: Int) {
    #expect(TimestampParser.offset(Array(text.utf8), 0..<text.utf8.count) == seconds)
  }

  @Test(arguments: [
    ("yyyy-MM", "2024-01-05"), ("yyyy-MM", "2024-01+02:00"), ("yyyy-MM-dd", "2024-01-05Z"),
    ("yyyy-MM-dd", "2024-01-05-05"), ("yyyy", "2024-05"), ("yyyy QQQ", "2024 Q1-05"),
  ])
  func `an offset needs a clock before it`(_ pattern: String, _ cell: String) throws {
    var parser = try #require(TimestampParser(pattern: pattern))
    let bytes = Array(cell.utf8)
    let reading = parser.read(bytes, 0..<bytes.count)
    #expect(reading == nil)
    #expect(
      parser.explanation(of: bytes, example: "2024") == "'\(cell)' is not a time like '2024'")
    var clock = try #require(TimestampParser(pattern: "yyyy-MM-dd HH"))
    let hour = clock.read(Array("2024-01-05 10-05".utf8), 0..<16)
    let utc = clock.read(Array("2024-01-05 15Z".utf8), 0..<14)
    #expect(hour == utc && hour != nil)
  }

  @Test(arguments: [
    "", "z", "CET", "BST", "GMT+1", "  Z", "+2", "+02:0", "+0:200", "+19:00", "+02:60", "02:00",
    "+a2:00",
  ])
  func `what is no offset is refused`(_ text: String) {
    #expect(TimestampParser.offset(Array(text.utf8), 0..<text.utf8.count) == nil)
  }

  @Test(arguments: [
    "d/M", "yyyy-MM-dd zzz", "yyy-MM-dd", "yyyy yyyy", "nonsense", "yyyy hh", "yyyy e",
  ])
  func `a pattern without a year or with unknown letters is refused`(_ pattern: String) {
    #expect(TimestampParser(pattern: pattern) == nil)
  }
}
