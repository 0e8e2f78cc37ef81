import Foundation
import Testing

@Suite(.program) struct CheckCommandTests {
  let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `a clean file is told in two lines`() throws {
    try place.write("sales.csv", Sample.monthly())
    let outcome = try place.forecast("check sales.csv")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(
      outcome.output
        == """
        1 series, 48 rows, monthly (month start), 2000-01 … 2003-12; target 'sales', time 'month'
        no fault

        """)
    #expect(try place.digests().count == 1)
  }

  @Test func `all faults are told at once, each with its place and remedy`() throws {
    var rows = (0..<36).map { "\(Sample.month($0)),\($0)" }
    rows[4] = "2000-05,abc"
    rows[9] = "2000-10,1,2"
    rows[20] = "2001-13,4"
    try place.write("data.csv", Sample.table("month,sales", rows))
    let outcome = try place.forecast("check data.csv")
    #expect(outcome.code == 65)
    #expect(outcome.errors == "")
    #expect(
      outcome.lines.contains("data.csv:6:2: 'abc' is not a number (column 'sales'); hint: --na abc")
    )
    #expect(outcome.lines.contains("data.csv:11: the line has 3 fields, the first line has 2"))
    #expect(outcome.lines.contains { $0.hasPrefix("data.csv:22:1: '2001-13' is ") })
    #expect(outcome.lines.last == "3 faults")
  }

  @Test func `gaps and missing values are counted for each series`() throws {
    var rows = Sample.panel().split(separator: "\n").map(String.init)
    rows[10] = "north,2000-10,"
    rows.remove(at: 60)
    try place.write("data.csv", rows.map { $0 + "\n" }.joined())
    let outcome = try place.forecast("check data.csv")
    #expect(outcome.code == 0)
    #expect(outcome.lines.contains("series 'north': 36 rows, 1 missing value, 0 missing rows"))
    #expect(outcome.lines.contains("series 'south': 35 rows, 0 missing values, 1 missing row"))
    #expect(outcome.lines.last == "no fault")
  }

  @Test func `told so, the result is one JSON object, with faults too`() throws {
    try place.write("data.csv", Sample.monthly(replacing: 5, by: "2000-06,abc"))
    let outcome = try place.forecast("check data.csv --json")
    #expect(outcome.code == 65)
    #expect(outcome.errors == "")
    let object = try jsonObject(outcome.output)
    #expect(object["schema_version"] as? Int == 1)
    #expect(object["clean"] as? Bool == false)
    #expect(object["fault_count"] as? Int == 1)
    let fault = try #require((object["faults"] as? [[String: Any]])?.first)
    #expect(fault["kind"] as? String == "value")
    #expect(fault["message"] as? String == "'abc' is not a number (column 'sales')")
    #expect(fault["hint"] as? String == "--na abc")
    #expect(fault["file"] as? String == "data.csv")
    #expect(fault["line"] as? Int == 7)
    #expect(fault["column"] as? Int == 2)

    try place.write("data.csv", Sample.panel())
    let clean = try place.forecast("check data.csv --json")
    #expect(clean.code == 0)
    let detected = try #require(try jsonObject(clean.output)["detected"] as? [String: Any])
    #expect(detected["rows"] as? Int == 72)
    #expect(detected["series"] as? Int == 2)
    #expect(detected["step"] as? String == "month")
    #expect(detected["id"] as? String == "store")
    #expect(detected["time"] as? String == "month")
    #expect(detected["target"] as? String == "sales")
    #expect(detected["date_style"] as? String == "yyyy-MM")
  }

  @Test func `a file that is not there is an error, not a fault`() throws {
    let outcome = try place.forecast("check missing.csv")
    #expect(outcome.code == 66)
    #expect(outcome.output == "")
    #expect(
      outcome.errors
        == "forecast: missing.csv: no such file; hint: check the spelling and the current folder\n")
    let json = try place.forecast("check missing.csv --json")
    #expect(json.code == 66)
    #expect(json.errors == "")
    let error = try #require(try jsonObject(json.output)["error"] as? [String: Any])
    #expect(error["code"] as? Int == 66)
  }

  @Test func `standard input can be checked`() throws {
    let outcome = try place.forecast("check -", input: Data(Sample.monthly().utf8))
    #expect(outcome.code == 0)
    #expect(outcome.lines.last == "no fault")
  }

  @Test func `the series can be written as they were read`() throws {
    let rows = ["13.02.2024;1,5;", "14.02.2024;2;7", "16.02.2024;3;8"]
    try place.write("data.csv", Sample.table("day;north;south", rows))
    let run = try place.forecast("check data.csv --wide --decimal , --series read.csv")
    #expect(run.code == 0)
    #expect(
      try place.text("read.csv") == """
        unique_id,day,value
        north,13.02.2024,1.5
        north,14.02.2024,2
        north,15.02.2024,
        north,16.02.2024,3
        south,14.02.2024,7
        south,15.02.2024,
        south,16.02.2024,8

        """)
    #expect(try place.forecast("check read.csv").code == 0)
  }

  @Test func `the series of a file with faults are written only where its bad lines are skipped`()
    throws
  {
    try place.write("data.csv", Sample.monthly(replacing: 35, by: "2002-12,abc"))
    let refused = try place.forecast("check data.csv --series read.csv")
    #expect(refused.code == 65)
    #expect(try place.digests().count == 1)
    let skipped = try place.forecast(
      "check data.csv --bad-rows skip --series read.csv --rejects rejects.csv")
    #expect(skipped.code == 65)
    #expect(skipped.lines == refused.lines)
    #expect(try place.text("read.csv").split(separator: "\n").count == 36)
    #expect(try place.text("rejects.csv").split(separator: "\n").count == 2)
  }

  @Test func `the series never take the place of the data`() throws {
    try place.write("data.csv", Sample.monthly())
    let before = try place.digests()
    let run = try place.forecast("check data.csv --series data.csv")
    #expect(run.code == 73)
    #expect(try place.digests() == before)
    let piped = try place.forecast(
      "check - --bad-rows skip --series read.csv", input: Data(Sample.monthly().utf8))
    #expect(piped.code == 64)
  }

  @Test func `a separator of two signs is one with a blank behind it`() throws {
    try place.write("data.csv", "ds; y\n2024-01-01; \"1,5\"\n2024-01-02; \"2\"\n")
    let run = try place.forecast(["check", "data.csv", "--delimiter", "; ", "--series", "read.csv"])
    #expect(run.code == 0)
    #expect(try place.text("read.csv") == "ds,y\n2024-01-01,1.5\n2024-01-02,2\n")
    let wrong = try place.forecast(["check", "data.csv", "--delimiter", ";x"])
    #expect(wrong.code == 64)
  }
}
