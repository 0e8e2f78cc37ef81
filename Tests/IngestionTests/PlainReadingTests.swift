import ForecastKernels
import TestSupport
import Testing

@testable import ForecastIngestion

/// Fields that are found without a parser must be libcsv's, byte for byte.
struct PlainReadingTests {
  /// Keeps every record as libcsv gives it.
  private struct Records: RecordSink {
    var fields: [Int: [String]] = [:]
    mutating func take(_ record: CSVRecord) {
      fields[record.line] = (0..<record.count).map {
        String(decoding: record.bytes[record.range(of: $0)], as: UTF8.self)
      }
    }
    mutating func refuse(_ fault: IngestionError) {}
  }

  private static let pieces = ["a", "1", " ", ",", ",", "\n", "\n", "\r\n", "\"", "x,y", "é", "\t"]

  @Test func `plain lines have the fields that libcsv finds`() throws {
    var generator = TestGenerator(seed: 11)
    var compared = 0
    for _ in 0..<3_000 {
      let text =
        (0..<Int.random(in: 1...80, using: &generator)).map { _ in
          PlainReadingTests.pieces.randomElement(using: &generator) ?? ""
        }.joined() + "\n"
      let bytes = Array(text.utf8)
      var records = Records()
      var reader = CSVReader(file: "d.csv", dialect: Dialect())
      try reader.feed(bytes, into: &records)
      try reader.finish(into: &records)
      for width in 1...4 {
        var lines = PlainLines()
        lines.scan(
          bytes, from: 0,
          PlainLines.Form(
            width: width, separator: UInt8(ascii: ","), quote: UInt8(ascii: "\""), comment: nil))
        for line in 0..<lines.count {
          let fields = (0..<width).map {
            String(decoding: bytes[lines.range(of: $0, line: line)], as: UTF8.self)
          }
          #expect(records.fields[line + 1] == fields)
          compared += 1
        }
      }
    }
    #expect(compared > 1_000)
  }
}
