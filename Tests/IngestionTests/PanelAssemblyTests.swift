import ForecastIngestion
import ForecastSeries
import Testing

struct PanelAssemblyTests {
  @Test func `absent rows become missing values and are told`() throws {
    let reading = try reading("ds,y\n2024-01-01,1\n2024-01-02,2\n2024-01-05,5\n2024-01-06,6\n")
    #expect(values(reading) == [1, 2, nil, nil, 5, 6])
    #expect(reading.notes == ["2 rows absent between others: missing values"])
    #expect(reading.counts[0].gapCount == 2)
  }

  @Test func `rows without a value at the ends are left out and told`() throws {
    let text = "ds,y\n2024-01-01,NA\n2024-01-02,2\n2024-01-03,null\n2024-01-04,4\n2024-01-05,\n"
    let reading = try reading(text)
    #expect(values(reading) == [2, nil, 4])
    #expect(times(reading).first == "2024-01-02")
    #expect(
      reading.notes == [
        "1 row without a value between others",
        "2 rows without a value before the first or after the last: left out",
      ])
    #expect(reading.counts[0].leadingCount == 1)
    #expect(reading.counts[0].trailingCount == 1)
    #expect(reading.span == "2024-01-02 … 2024-01-04")
  }

  @Test func `a series without any value is left out with a warning`() throws {
    let reading = try reading(
      "unique_id,ds,y\na,2024-01-01,\na,2024-01-02,\nb,2024-01-01,1\nb,2024-01-02,2\n")
    #expect(reading.panel.identifiers == ["b"])
    #expect(reading.warnings == ["1 series without any value left out: 'a'"])
  }

  @Test(arguments: [
    (ReadingOptions.DuplicatePolicy.first, 1.0), (.last, 6), (.mean, 3.5),
  ])
  func `rows of one time are merged as asked`(
    _ policy: ReadingOptions.DuplicatePolicy, _ expected: Double
  ) throws {
    let text = "ds,y\n2024-01-01,1\n2024-01-02,9\n2024-01-01,\n2024-01-01,6\n"
    let reading = try reading(text) { $0.duplicates = policy }
    #expect(values(reading) == [expected, 9])
    #expect(
      reading.notes.last == "2 rows had the time of another one: \(policy.rawValue) taken")
  }

  @Test func `an integer index keeps its numbers, and the step says what they count`() throws {
    let text = "unique_id,ds,y\na,10,1\na,20,2\na,40,4\nb,30,3\n"
    let reading = try reading(text) { $0.step = Frequency(.week) }
    #expect(reading.panel.frequency == Frequency(.week))
    #expect(reading.panel[0].axis.frequency == Frequency(.index, count: 10))
    #expect(values(reading) == [1, 2, nil, 4])
    #expect(times(reading, 1) == ["30"])
    #expect(reading.stepWords == "weekly, counted by an index")
    #expect(reading.notes.first == "time 'ds' holds integers, which only count")
  }

  @Test func `month ends stay month ends`() throws {
    let reading = try reading("ds,y\n2023-12-31,1\n2024-01-31,2\n2024-02-29,3\n2024-03-31,4\n")
    #expect(reading.stepWords == "monthly (month end)")
    let axis = reading.panel[0].axis
    #expect(TimestampStyle.date.string(from: axis.timestamp(at: 4)) == "2024-04-30")
  }

  @Test func `a step on the 30th survives February`() throws {
    let reading = try reading("ds,y\n2023-02-28,1\n2023-03-30,2\n2023-04-30,3\n2023-05-30,4\n")
    #expect(values(reading) == [1, 2, 3, 4])
    let axis = reading.panel[0].axis
    #expect(TimestampStyle.date.string(from: axis.timestamp(at: 12)) == "2024-02-29")
    #expect(TimestampStyle.date.string(from: axis.timestamp(at: 13)) == "2024-03-30")
  }

  @Test func `two weeks without a weekend make business days`() throws {
    let days = [1, 2, 3, 4, 5, 8, 9, 10, 11, 12].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let text = "ds,y\n" + days.map { "2024-01-\($0),1\n" }.joined()
    let reading = try reading(text)
    #expect(reading.panel.frequency == Frequency(.businessDay))
    #expect(reading.panel[0].count == 10)
    #expect(reading.stepWords == "business days")
  }
}
