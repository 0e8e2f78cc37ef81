import ForecastIngestion
import ForecastSeries
import Testing

/// A stated step against the one that the rows have.
struct PanelAssemblyStepTests {
  /// A file of the rows that lie so many days after 2024-01-01, a Monday.
  private func file(_ days: [Int], in series: [String] = ["a"]) -> String {
    "unique_id,ds,y\n"
      + series.flatMap { name in
        days.map { day in
          let time = Timestamp(CivilDate(daysSinceEpoch: 19_723 + day))
          return "\(name),\(TimestampStyle.date.string(from: time)),\(day)\n"
        }
      }.joined()
  }

  private func fault(_ text: String, step: Frequency) -> String? {
    let error = #expect(throws: IngestionError.self) { try reading(text) { $0.step = step } }
    return error?.description
  }

  private func rowCount(_ text: String, step: Frequency) throws -> Int {
    let reading = try reading(text) { $0.step = step }
    #expect(reading.panel.frequency == step)
    return reading.panel.values.count
  }

  @Test func `monthly rows are no daily ones`() {
    let months = (1...12).map { "2023-\($0 < 10 ? "0" : "")\($0)-01,\($0)\n" }.joined()
    #expect(
      fault("ds,y\n" + months, step: Frequency(.day))
        == "data.csv: the rows are monthly, not daily as the step says: 323 of 335 times would have "
        + "no row; hint: leave --step out, or --step month")
  }

  @Test func `all series are counted, and a step of many units is quoted`() {
    let fortnights = [0, 14, 28, 56, 70]
    #expect(
      fault(file(fortnights, in: ["a", "b"]), step: Frequency(.day))
        == "data.csv: the rows are every 2 weeks, not daily as the step says: 132 of 142 times would "
        + "have no row; hint: leave --step out, or --step '2 week'")
    #expect(
      fault(file([0, 7, 14, 21]), step: Frequency(.businessDay))
        == "data.csv: the rows are weekly, not business days as the step says: 12 of 16 times would "
        + "have no row; hint: leave --step out, or --step week")
  }

  @Test func `rows off the stated grid are told as such`() {
    #expect(
      fault(file([0, 31, 59, 90, 120]), step: Frequency(.week))
        == "data.csv:3:2: 2024-02-01 is off the grid in series 'a': weekly from 2024-01-01; "
        + "hint: leave --step out to find the step")
  }

  @Test func `a row off the longer grid does not hide it`() {
    let weeks = (0..<20).map { $0 * 7 } + [136]
    #expect(
      fault(file(weeks), step: Frequency(.day))?.hasPrefix("data.csv: the rows are weekly") == true)
  }

  @Test func `days that many rows lack keep the stated step`() throws {
    let workdays = (0..<28).filter { $0 % 7 < 5 }
    #expect(try rowCount(file(workdays), step: Frequency(.day)) == 26)
    // Every second day, and one pair of neighbours: two days are no regular step.
    #expect(try rowCount(file([0, 2, 4, 5, 9, 13, 15, 22]), step: Frequency(.day)) == 23)
  }

  @Test func `rows on every second time keep the stated step`() throws {
    let hours = (0..<6).map { "2024-01-01 0\($0):00,1\n" }.joined()
    #expect(try rowCount("ds,y\n" + hours, step: Frequency(.minute, count: 30)) == 11)
    #expect(
      fault("ds,y\n" + hours, step: Frequency(.minute, count: 20))
        == "data.csv: the rows are hourly, not every 20 minutes as the step says: 10 of 16 times "
        + "would have no row; hint: leave --step out, or --step hour")
  }

  @Test func `too few rows are no proof`() throws {
    #expect(try rowCount(file([0, 7, 14]), step: Frequency(.day)) == 15)
  }

  @Test func `the step of a saved model holds, however rare the rows are`() throws {
    let daily = try reading(file([0, 1, 2, 3])).resolvedOptions
    let reading = try reading(file([0, 7, 14, 21])) { $0 = daily }
    #expect(reading.panel.frequency == Frequency(.day))
    #expect(reading.panel.values.count == 22)
  }

  @Test func `an index has the step that it is said to have`() throws {
    let text = "ds,y\n10,1\n20,2\n30,3\n40,4\n50,5\n"
    #expect(try rowCount(text, step: Frequency(.index)) == 41)
    let reading = try reading(text) { $0.step = Frequency(.day) }
    #expect(reading.panel.values.count == 5)
  }

  @Test func `what the check collects is the same fault`() {
    var options = ReadingOptions()
    options.step = Frequency(.day)
    let check = PanelCheck.check(
      bytes: Array(file([0, 7, 14, 21]).utf8), name: "data.csv", options: options)
    #expect(
      check.faults.map(\.description) == [
        "data.csv: the rows are weekly, not daily as the step says: 18 of 22 times would have "
          + "no row; hint: leave --step out, or --step week"
      ])
  }

  private func faults(_ text: String) -> [String] {
    PanelCheck.check(bytes: Array(text.utf8), name: "data.csv").faults.map(\.description)
  }

  @Test(arguments: [
    (
      ["2024-01-01 00:30"] + (1...9).map { "2024-01-01 0\($0):00" },
      "2024-01-01 00:30 is off the grid: hourly from 2024-01-01 01:00"
    ),
    (
      ["2024-01-03"] + (2...9).map { "2024-0\($0)-01" },
      "2024-01-03 is off the grid: monthly from 2024-02-01"
    ),
    (
      ["2024-01-02"]
        + (0..<9).map {
          [
            "2024-01-08", "2024-01-15", "2024-01-22", "2024-01-29", "2024-02-05", "2024-02-12",
            "2024-02-19", "2024-02-26", "2024-03-04",
          ][$0]
        },
      "2024-01-02 is off the grid: weekly from 2024-01-08"
    ),
  ])
  func `a first row beside the grid of the others is the one to blame`(
    _ times: [String], _ message: String
  ) {
    let text = "ds,y\n" + times.map { "\($0),1\n" }.joined()
    #expect(
      faults(text) == ["data.csv:2:1: \(message); hint: --step if another step is meant"])
  }

  @Test func `a row far from all others is told`() throws {
    let last = try reading(file(Array(0..<20) + [6_000]))
    #expect(
      last.warnings == [
        "2040-06-05 on line 22 in series 'a' lies 5981 steps from all other rows; is it mistyped?"
      ])
    let first = try reading(file([-700] + Array(0..<20)))
    #expect(first.warnings.first?.hasPrefix("2022-01-31 on line 2") == true)
    // A gap in the middle, or rows that are sparse anyway, are told by their count alone.
    #expect(try reading(file(Array(0..<20) + Array(90..<110))).warnings.isEmpty)
    #expect(try reading(file(Array(0..<20) + [30])).warnings.isEmpty)
  }
}
