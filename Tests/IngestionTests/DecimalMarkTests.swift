import Testing

@testable import ForecastIngestion

struct DecimalMarkTests {
  private let point = UInt8(ascii: ".")
  private let comma = UInt8(ascii: ",")

  private func mark(_ values: [String], separator: String = ";") throws -> UInt8 {
    let rows = values.enumerated().map { "2024-01-0\($0 + 1)\(separator)\($1)\n" }
    return try reading("d\(separator)y\n" + rows.joined()).dialect.decimalMark
  }

  @Test(arguments: [
    ["1,5", "2"], ["1,23", "2"], ["1234,567", "2"], ["0,123", "2"], ["-,125", "2"],
    ["1,234", "5,67"], ["1,5", "2e3"],
  ])
  func `a comma is the mark where it cannot group thousands`(_ values: [String]) throws {
    #expect(try mark(values) == comma)
  }

  @Test func `a point in any number is the mark`() throws {
    #expect(try mark(["1.5", "2"]) == point)
    let error = #expect(throws: IngestionError.self) { try mark(["1,5", "5.5"]) }
    #expect(
      error?.description
        == "data.csv:2:2: '1,5' is not a number (column 'y'); hint: --decimal ,")
    #expect(try mark(["1", "2"]) == point, "whole numbers show none")
  }

  @Test func `a comma that parts fields is no mark`() throws {
    #expect(try mark(["1.5", "2"], separator: ",") == point)
  }

  @Test func `the user's word counts`() throws {
    let text = "d;y\n2024-01-01;1,234\n2024-01-02;5,678\n"
    let told = try reading(text) { $0.decimalMark = UInt8(ascii: ",") }
    #expect(values(told) == [1.234, 5.678])
  }

  @Test func `what may be thousands or thousandths is asked for`() {
    let error = #expect(throws: IngestionError.self) { try mark(["-1,234", "12,345"]) }
    #expect(
      error?.description
        == "data.csv:2:2: '-1,234' can be -1.234 or -1234; hint: --decimal , or --thousands ,")
  }

  private func refusal(_ body: () throws -> PanelReading) -> String? {
    do { _ = try body() } catch { return "\(error)" }
    return nil
  }

  private func fault(_ values: [String], separator: String = ";") -> String? {
    do { _ = try mark(values, separator: separator) } catch { return "\(error)" }
    return nil
  }

  @Test(arguments: [";", "\t", "|"])
  func `a point may be thousands or thousandths as a comma may`(_ separator: String) {
    #expect(
      fault(["1.234", "12.345", "7"], separator: separator)
        == "data.csv:2:2: '1.234' can be 1.234 or 1234; hint: --decimal . or --thousands .")
    #expect(
      fault(["7", "€ 1.234"], separator: separator)
        == "data.csv:3:2: '€ 1.234' can be 1.234 or 1234; hint: --decimal . or --thousands .")
  }

  @Test(arguments: [
    ["1.234", "0.123"], ["1.234", "12.5"], ["1.234", "1234.567"], ["1.234", "5678"],
    ["12.345", "56789"], ["1.234", "2e-3"], ["1.234", "1,234.5"],
  ])
  func `a number that cannot group thousands proves the point`(_ values: [String]) throws {
    #expect(try mark(values) == point)
  }

  @Test func `a point stays the mark where commas or blanks part the fields`() throws {
    #expect(try mark(["1.234", "2.345"], separator: ",") == point)
    #expect(try mark(["1.234", "2.345"], separator: "   ") == point)
  }

  @Test func `another column proves the mark`() throws {
    let table = "d;y;p\n2024-01-01;1.234;2,50\n2024-01-02;12;3,75\n"
    let read = try reading(table) { $0.target = "y" }
    #expect(values(read) == [1234, 12])
    #expect(read.notes.contains("decimal comma"))
    #expect(read.notes.contains("thousands marked by '.'"))
    let points = table.replacing(",", with: ".")
    #expect(values(try reading(points) { $0.target = "y" }) == [1.234, 12])
  }

  @Test func `a doubt in a column that is not read is nobody's business`() throws {
    let table = "d;y;p\n2024-01-01;5;1.234\n2024-01-02;12;3.750\n"
    #expect(values(try reading(table) { $0.target = "y" }) == [5, 12])
    #expect(
      refusal { try reading(table) { $0.target = "p" } }
        == "data.csv:2:3: '1.234' can be 1.234 or 1234; hint: --decimal . or --thousands .")
  }

  @Test func `a mark between thousands is no decimal mark`() throws {
    let table = "d;y\n2024-01-01;1.234\n2024-01-02;5.678\n"
    let thousands = try reading(table) { $0.thousandsMark = "." }
    #expect(values(thousands) == [1234, 5678])
    #expect(thousands.dialect.decimalMark == comma)
    #expect(values(try reading(table) { $0.decimalMark = UInt8(ascii: ".") }) == [1.234, 5.678])
    #expect(values(try reading(table) { $0.thousandsMark = " " }) == [1.234, 5.678])
    let commas = try reading(table.replacing(".", with: ",")) { $0.thousandsMark = "," }
    #expect(values(commas) == [1234, 5678])
    #expect(commas.dialect.decimalMark == point)
  }

  @Test(arguments: [false, true])
  func `a doubtful number far below the first rows is refused, too`(_ readsEachRecord: Bool) {
    let rows = (0..<12_000).map { "\($0);\($0 % 900)\n" }
    let late = "ds;y\n" + rows.joined() + "12000;1.234\n"
    #expect(
      refusal { try reading(late) { $0.readsEachRecord = readsEachRecord } }
        == "data.csv:12002:2: '1.234' can be 1.234 or 1234 (column 'y'); "
        + "hint: --decimal . or --thousands .")
    let shown = "ds;y\n" + rows.joined() + "12000;1.23\n"
    #expect(
      throws: Never.self,
      performing: { try reading(shown) { $0.readsEachRecord = readsEachRecord } })
  }

  @Test func `what no number showed is left to a newer file`() throws {
    let whole = try reading("d;y\n2024-01-01;1\n2024-01-02;2\n")
    #expect(whole.resolvedOptions.decimalMark == nil)
    let shown = try reading("d;y\n2024-01-01;1.480,25\n2024-01-02;2\n")
    #expect(shown.resolvedOptions.decimalMark == comma)
    #expect(shown.resolvedOptions.thousandsMark == ".")
  }

  @Test func `a comma in quotes that is the mark as well is read in a newer file`() throws {
    let table = "d,y\n2024-01-01,\"1,5\"\n2024-01-02,\"2,5\"\n"
    let read = try reading(table) { $0.decimalMark = comma }
    #expect(values(read) == [1.5, 2.5])
    let again = try PanelReader.read(
      bytes: Array(table.utf8), name: "data.csv", options: read.resolvedOptions)
    #expect(values(again) == [1.5, 2.5])
  }
}
