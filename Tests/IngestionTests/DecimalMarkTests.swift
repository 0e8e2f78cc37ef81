import ForecastIngestion
import Testing

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
        == "data.csv:2:2: '-1,234' can be -1.234 or -1234; hint: --decimal , or --decimal .")
  }
}
