import ForecastIngestion
import ForecastSeries
import TestSupport
import Testing

/// Tables that are made, written plainly and read back.
struct RandomTableTests {
  /// A long table: ids of any text, days with gaps, values with holes.
  private struct Table {
    var identifiers: [String] = []
    var starts: [Int] = []
    var values: [[Double?]] = []
  }

  private static let pieces = ["a", "B", "7", " ", ",", "\"", ";", "é", "'", "-", "x y", "日"]

  private func makeTable(_ generator: inout TestGenerator) -> Table {
    var table = Table()
    for number in 0..<Int.random(in: 1...6, using: &generator) {
      let text = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        RandomTableTests.pieces.randomElement(using: &generator) ?? ""
      }
      table.identifiers.append(text.joined() + "#\(number)")
      table.starts.append(Int.random(in: -5_000...20_000, using: &generator))
      var values = (0..<Int.random(in: 12...40, using: &generator)).map { _ -> Double? in
        if Int.random(in: 0..<12, using: &generator) == 0 { return nil }
        return Bool.random(using: &generator)
          ? Double(Int.random(in: -50...50, using: &generator))
          : Double.random(in: -1e6...1e6, using: &generator)
      }
      // The ends hold values; the first three rows are there, so that the step is a day.
      for place in [0, 1, 2, values.count - 1] { values[place] = values[place] ?? 0 }
      table.values.append(values)
    }
    return table
  }

  private func field(_ text: String, separator: String, _ generator: inout TestGenerator) -> String
  {
    let needsQuotes = text.contains(separator) || text.contains("\"")
    guard needsQuotes || Bool.random(using: &generator) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private func write(_ table: Table, _ generator: inout TestGenerator) -> String {
    let separator = [",", ";", "\t", "|"].randomElement(using: &generator) ?? ","
    let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
    var columns = ["unique_id", "ds", "y"]
    columns.shuffle(using: &generator)
    var rows: [(time: Int, cells: [String: String])] = []
    for series in table.values.indices {
      for (place, value) in table.values[series].enumerated() {
        // A hole is a missing cell or an absent row.
        if value == nil && Bool.random(using: &generator) { continue }
        let day = Timestamp(CivilDate(daysSinceEpoch: table.starts[series] + place))
        let mark = ["", "NA", "null"].randomElement(using: &generator) ?? ""
        rows.append(
          (
            place,
            [
              "unique_id": table.identifiers[series],
              "ds": TimestampStyle.date.string(from: day), "y": value.map { "\($0)" } ?? mark,
            ]
          ))
      }
    }
    // First rows of all series in their order, the others anywhere.
    let first = rows.filter { $0.time == 0 }
    let rest = rows.filter { $0.time > 0 }.shuffled(using: &generator)
    let lines =
      [columns] + (first + rest).map { row in columns.map { row.cells[$0] ?? "" } }
    var text = Bool.random(using: &generator) ? "\u{FEFF}" : ""
    text += lines.map { line in
      line.map { field($0, separator: separator, &generator) }.joined(separator: separator)
    }.joined(separator: lineEnd)
    return Bool.random(using: &generator) ? text + lineEnd : text
  }

  @Test(arguments: 0..<8)
  func `a table that is written is read back bit for bit`(_ seed: Int) throws {
    var generator = TestGenerator(seed: UInt64(seed) + 77)
    for round in 0..<40 {
      let table = makeTable(&generator)
      let text = write(table, &generator)
      let reading = try PanelReader.read(bytes: Array(text.utf8), name: "data.csv")
      let panel = reading.panel
      #expect(panel.identifiers == table.identifiers, "seed \(seed), round \(round)")
      #expect(panel.frequency == Frequency(.day))
      for (index, values) in table.values.enumerated() where index < panel.count {
        #expect(panel[index].values.map { $0.isNaN ? nil : $0 } == values)
        #expect(
          panel[index].axis.timestamp(at: 0).date == CivilDate(daysSinceEpoch: table.starts[index]))
      }
    }
  }

  @Test func `no bytes stop the program`() {
    var generator = TestGenerator(seed: 4)
    let pieces: [[UInt8]] =
      [
        "ds", "y", ",", ";", "\n", "\r", "\"", "2024-01-01", "2024-02-29", "1", "-5", ".5", "1e9",
        " ",
        "NA", "\t", "\u{FEFF}", "unique_id", "a", "Z", "+02:00", "T10:00", "0001-01-01",
        "9999-12-31",
        "999999999999999", "-999999999999999", "\n1990,3\n", "\n2024-01-03,4\n", "year,y\n",
      ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3]]
    for _ in 0..<6_000 {
      var bytes: [UInt8] = Bool.random(using: &generator) ? Array("ds,y\n".utf8) : []
      for _ in 0..<Int.random(in: 0...24, using: &generator) {
        bytes += pieces.randomElement(using: &generator) ?? []
      }
      var options = ReadingOptions()
      if Int.random(in: 0..<4, using: &generator) == 0 {
        let unit = Frequency.Unit.allCases.randomElement(using: &generator) ?? .day
        options.step = Frequency(unit, count: Int.random(in: 1...40, using: &generator))
      }
      options.isWide = Int.random(in: 0..<4, using: &generator) == 0
      options.duplicates = .mean
      let check = PanelCheck.check(bytes: bytes, name: "data.csv", options: options)
      let isReadable =
        (try? PanelReader.read(bytes: bytes, name: "data.csv", options: options)) != nil
      #expect(isReadable == check.isClean)
    }
  }
}
