import ForecastIngestion
import ForecastSeries
import Testing

struct PanelCheckTests {
  private func check(_ text: String, _ options: ReadingOptions = ReadingOptions()) -> PanelCheck {
    PanelCheck.check(bytes: Array(text.utf8), name: "data.csv", options: options)
  }

  @Test func `all faults of a file come at once, each with its place`() {
    let check = check(
      """
      ds,y
      2024-01-01,1
      2024-01-02,n/a
      2024-01-03
      2024-01-04,"4
      2024-02-30,5

      2024-01-06,6
      2024-01-07,1e200
      2024-01-06,7
      2024-01-08,8
      """)
    #expect(
      check.faults.map(\.description) == [
        "data.csv:3:2: 'n/a' is not a number (column 'y'); hint: --na n/a",
        "data.csv:4: the line has 1 field, the first line has 2",
        "data.csv:5:2: a quoted field is not closed on its line; "
          + "hint: double a quote that belongs to the text; a field may cross a line with --multiline only",
        "data.csv:6:1: '2024-02-30' is no day of the calendar (column 'ds')",
        "data.csv:7: a blank line stands between the rows; hint: take it out",
        "data.csv:9:2: '1e200' is beyond 1e150 (column 'y')",
        "data.csv:10:1: 2024-01-06 comes twice, first on line 8; "
          + "hint: --id COLUMN if the file holds several series, else --duplicates first, last or mean",
      ])
    #expect(check.faultCount == 7)
    #expect(!check.isClean)
    #expect(check.reading?.panel.count == 1)
    #expect(check.reading?.stepWords == "daily")
  }

  @Test func `a clean file has no fault and tells what was found`() {
    let check = check("ds,y\n2024-01-01,1\n2024-01-02,\n2024-01-04,3\n")
    #expect(check.isClean)
    #expect(check.faults == [])
    #expect(check.reading?.counts.first?.gapCount == 1)
    #expect(check.reading?.counts.first?.missingCount == 1)
  }

  @Test func `faulty lines are told even where the columns cannot be`() {
    let check = check("ds,a,b\n2024-01-01,1,2\n2024-01-02,1\n")
    #expect(
      check.faults.map(\.description) == [
        "data.csv:1: several columns could be the target: 'a', 'b'; "
          + "hint: --target COLUMN, or --wide if each is a series",
        "data.csv:3: the line has 2 fields, the first line has 3",
      ])
    #expect(check.reading == nil)
  }

  @Test func `more than a thousand faults are counted, not kept`() {
    let check = check(
      "y\n1\n2\n3\n" + String(repeating: "x\n", count: 1_500)
        + String(repeating: "4\n", count: 2_000))
    #expect(check.faults.count == 1_000)
    #expect(check.faultCount == 1_500)
    #expect(check.faults.last?.location?.line == 1_004)
  }

  @Test func `an empty file is one fault`() {
    let check = check("")
    #expect(check.faults.map(\.description) == ["data.csv: the file has no rows"])
    #expect(check.reading == nil)
  }

  @Test func `the reader stops at a fault that the check lists`() {
    for input in BadInputTests.structure + BadInputTests.values + BadInputTests.times {
      let check = PanelCheck.check(
        bytes: Array(input.text.utf8), name: "data.csv", options: input.options)
      #expect(check.faults.map(\.description).contains(input.error))
    }
  }
}
