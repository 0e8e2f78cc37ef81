import ForecastSeries
import Foundation
import Testing

@testable import ForecastIngestion

struct TailReadingTests {
  /// Hours with a value each, 20 bytes a row and more.
  private func hours(_ count: Int, skipping skipped: Set<Int> = []) -> [String] {
    let style = TimestampStyle(pattern: "yyyy-MM-dd HH:mm")
    return (0..<count).filter { !skipped.contains($0) }.map {
      "\(style.string(from: Timestamp(seconds: 1_700_000_000 / 3_600 * 3_600 + 3_600 * $0))),\($0 % 97)\n"
    }
  }

  /// Reads the end and the whole of a text; the first is nil where the whole file is needed.
  private func read(
    _ text: String, steps: Int = 50, named name: String = "data.csv",
    _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> (end: PanelReading?, whole: PanelReading?) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    var options = ReadingOptions()
    options.identifier = .absent
    options.step = Frequency(.hour)
    options.keepsStep = true
    change(&options)
    var tail = TailReading(file: path, steps: steps, options: options)
    (tail.smallest, tail.firstLength) = (1_000, 600)
    return (try PanelReader.readEnd(of: path, tail), try? PanelReader.read(path, options: options))
  }

  /// Demands that the last steps of both are the same.
  private func expectSame(_ end: PanelReading, _ whole: PanelReading, steps: Int) throws {
    #expect(end.isOfEnd && !whole.isOfEnd)
    #expect(end.schema == whole.schema)
    #expect(end.panel.identifiers == whole.panel.identifiers)
    for index in whole.panel.indices {
      let (short, long) = (end.panel[index], whole.panel[index])
      try #require(short.count >= steps && short.count < long.count)
      #expect(short.lastTimestamp == long.lastTimestamp)
      for back in 1...steps {
        let (value, expected) = (
          short.values[short.values.endIndex - back], long.values[long.values.endIndex - back]
        )
        #expect(value == expected || (value.isNaN && expected.isNaN))
        #expect(
          short.axis.ordinal(at: short.count - back) == long.axis.ordinal(at: long.count - back))
      }
    }
  }

  @Test(arguments: [10, 50, 200])
  func `the last steps are those of the whole file, gaps and all`(_ steps: Int) throws {
    let text = "ds,y\n" + hours(2_000, skipping: [1_950, 1_977, 1_978]).joined()
    let (end, whole) = try read(text, steps: steps)
    try expectSame(try #require(end), try #require(whole), steps: steps)
    #expect((end?.rowCount ?? 0) < 1_000)
  }

  @Test func `wide files, titles above and a last line without its end do no harm`() throws {
    let rows = hours(1_000).map { $0.dropLast() + ",\($0.count)\n" }
    let text = "a title\n\nds,p,q\n" + rows.joined().dropLast()
    let (end, whole) = try read(text) { $0.isWide = true }
    try expectSame(try #require(end), try #require(whole), steps: 50)
  }

  @Test func `days of a clock change are told apart in the end, too`() throws {
    let rules = try ZoneFile.rules(named: "Europe/Berlin")
    let style = TimestampStyle(
      pattern: "yyyy-MM-dd HH:mm", suffix: "+01:00", clock: ZonedClock(rules, times: .instants))
    // The last row is two days behind the change of October 2024.
    let rows = (0..<1_000).map {
      "\(style.string(from: Timestamp(seconds: 1_730_160_000 - 3_600 * (999 - $0)))),\($0)\n"
    }
    let (end, whole) = try read("ds,y\n" + rows.joined()) { $0.timeZone = "Europe/Berlin" }
    try expectSame(try #require(end), try #require(whole), steps: 50)
  }

  @Test func `whatever is not sure asks for the whole file`() throws {
    let rows = hours(1_000)
    let text = "ds,y\n" + rows.joined()
    func end(
      _ text: String, steps: Int = 50, _ change: (inout ReadingOptions) -> Void = { _ in }
    ) throws -> PanelReading? {
      try read(text, steps: steps, change).end
    }
    #expect(try end(text) != nil)
    // More steps than half of the file has.
    #expect(try end(text, steps: 900) == nil)
    #expect(try end("ds,y\n" + rows.reversed().joined()) == nil)
    #expect(try end("ds,y\n" + (rows[500...] + rows[..<500]).joined()) == nil)
    #expect(try end("ds,y\n" + (rows.dropLast() + [rows[998]]).joined()) == nil)
    #expect(try end("ds,y\n" + (rows + ["x,1\n"]).joined()) == nil)
    #expect(try end(text) { $0.step = nil } == nil)
    #expect(try end(text) { $0.step = Frequency(.month) } == nil)
    #expect(try end(text) { $0.identifier = .detected } == nil)
    #expect(try end(text) { $0.isMultiline = true } == nil)
    #expect(try end(text) { $0.badRows = .skip } == nil)
    #expect(try end(text) { $0.time = .absent } == nil)
    #expect(try end(text.replacing("\n", with: "\r")) == nil)
    // Offsets that may have varied before.
    #expect(try end(text.replacing(",", with: "+01:00,").replacing("ds+01:00", with: "ds")) == nil)
    // A series that ended long ago.
    let wide =
      "ds,p,q\n" + rows.enumerated().map { $1.dropLast() + ($0 < 500 ? ",1\n" : ",\n") }.joined()
    #expect(try end(wide) { $0.isWide = true } == nil)
  }

  @Test func `streams and packed files are read as a whole`() throws {
    let (end, whole) = try read(
      "ds,y\n" + hours(1_000).joined(), named: "plain.csv"
    ) { _ in }
    #expect(end != nil && whole != nil)
    #expect(
      try PanelReader.readEnd(
        of: "-", TailReading(file: "-", steps: 5, options: ReadingOptions())) == nil)
  }
}
