import Testing

@testable import ForecastIngestion

struct TimestampDetectionIntegersTests {
  private func detection(_ cells: [String], named name: String) -> TimestampDetection {
    TimestampDetection(of: cells.map { Array($0.utf8) }, named: name)
  }

  private let months = (0..<24).map { String((2020 + $0 / 12) * 100 + $0 % 12 + 1) }

  @Test(arguments: [
    (["202011", "202012", "202101"], "yyyyMM"), (["20240229", "20240301"], "yyyyMMdd"),
    (["2024022923", "2024030100"], "yyyyMMddHH"),
    (["202402292345", "202403010000"], "yyyyMMddHHmm"),
    (["20240229234500", "20240301000000"], "yyyyMMddHHmmss"), (["240229", "240301"], "yyMMdd"),
  ])
  func `digits alone are a date where the name says so`(_ cells: [String], _ pattern: String) {
    #expect(detection(cells, named: "Date") == .pattern(pattern))
    #expect(detection(cells, named: "units") == .integer)
  }

  @Test func `many dates without an exception are dates under any name`() {
    #expect(detection(months, named: "order_month") == .pattern("yyyyMM"))
    #expect(detection(Array(months.prefix(7)), named: "order_month") == .integer)
    #expect(detection(months + ["202013"], named: "order_month") == .integer)
    #expect(detection([String](repeating: "202001", count: 24), named: "edition") == .integer)
  }

  @Test func `six digits that are months and days are one where the other leaps`() {
    // 2020-01 … 2020-12, or the first days of January 2020; the next year tells.
    #expect(detection(months, named: "date") == .pattern("yyyyMM"))
    #expect(
      detection(["200101", "200102", "200103"], named: "date")
        == .ambiguous("200101", ["yyyyMM", "yyMMdd"]))
  }

  @Test func `parts of a second since 1970 are told by their digits`() {
    #expect(detection(["1700000000", "1700003600"], named: "ts") == .pattern("epoch"))
    #expect(
      detection(["1700000000000000", "1700003600000000"], named: "ts") == .pattern("epoch-us"))
    #expect(
      detection(["1700000000000000000", "1700003600000000000"], named: "unix")
        == .pattern("epoch-ns"))
    #expect(detection(["1700000000000000001", "1700003600000000000"], named: "ts") == .integer)
  }

  @Test func `seconds since 1970 may have a fraction of nothing`() {
    #expect(detection(["1700000000.0", "1700003600.0"], named: "ts") == .pattern("epoch.0"))
    #expect(
      detection(["1700000000000.000", "1700003600000.000"], named: "Created_At")
        == .pattern("epoch-ms.000"))
    for others in [
      ["1700000000.0", "1700003600.5"], ["1700000000.0", "1700003600.00"], ["17.0", "18.0"],
    ] {
      #expect(detection(others, named: "ts") == .none(others[0]))
    }
    #expect(detection(["1700000000.0", "1700003600.0"], named: "load") == .none("1700000000.0"))
  }

  @Test func `five digits under a date's name are the days of a spreadsheet`() {
    let days = (0..<10).map { String(45_292 + 31 * $0) }
    #expect(detection(days, named: "Date") == .pattern("serial"))
    #expect(detection(days, named: "ds") == .integer)
  }

  @Test func `a line below the rows does not hide years`() {
    #expect(detection(["2000", "2001", "2002", "Total"], named: "year") == .pattern("yyyy"))
  }

  @Test func `fractions of years are months or quarters that follow each other`() {
    let months = (0..<14).map { (1949 + Double($0) / 12).formatted(3) }
    #expect(detection(months, named: "x") == .pattern("decimal-year/12.3"))
    #expect(detection(months.reversed(), named: "x") == .pattern("decimal-year/12.3"))
    // A number is written without the zeros at its end, too.
    let short = months.map { String(Double($0) ?? 0) }
    #expect(detection(short, named: "x") == .pattern("decimal-year/12.3"))
    let middles = stride(from: 1, to: 29, by: 2).map { (1880 + Double($0) / 24).formatted(2) }
    #expect(detection(middles, named: "x") == .pattern("decimal-year/24.2"))
    let quarters = (0..<14).map { (1949 + Double($0) / 4).formatted(2) }
    #expect(detection(quarters, named: "x") == .pattern("decimal-year/4.2"))
    #expect(detection(Array(months.prefix(7)), named: "x") == .none("1949.000"))
    let jumbled = [0, 5, 2, 9, 4, 1, 8, 3, 12, 7].map { months[$0] }
    #expect(detection(jumbled, named: "x") == .none("1949.000"))
  }
}

extension Double {
  fileprivate func formatted(_ digits: Int) -> String {
    let unit = digits == 3 ? 1_000 : 100
    let parts = Int((self * Double(unit)).rounded())
    let fraction = String(unit + parts % unit).dropFirst()
    return "\(parts / unit).\(fraction)"
  }
}
