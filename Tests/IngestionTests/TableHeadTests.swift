import ForecastSeries
import Testing

@testable import ForecastIngestion

struct TableHeadTests {
  private func head(_ bytes: [UInt8], block: Int = .max) throws -> TableHead {
    var source = MemorySource(bytes, blockSize: block)
    var decoder = TextDecoder()
    return try TableHead(
      reading: &source, decoder: &decoder, file: "data.csv", options: ReadingOptions())
  }

  @Test func `a file of numbers alone has no header`() throws {
    let reading = try reading("5\n6\n7\n")
    #expect(values(reading) == [5, 6, 7])
    #expect(reading.schema.targetColumn == "column1")
    #expect(reading.notes == ["no header line: columns are called column1"])
    let dated = try PanelReader.read(
      bytes: Array("2024-01-01,5\n2024-01-02,6\n".utf8), name: "data.csv")
    #expect(times(dated) == ["2024-01-01", "2024-01-02"])
    #expect(dated.schema.timeColumn == "column1")
  }

  @Test func `a header of numbers needs to be told, and then is one`() throws {
    let reading = try reading("7\n5\n6\n") { $0.hasHeader = true }
    #expect(values(reading) == [5, 6])
    #expect(reading.schema.targetColumn == "7")
  }

  /// Found by fuzzing: with the user's names the line below a damaged one was taken for a whole row.
  @Test func `a short line below a damaged first line is a fault of the file`() {
    let error = #expect(throws: IngestionError.self) {
      try reading("x\"y\nshort\n2024-01-01,5,a\n") { $0.columnNames = ["ds", "y", "z"] }
    }
    #expect(error?.location?.line == 2)
    let second = #expect(throws: IngestionError.self) {
      try reading("short\n2024-01-01,5,a\n") {
        ($0.columnNames, $0.hasHeader) = (["ds", "y", "z"], false)
      }
    }
    #expect(second?.location?.line == 1)
  }

  @Test func `semicolons and decimal commas are found and told`() throws {
    let reading = try reading("data;valor\n2024-01-01;0,75\n2024-01-02;-1,5\n")
    #expect(values(reading) == [0.75, -1.5])
    #expect(reading.notes == ["separator ';'", "decimal comma"])
  }

  @Test func `what was read to find out is kept for the reading`() throws {
    let bytes = Array("ds,y\n2024-01-01,1\n2024-01-02,2\n".utf8)
    let head = try head(bytes, block: 7)
    #expect(Array(head.blocks.joined()) == bytes)
    #expect(head.names == ["ds", "y"])
    #expect(head.profiles.map(\.kind) == [.time, .number])
    #expect(head.firstFault == nil)
  }

  @Test func `of a long file only the beginning is read`() throws {
    let line = Array("2024-01-01,1\n".utf8)
    let bytes = Array("ds,y\n".utf8) + Array([[UInt8]](repeating: line, count: 80_000).joined())
    let head = try head(bytes, block: 64 * 1_024)
    #expect(head.blocks.count == 4)
  }

  @Test func `names without text are numbered`() throws {
    #expect(try head(Array(" ds ,, y\n2024-01-01,a,1\n".utf8)).names == ["ds", "column2", "y"])
  }

  @Test func `a name that is no UTF-8 is told with the way to convert it`() {
    let error = #expect(throws: IngestionError.self) {
      try head(Array("é,ds,a".utf8) + [0xF1] + Array("o\nx,2024-01-01,1\n".utf8))
    }
    #expect(
      error?.description
        == "data.csv:1:3: the name of column 3 is not valid UTF-8; "
        + "hint: --encoding latin-1")
  }

  @Test func `the first damaged line is remembered`() throws {
    let head = try head(Array("ds,y\n2024-01-01,1\n2024-01-02\n2024-01-03,\"3\n".utf8))
    #expect(
      head.firstFault?.description
        == "data.csv:3: the line has 1 field, the first line has 2")
    #expect(head.profiles.map(\.cells.count) == [1, 1])
  }

  @Test func `dates above dates are a row, whatever else the line holds`() throws {
    let rows = try head(Array("2024-01-01,n/a\n2024-01-02,5\n2024-01-03,6\n".utf8))
    #expect(!rows.dialect.hasHeader)
    #expect(rows.names == ["column1", "column2"])
    #expect(rows.notes == ["no header line: columns are called column1 … column2"])
    #expect(try head(Array("name,place\nanna,here\n".utf8)).dialect.hasHeader)
  }

  @Test func `a blank behind each separator is found by the quotes that it would spoil`() throws {
    let text = "ds, shop, y\n2024-01-01, \"a, b\", 1\n2024-01-02, \"a, b\", 2\n"
    let found = try reading(text) { $0.identifier = .named("shop") }
    #expect(values(found) == [1, 2])
    #expect(found.schema.timeColumn == "ds")
    #expect(found.panel.identifiers == ["a, b"])
    #expect(found.notes.contains("blanks beside the separators left out"))
    #expect(found.resolvedOptions.skipsBlanks)
    let again = try PanelReader.read(
      bytes: Array(text.utf8), name: "data.csv", options: found.resolvedOptions)
    #expect(values(again) == [1, 2])
  }

  @Test func `a stray quote behind a blank stays a fault, and its hint names the option`() {
    let rows = "2024-01-01,a,1\n2024-01-02,a \"b,2\n2024-01-03,a,3\n"
    let fault = #expect(throws: IngestionError.self) { try reading("ds,shop,y\n" + rows) }
    #expect(fault?.location?.line == 3)
    #expect(
      fault?.hint
        == "put the whole field in quotes and double the quotes in it, or --delimiter ', ' if a blank stands behind each separator"
    )
  }

  @Test func `blanks between a quote and a separator are no part of the field`() throws {
    let text = "ds ,y \n\"2024-01-01\" ,\"1\" \n\"2024-01-02\" ,\"2\" \n"
    let found = try reading(text)
    #expect(values(found) == [1, 2])
    #expect(found.notes == ["blanks beside the separators left out"])
  }
}
