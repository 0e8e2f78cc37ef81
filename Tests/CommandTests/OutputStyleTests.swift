import Foundation
import Testing

/// The forecast speaks the input's language: its column names, its ids, its way to write times.
@Suite(.program) struct OutputStyleTests {
  struct Style: Sendable, CustomTestStringConvertible {
    let header: String
    let times: [String]
    let output: String
    let next: [String]
    let cutoff: String
    var testDescription: String { "\(header): \(times.last ?? "no times")" }
  }

  private static func days(_ text: (Int, Int) -> String) -> [String] {
    (0..<28).map { text(2, $0 + 1) }
  }

  private static func hours(_ text: (Int, Int) -> String) -> [String] {
    (0..<48).map { text(1 + $0 / 24, $0 % 24) }
  }

  private static func two(_ number: Int) -> String { Sample.twoDigits(number) }

  static let styles: [Style] = [
    Style(
      header: "month,y", times: (0..<36).map(Sample.month), output: "month",
      next: ["2003-01", "2003-02"], cutoff: "2002-12"),
    Style(
      header: "date,y", times: days { "2023-\(two($0))-\(two($1))" }, output: "date",
      next: ["2023-03-01", "2023-03-02"], cutoff: "2023-02-28"),
    Style(
      header: "Datum,y", times: days { "\(two($1)).\(two($0)).2023" }, output: "Datum",
      next: ["01.03.2023", "02.03.2023"], cutoff: "28.02.2023"),
    Style(
      header: "timestamp,y", times: hours { "2023-12-\(two($0 + 29)) \(two($1)):00" },
      output: "timestamp", next: ["2024-01-01 00:00", "2024-01-01 01:00"],
      cutoff: "2023-12-31 23:00"),
    Style(
      header: "timestamp,y", times: hours { "2023-12-\(two($0 + 29)) \(two($1)):00:00" },
      output: "timestamp", next: ["2024-01-01 00:00:00", "2024-01-01 01:00:00"],
      cutoff: "2023-12-31 23:00:00"),
    Style(
      header: "timestamp,y", times: hours { "2023-12-\(two($0 + 29))T\(two($1)):00:00Z" },
      output: "timestamp", next: ["2024-01-01T00:00:00Z", "2024-01-01T01:00:00Z"],
      cutoff: "2023-12-31T23:00:00Z"),
    Style(
      header: "quarter,y", times: (0..<20).map { "\(2000 + $0 / 4) Q\($0 % 4 + 1)" },
      output: "quarter", next: ["2005 Q1", "2005 Q2"], cutoff: "2004 Q4"),
    Style(
      header: "year,y", times: (0..<30).map { "\(1990 + $0)" }, output: "year",
      next: ["2020", "2021"], cutoff: "2019"),
    Style(
      header: "month,y",
      times: (1...36).map { index in
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        let month = (index - 1) % 12
        return "\(2001 + (index - 1) / 12)-\(two(month + 1))-\(lengths[month])"
      }, output: "month", next: ["2004-01-31", "2004-02-29"], cutoff: "2003-12-31"),
    Style(
      header: "ds,y", times: (0..<30).map { "\(5 + $0)" }, output: "ds", next: ["35", "36"],
      cutoff: "34"),
    Style(header: "y", times: [], output: "step", next: ["31", "32"], cutoff: "30"),
  ]

  @Test(arguments: styles)
  func `times go on in the style of the input`(_ style: Style) throws {
    let place = try Workplace()
    let rows =
      style.times.isEmpty
      ? (0..<30).map { "\(10 + $0 % 7)" }
      : style.times.enumerated().map { "\($1),\(10 + $0 % 7)" }
    try place.write("data.csv", Sample.table(style.header, rows))
    try place.fit("data.csv --method naive --horizon 2")
    let lines = try place.predict("--levels 80").split(separator: "\n").map(String.init)
    #expect(
      lines.first == "\(style.output),forecast,forecast-lo-80,forecast-hi-80,method,cutoff")
    #expect(lines.dropFirst().map { $0.prefix { $0 != "," } } == style.next.map { $0[...] })
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",naive,\(style.cutoff)") })
  }

  @Test func `ids stay as they are, quoted only where they must be`() throws {
    let ids = ["\"a,b\"", "\"say \"\"hi\"\"\"", "007", "=sum", " x ", "Zürich"]
    let place = try Workplace()
    let rows = ids.flatMap { id in (0..<24).map { "\(id),\(Sample.month($0)),\($0)" } }
    try place.write("data.csv", Sample.table("my id,\"the, month\",y", rows))
    try place.fit("data.csv --method naive --horizon 1")
    let lines = try place.predict("--levels 80").split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "my id,\"the, month\",forecast,forecast-lo-80,forecast-hi-80,method,cutoff")
    for id in ids {
      #expect(lines.count { $0.hasPrefix("\(id),2002-01,23,") } == 1, "\(id)")
    }
    #expect(lines.count == 1 + ids.count)
  }

  @Test func `a wide file becomes long, with unique_id`() throws {
    let place = try Workplace()
    let rows = (0..<36).map { "\(Sample.month($0)),\($0),\(2 * $0)" }
    try place.write("data.csv", Sample.table("month,north,south", rows))
    try place.fit("data.csv --wide --method naive --horizon 1")
    let lines = try place.predict("--levels 80").split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "unique_id,month,forecast,forecast-lo-80,forecast-hi-80,method,cutoff")
    #expect(lines.dropFirst().map { $0.prefix(16) } == ["north,2003-01,35", "south,2003-01,70"])
  }
}
