import ForecastSeries
import TestSupport
import Testing

@testable import ForecastIngestion

/// Chunks and records must say the same of any file.
struct RecordPumpTests {
  /// What a reading says, faults and notes too.
  private struct Outcome: Equatable {
    var faults: [String] = []
    var identifiers: [String] = []
    var values: [Double?] = []
    var times: [String] = []
    var notes: [String] = []
    var rowCount = 0
  }

  /// A source that has no parts, so that all its blocks come one after the other.
  private struct BlocksOnly: BlockSource {
    var source: MemorySource
    var expectedCount: Int? { source.expectedCount }
    var parts: ByteParts? { nil }
    mutating func nextBlock() -> [UInt8]? { source.nextBlock() }
    mutating func skip(toLast count: Int) -> Bool { false }
  }

  /// A source whose blocks end behind the first bytes: the others come as parts, or not at all.
  private struct PartsOnly: BlockSource {
    var source: MemorySource
    var isOpening = true
    var expectedCount: Int? { source.expectedCount }
    var parts: ByteParts? { source.parts }
    mutating func nextBlock() -> [UInt8]? {
      defer { isOpening = false }
      return isOpening ? source.nextBlock() : nil
    }
    mutating func skip(toLast count: Int) -> Bool { source.skip(toLast: count) }
  }

  private func outcome(
    _ bytes: [UInt8], threads: Int, block: Int, _ change: (inout ReadingOptions) -> Void
  ) -> Outcome {
    var source = BlocksOnly(source: MemorySource(bytes, blockSize: block))
    return outcome(of: &source, threads: threads, change)
  }

  private func outcome(
    of source: inout some BlockSource, threads: Int, _ change: (inout ReadingOptions) -> Void
  ) -> Outcome {
    var options = ReadingOptions()
    options.threads = threads
    change(&options)
    let check = PanelCheck.check(from: &source, name: "d.csv", options: options)
    var outcome = Outcome(faults: check.faults.map(\.description))
    guard let reading = check.reading else { return outcome }
    outcome.identifiers = reading.panel.identifiers
    outcome.values = reading.panel.values.map { $0.isNaN ? nil : $0 }
    outcome.times = reading.panel.axes.map {
      reading.schema.timestampStyle.string(from: $0.timestamp(at: 0))
    }
    outcome.notes = reading.notes + reading.warnings
    outcome.rowCount = reading.rowCount
    return outcome
  }

  /// How many random tables: `FORECAST_TABLES=100000` for a longer campaign, `FORECAST_SEED` for others.
  private static let tables = CampaignSize.number("FORECAST_TABLES") ?? 400

  private static let cells = [
    "1.5", "-2", "NA", "", " 3 ", "\"4\"", "1e3", "x", "\"", "1,2", "-999", "0.1234567890123456789",
    "9007199254740993", "$5", "7\r", "#8", "\u{0}", "é",
  ]

  /// A table that is plain for the most part.
  private func table(_ generator: inout TestGenerator) -> String {
    let end = ["\n", "\r\n"].randomElement(using: &generator) ?? "\n"
    let form = Int.random(in: 0..<4, using: &generator)
    let damage = [0, 40, 8].randomElement(using: &generator) ?? 0
    var text = "unique_id,ds,y\(end)"
    for series in 0..<Int.random(in: 1...4, using: &generator) {
      for day in 0..<Int.random(in: 8...60, using: &generator) {
        let date = TimestampStyle.date.string(
          from: Timestamp(CivilDate(daysSinceEpoch: 19_000 + day)))
        let time =
          switch form {
          case 0: date
          case 1: date + "T00:00:00Z"
          case 2: "\(day + 1)"
          default: date + " 00:00"
          }
        var line = "s\(series),\(time),\(Double(day) / 4)"
        if damage > 0, Int.random(in: 0..<damage, using: &generator) == 0 {
          let cell = RecordPumpTests.cells.randomElement(using: &generator) ?? ""
          line =
            ["s\(series),\(time),\(cell)", "\(cell),\(time),1", "s\(series),\(cell),1", "", cell]
            .randomElement(using: &generator) ?? line
        }
        text += line + end
      }
    }
    return Bool.random(using: &generator) ? text : String(text.dropLast(end.count))
  }

  @Test func `chunks say what records say, whatever the threads and blocks are`() {
    var generator = TestGenerator(seed: UInt64(CampaignSize.number("FORECAST_SEED") ?? 7))
    for _ in 0..<RecordPumpTests.tables {
      let bytes = Array(table(&generator).utf8)
      let expected = outcome(bytes, threads: 1, block: .max) {
        $0.missingMarks = ["-999"]
        $0.readsEachRecord = true
      }
      for (threads, block) in [(1, .max), (1, 1), (1, 64), (2, 200), (3, 1_000)] {
        let read = outcome(bytes, threads: threads, block: block) { $0.missingMarks = ["-999"] }
        #expect(read == expected)
      }
    }
  }

  @Test func `parts say what blocks say, wherever they are cut`() {
    var generator = TestGenerator(seed: UInt64(CampaignSize.number("FORECAST_SEED") ?? 8))
    for _ in 0..<(RecordPumpTests.tables / 20) {
      // Lines behind those that tell how the file is written.
      let start = (0..<4_000).map { "s\($0 / 400),2021-01-\($0 % 28 + 1),\($0)\n" }.joined()
      let table = table(&generator).split(separator: "\n", maxSplits: 1).last ?? ""
      let bytes = Array(("unique_id,ds,y\n" + start + table).utf8)
      let expected = outcome(bytes, threads: 1, block: .max) {
        ($0.readsEachRecord, $0.duplicates) = (true, .last)
      }
      for (threads, chunk) in [(1, 1), (2, 40), (3, 300), (2, 5_000), (1, 1_000_000)] {
        var source = MemorySource(bytes, blockSize: 70_000)
        let read = outcome(of: &source, threads: threads) {
          ($0.chunkSize, $0.duplicates) = (chunk, .last)
        }
        #expect(read == expected)
      }
    }
  }

  @Test(arguments: [1, 2, 3])
  func `the rest of a source with parts comes by none of its blocks`(_ threads: Int) {
    let rows = (0..<40_000).map { "\($0),\($0 % 97).25\n" }.joined()
    let bytes = Array(("ds,y\n" + rows).utf8)
    for chunk in [100, 4_096, 256 * 1_024] {
      var source = PartsOnly(source: MemorySource(bytes, blockSize: 70_000))
      let read = outcome(of: &source, threads: threads) { $0.chunkSize = chunk }
      #expect(read.values == (0..<40_000).map { Double($0 % 97) + 0.25 })
    }
  }

  @Test func `a line without an end, and one that is too long, are told as without parts`() {
    let rows = (0..<10_000).map { "\($0),\($0 % 97)\n" }.joined()
    for end in [
      "10000,5", "10000," + String(repeating: "7", count: 17 * 1_024 * 1_024) + "\n1,1\n",
    ] {
      let bytes = Array(("ds,y\n" + rows + end).utf8)
      let expected = outcome(bytes, threads: 1, block: 1_000_000) { $0.readsEachRecord = true }
      var source = MemorySource(bytes, blockSize: 70_000)
      let read = outcome(of: &source, threads: 2) { _ in }
      #expect(read == expected)
      #expect(read.rowCount > 0 || !read.faults.isEmpty)
    }
  }

  @Test func `simple lines are taken by the chunk`() throws {
    let rows = (0..<1_000).map { "s,\($0),\($0)\n" }.joined()
    var options = ReadingOptions()
    options.threads = 2
    let reading = try PanelReader.read(
      bytes: Array(("unique_id,t,y\n" + rows).utf8), name: "d.csv", options: options)
    #expect(reading.panel.values == (0..<1_000).map(Double.init))
  }

  @Test(arguments: [(1, 1_000_000), (3, 1_000_000), (2, .max), (2, 70_000)])
  func `a table of many chunks is the same, also where its later rows are shorter`(
    _ threads: Int, _ block: Int
  ) {
    var text = "ds,a,b,c,d,e\n"
    for row in 0..<40_000 {
      let cells = (0..<5).map { row < 20_000 ? "\(row).\($0)00000000" : "\((row + $0) % 10)" }
      let last = row % 9_000 == 8_999 ? "\"7\"" : cells[4]
      text += "\(row + 1),\(cells[..<4].joined(separator: ",")),\(last)\n"
    }
    let bytes = Array(text.utf8)
    let expected = outcome(bytes, threads: 1, block: .max) {
      ($0.isWide, $0.readsEachRecord) = (true, true)
    }
    let read = outcome(bytes, threads: threads, block: block) { $0.isWide = true }
    #expect(expected.values.count == 200_000 && expected.faults == [])
    #expect(read == expected)
  }

  @Test func `a fault behind many simple lines has its own line`() {
    let rows = (0..<5_000).map { "\($0),\($0)\n" }.joined()
    for (fault, text) in [
      ("5000,x\n", "d.csv:5002:2: 'x' is not a number (column 'y'); hint: --na x"),
      ("5000\n", "d.csv:5002: the line has 1 field, the first line has 2"),
      ("\n5000,1\n", "d.csv:5002: a blank line stands between the rows; hint: take it out"),
      ("y,1\n", "d.csv:5002:1: 'y' is not an integer (column 'ds')"),
    ] {
      let error = #expect(throws: IngestionError.self) {
        try PanelReader.read(bytes: Array(("ds,y\n" + rows + fault).utf8), name: "d.csv")
      }
      #expect(error?.description == text)
    }
  }

  @Test(arguments: [false, true])
  func `a line that is no row tells nothing of how short rows are`(_ byRecord: Bool) throws {
    let rows = (10...30).map { "2024-01-\($0),100\n" }
    let text = "ds,y\n" + rows[..<15].joined() + ",\n" + rows[15...].joined() + "2024-01-31,1"
    let reading = try reading(text) { ($0.badRows, $0.readsEachRecord) = (.skip, byRecord) }
    #expect(
      reading.warnings.first
        == "data.csv:24: the last line has no line end and is shorter than every other row: is it cut off?"
    )
  }
}
