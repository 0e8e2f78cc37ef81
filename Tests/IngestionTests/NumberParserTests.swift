import Glibc
import TestSupport
import Testing

@testable import ForecastIngestion

struct NumberParserTests {
  private func read(_ text: String, comma: Bool = false) -> NumberParser.Reading {
    let bytes = Array(text.utf8)
    return NumberParser(decimalMark: UInt8(ascii: comma ? "," : ".")).read(bytes, 0..<bytes.count)
  }

  @Test(arguments: [
    ("0", 0.0), ("7", 7), ("+7", 7), ("-7", -7), ("007", 7), ("1.5", 1.5), (".5", 0.5), ("5.", 5),
    ("-.5", -0.5), ("1e3", 1_000), ("1E3", 1_000), ("1e+3", 1_000), ("1e-3", 0.001),
    ("1.25e2", 125), ("0.1", 0.1),
    ("9007199254740992", 9_007_199_254_740_992), ("18014398509481984", 18_014_398_509_481_984),
    ("100000000000000000000", 1e20), ("1e150", 1e150), ("-1e150", -1e150),
    ("5e-324", Double.leastNonzeroMagnitude),
    ("0e999999999", 0), ("0.30000000000000004", 0.30000000000000004),
    ("1e-400", 0),
  ])
  func `a decimal is read as the nearest double`(_ text: String, _ expected: Double) {
    #expect(read(text) == .number(expected))
  }

  @Test(arguments: [
    "", "+", "-", ".", "+.", "e5", ".e5", "1e", "1e+", "--1", "+-1", "1.2.3", "1,5", "1 ", " 1",
    "1_0",
    "inf", "Inf", "-inf", "infinity", "nan", "NaN", "nan(0x1)", "0x10", "0x1p3", "1p3", "1f", "1d",
    "1e5.5", "1e5e5", "١", "½", "1\u{0}", "1%", "$1", "1'000", "1e 5", "−", "-−1", "1.e", "0b1",
    "0o7",
    "TRUE", "1-", "1+1", "..1", "1..", "1e--5", "e", "E", "1.5.", "0x", "#1", "1/2", "1:2", "٫5",
    "１", "1\u{a0}", "\t1", "+e1",
  ])
  func `what is not in the grammar is no number`(_ text: String) {
    #expect(read(text) == .noNumber)
  }

  @Test func `the minus sign of typesetters is a minus`() {
    #expect(read("\u{2212}1.5") == .number(-1.5))
    #expect(read("\u{2212}0.1234567890123456789") == .number(-0.1234567890123456789))
  }

  @Test func `a number that the mark would group as well is doubtful where it is not settled`() {
    func read(_ text: String) -> NumberParser.Reading {
      NumberParser(isSettled: false).read(Array(text.utf8), 0..<text.utf8.count)
    }
    for text in ["1.234", "-12.345", "999.000"] { #expect(read(text) == .doubtful, "\(text)") }
    for text in ["0.123", ".123", "1234.567", "1.23", "1.2345", "1.234e1", "123456"] {
      #expect(read(text) == self.read(text), "\(text)")
    }
  }

  /// What the reader says of a cell in the fourth row of a file.
  private func refusal(of cell: String) -> String? {
    let rows = ["1.5", "-2", "3", cell, "5", "6.25"].enumerated()
      .map { "2024-01-0\($0 + 1);\($1)\n" }
    let error = #expect(throws: IngestionError.self) {
      try reading("ds;y\n" + rows.joined()) {
        ($0.time, $0.target, $0.decimalMark) = (.named("ds"), "y", UInt8(ascii: "."))
      }
    }
    return error?.description
  }

  @Test(arguments: [
    "+", ".", "+.", "-.", "inf", "Inf", "-inf", "Infinity", "e", "E", "-e", "TRUE", "∞",
  ])
  func `what is refused is shown with the mark that would make it a missing value`(
    _ cell: String
  ) {
    #expect(
      refusal(of: cell)
        == "data.csv:5:2: '\(cell)' is not a number (column 'y'); hint: --na \(cell)")
  }

  @Test(arguments: [
    "e5", ".e5", "1e", "1e+", "1e-", "1.2e", "1.2e-", "--1", "+-1", "-+1", "++1", "1.2.3", "1..2",
    "..1", "1..", "1.5.", "1.e", "1,2,3", "1_0", "1_000", "1__0", "0x10", "0x1p3", "0x1.8", "0x",
    "1p3", "1f", "1d", "12a", "a12", "1e5.5", "1e5e5", "1e--5", "1e+-5", "1e5x", "+e1", "e1e1",
    "0b1", "0o7", "1+1", "+1+", ".-1", "1.-2", "1/2", "1:2", "1=1", "1@2", "١٢", "١", "٫5", "１",
    "½", "nan(0x1)", "1 2", "1*2",
  ])
  func `what is refused and has a digit is never called a missing value`(_ cell: String) {
    #expect(refusal(of: cell) == "data.csv:5:2: '\(cell)' is not a number (column 'y')")
  }

  @Test(arguments: [
    ("1,5", "'1,5' is not a number (column 'y'); hint: --decimal ,"),
    ("1e309", "'1e309' is beyond 1e150 (column 'y')"),
    ("-1e151", "'-1e151' is beyond 1e150 (column 'y')"),
    (
      "9007199254740993",
      "'9007199254740993' has more digits than a number can hold (column 'y')"
    ),
    (
      "1\u{0} 2",
      "the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    ("1\u{1b}[2J", "'1\\u{1b}[2J' is not a number (column 'y')"),
  ])
  func `what is refused for another reason is shown with that`(_ cell: String, _ said: String) {
    #expect(refusal(of: cell) == "data.csv:5:2: \(said)")
  }

  @Test(arguments: ["1e151", "-1e151", "1.1e150", "1e309", "1e999999999999999999999"])
  func `a number whose square overflows is refused`(_ text: String) {
    #expect(read(text) == .tooLarge)
  }

  @Test(arguments: [
    "9007199254740993", "-9007199254740993", "123456789012345678901234567890",
    "18446744073709551615",
    "18446744073709551617", "1000000000000000000000001",
  ])
  func `an integer that no double holds is refused`(_ text: String) {
    #expect(read(text) == .inexactInteger)
  }

  @Test func `a decimal comma stands only where it is the mark`() {
    #expect(read("1,5", comma: true) == .number(1.5))
    #expect(read("-0,123456789012345678", comma: true) == .number(-0.123456789012345678))
    #expect(read("1.5", comma: true) == .noNumber)
  }

  @Test func `minus zero keeps its sign`() {
    guard case .number(let value) = read("-0.0") else {
      Issue.record("no number")
      return
    }
    #expect(value.sign == .minus)
  }

  /// `FORECAST_NUMBERS=10000000` for the whole campaign.
  @Test func `random decimals are read as strtod reads them, bit for bit`() {
    var generator = TestGenerator(seed: 20_260_711)
    let parser = NumberParser()
    var differences: [String] = []
    for _ in 0..<(CampaignSize.number("FORECAST_NUMBERS") ?? 200_000) {
      let text = NumberParserTests.decimal(&generator)
      let bytes = Array(text.utf8)
      let expected = unsafe strtod(text, nil)
      switch parser.read(bytes, 0..<bytes.count) {
      case .number(let value):
        if value.bitPattern != expected.bitPattern { differences.append(text) }
      case .tooLarge:
        if abs(expected) <= NumberParser.largest { differences.append(text) }
      case .inexactInteger:
        if text.contains(where: { ".e".contains($0) }) { differences.append(text) }
        if let integer = Int(text), Int(exactly: Double(integer)) == integer {
          differences.append(text)
        }
      case .noNumber, .doubtful: differences.append(text)
      }
    }
    #expect(differences.prefix(5) == [])
  }

  /// A random decimal: short ones, long ones, extreme exponents, halves between two doubles.
  private static func decimal(_ generator: inout TestGenerator) -> String {
    func digits(_ most: Int) -> String {
      String(
        (0..<Int.random(in: 1...most, using: &generator)).map { _ in
          Character(String(Int.random(in: 0...9, using: &generator)))
        })
    }
    let sign = ["", "-", "+"][Int.random(in: 0..<3, using: &generator)]
    let long = Bool.random(using: &generator) ? 6 : 25
    let whole = digits(long)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return sign + whole
    case 1: return sign + whole + "." + digits(long)
    case 2: return sign + "." + digits(long)
    case 3:
      return sign + whole + "." + digits(long) + "e\(Int.random(in: -330...150, using: &generator))"
    case 4: return sign + "\(Double.random(in: 0...1e6, using: &generator))"
    default:
      let value = Double(bitPattern: UInt64.random(in: 0..<(0x5F00 << 48), using: &generator))
      return sign + "\(value)"
    }
  }
}
