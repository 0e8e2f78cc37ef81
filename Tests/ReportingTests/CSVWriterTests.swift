import Testing

@testable import ForecastReporting

/// What bytes say as text.
func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite struct CSVWriterTests {
  private func row(_ write: (inout CSVWriter) -> Void) -> String {
    var writer = CSVWriter()
    write(&writer)
    writer.endRow()
    return text(writer.bytes)
  }

  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a b", "a b"), ("a,b", "\"a,b\""),
    ("say \"a\"", "\"say \"\"a\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("two\rlines", "\"two\rlines\""), ("Köln", "Köln"),
    ("a;b\t'", "a;b\t'"), ("\"", "\"\"\"\""),
  ])
  func `a text is quoted only where it must be`(_ field: String, _ written: String) {
    #expect(row { $0.field(field) } == written + "\n")
  }

  private static let numbers: [(Double, String)] = [
    (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"), (100, "100"), (-2.5, "-2.5"), (0, "0"),
    (-0.0, "0"), (1e15, "1000000000000000"), (1e16, "1e+16"), (1e-5, "1e-05"), (1e300, "1e+300"),
    (Double.leastNonzeroMagnitude, "5e-324"), (123_456.789, "123456.789"),
  ]

  /// The shortest digits that read back exactly, as Swift prints them, without a fraction of zero.
  @Test(arguments: numbers)
  func `a number has the fewest digits that read back exactly`(_ number: Double, _ written: String)
  {
    #expect(CSVWriter.text(of: number) == written)
    #expect(Double(written) == number)
    #expect(row { $0.field(number) } == written + "\n")
  }

  @Test func `any number reads back as itself`() {
    var state: UInt64 = 7
    for _ in 0..<2_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: state)
      guard number.isFinite else { continue }
      #expect(Double(CSVWriter.text(of: number)) == number)
    }
  }

  @Test func `what is not there is an empty field`() {
    #expect(
      row {
        $0.field(nil as Double?)
        $0.field(1)
        $0.field(nil as Double?)
      } == ",1,\n")
  }

  @Test func `rows end with a line feed and begin without a comma`() {
    var writer = CSVWriter()
    writer.field("a")
    writer.field("b")
    writer.endRow()
    writer.field("")
    writer.field(-3)
    writer.endRow()
    #expect(text(writer.bytes) == "a,b\n,-3\n")
  }
}
