import Testing

@testable import ForecastIngestion

/// Keeps all records as text and goes on behind faults.
struct RecordingSink: RecordSink {
  var records: [[String]] = []
  var lines: [Int] = []
  var faults: [String] = []
  var lastEndsInNewline = true

  mutating func take(_ record: CSVRecord) {
    records.append(
      (0..<record.count).map {
        String(decoding: record.bytes[record.range(of: $0)], as: UTF8.self)
      })
    lines.append(record.line)
    lastEndsInNewline = record.endsInNewline
  }

  mutating func refuse(_ fault: IngestionError) { faults.append(fault.description) }
}

struct CSVReaderTests {
  private func read(_ bytes: [UInt8], block: Int = .max, separator: String = ",") throws
    -> RecordingSink
  {
    var sink = RecordingSink()
    var reader = CSVReader(
      file: "d.csv", dialect: Dialect(separator: try #require(separator.utf8.first)))
    var source = MemorySource(bytes, blockSize: block)
    while let next = source.nextBlock() { try reader.feed(next, into: &sink) }
    try reader.finish(into: &sink)
    return sink
  }

  private func read(_ text: String, block: Int = .max, separator: String = ",") throws
    -> RecordingSink
  {
    try read(Array(text.utf8), block: block, separator: separator)
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\r\r\n1,2\r\r\n3,4\r\r\n",
    "a,b\n1,2\r\n3,4",
  ])
  func `any line end ends a record`(_ text: String) throws {
    let sink = try read(text)
    #expect(sink.records == [["a", "b"], ["1", "2"], ["3", "4"]])
    #expect(sink.lines == [1, 2, 3])
  }

  /// Found by fuzzing: a tab went into the message as it is.
  @Test func `a hint shows no separator that cannot be printed`() throws {
    for (separator, hint) in [(";", ", or --delimiter '; ' if"), ("\t", "double the quotes in it")]
    {
      let fault = try #require(try read("1\(separator) \"2\"\n", separator: separator).faults.first)
      #expect(fault.contains(hint))
      #expect(!fault.contains("\t"))
    }
  }

  @Test func `blocks of any size give the same records`() throws {
    let text = "\u{FEFF}näme,\"b \"\"x\"\"\"\r\n1,\r\r\n\r\n\"\",\"a,b\"\rx,y\n\n3,4"
    let whole = try read(text)
    #expect(
      whole.records == [
        ["näme", "b \"x\""], ["1", ""], [], [], ["", "a,b"], ["x", "y"], [], ["3", "4"],
      ])
    #expect(whole.lines == Array(1...8))
    #expect(!whole.lastEndsInNewline)
    for size in 1...text.utf8.count {
      let parts = try read(text, block: size)
      #expect(parts.records == whole.records)
      #expect(parts.lines == whole.lines)
    }
  }

  @Test func `blanks are data, also beside a quote`() throws {
    let sink = try read(" a ,b\n\"c\" ,d\n e,\" f \"\n")
    #expect(sink.records == [[" a ", "b"], [" e", " f "]])
    #expect(
      sink.faults == [
        "d.csv:2:1: a blank follows the closing quote of a field; "
          + "hint: take it out, or --delimiter ', ' if blanks stand beside separators"
      ])
  }

  @Test func `text behind a closing quote is told with what it looks like`() throws {
    let sink = try read("\"a\" b,1\n\"O\\\"Neil\",2\n\"c\"  \n")
    #expect(
      sink.faults == [
        "d.csv:1:1: text follows the closing quote of a field; hint: put the whole field in quotes and double the quotes in it",
        "d.csv:2:1: a quote behind a backslash ends the field, but text follows it; hint: --escape '\\' if a backslash stands before quotes in texts, else double them",
        "d.csv:3:1: a blank follows the closing quote of a field; hint: take it out, or --delimiter ', ' if blanks stand beside separators",
      ])
  }

  @Test(arguments: [("le", [0x61, 0]), ("be", [0, 0x61])] as [(String, [UInt8])])
  func `UTF-16 without a mark is told by its zeros, and so is the order of its bytes`(
    _ order: String, _ letter: [UInt8]
  ) throws {
    let sink = try read(letter + letter + letter + [0x0A])
    #expect(
      sink.faults == [
        "d.csv:1:1: the line holds a NUL byte; hint: --encoding utf-16\(order) if it is UTF-16"
      ])
    #expect(try read([0, 0, 0, 0x0A]).faults.first?.hasSuffix("if this is a text file") == true)
  }

  @Test func `a stray quote costs its own line and no other`() throws {
    let sink = try read("a,b\n\"1,2\n3,4\n5\",6\n7,8\n")
    #expect(sink.records == [["a", "b"], ["3", "4"], ["7", "8"]])
    #expect(sink.lines == [1, 3, 5])
    #expect(sink.faults.map { String($0.prefix(9)) } == ["d.csv:2:1", "d.csv:4:1"])
  }

  @Test func `a separator of another kind leaves commas alone`() throws {
    #expect(try read("1,5;2\n", separator: ";").records == [["1,5", "2"]])
    #expect(try read("1,5\t2\n", separator: "\t").records == [["1,5", "2"]])
  }

  @Test func `a NUL byte is refused with its field`() throws {
    let sink = try read("a,b\n1,2\0\n3,4\n")
    #expect(sink.records == [["a", "b"], ["3", "4"]])
    #expect(
      sink.faults == [
        "d.csv:2:2: the line holds a NUL byte; "
          + "hint: take it out, if this is a text file"
      ])
  }

  @Test func `a field of 64 KiB is read and a longer one refused`() throws {
    let long = String(repeating: "x", count: CSVReader.longestField - 4_096)
    #expect(try read(long + ",1\n").records == [[long, "1"]])
    let sink = try read(
      "1," + String(repeating: "x", count: CSVReader.longestField + 1) + "\n2,3\n")
    #expect(sink.records == [["2", "3"]])
    #expect(sink.faults == ["d.csv:1:2: a field is longer than 64 KiB; hint: is a quote missing?"])
  }

  @Test func `a record of 10,000 fields is read and a longer one refused`() throws {
    let most = String(repeating: ",", count: CSVReader.mostFields - 1)
    #expect(try read(most + "\n").records.first?.count == CSVReader.mostFields)
    #expect(
      try read(most + ",\n").faults == ["d.csv:1:10001: the line has more than 10000 fields"])
  }

  @Test func `a line without end is refused before it fills the memory`() {
    let block = [UInt8](repeating: UInt8(ascii: "1"), count: 1 << 20)
    let error = #expect(throws: IngestionError.self) {
      var sink = RecordingSink()
      var reader = CSVReader(file: "d.csv", dialect: Dialect())
      for _ in 0..<17 { try reader.feed(block, into: &sink) }
    }
    #expect(error?.description == "d.csv:1: the line is longer than 16 MiB")
  }

  @Test func `an empty file has no records`() throws {
    #expect(try read("").records.isEmpty)
    #expect(try read("\n\n").records == [[], []])
  }

  @Test func `a stray quote is called so, whatever the quote is`() throws {
    var sink = RecordingSink()
    var reader = CSVReader(file: "d.csv", dialect: Dialect(quote: UInt8(ascii: "'")))
    try reader.feed(Array("1,Men's\n".utf8), into: &sink)
    #expect(
      sink.faults == [
        "d.csv:1:2: a quote stands inside a field that does not begin with one; hint: put the whole field in quotes and double the quotes in it"
      ])
  }
}
